"""What the tables of lifecycle.py say, the database says to everybody (house rules 4 and 6; decisions.md 12, 17)."""

from collections.abc import Mapping
from itertools import product

import pytest
from django.db import DatabaseError, connection, transaction

from attaches.lifecycle import (
    ACCREDITATION_TRANSITIONS,
    POST_TRANSITIONS,
    TRANSITIONS,
    AccreditationState,
    PostingState,
    PostState,
)
from tests.attaches.scenes import a_post, a_posting, day, principal
from tests.cast import acting

TABLES = (
    ("attaches_post", PostState, POST_TRANSITIONS),
    ("attaches_posting", PostingState, TRANSITIONS),
    ("attaches_accreditation", AccreditationState, ACCREDITATION_TRANSITIONS),
)


def run(sql: str, *params: object) -> None:
    """As the application role, in the running context."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


@pytest.mark.parametrize(("table", "states", "steps"), TABLES)
def test_the_database_allows_exactly_the_steps_of_the_table(
    db: None, table: str, states: type, steps: Mapping
):
    pairs = list(product(states, states))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {table}_may_step(s, t) "
            "FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS p(s, t, n) ORDER BY n",
            [[str(source.value) for source, _ in pairs], [str(target.value) for _, target in pairs]],
        )
        allowed = [row[0] for row in cursor.fetchall()]
    assert allowed == [target in steps[source] for source, target in pairs]


def test_raw_sql_takes_no_step_that_is_not_in_the_table(db: None):
    posting = a_posting("selected", first=100, end=900)
    with acting("cmd_desk"), pytest.raises(DatabaseError, match="cannot go from selected to mod_ordered"):
        run("UPDATE attaches_posting SET state = 'mod_ordered' WHERE id = %s", posting.pk)


def test_raw_sql_begins_nothing_in_the_middle(db: None):
    post = a_post()
    with acting("cmd_desk"), pytest.raises(DatabaseError, match="cannot begin as established"):
        run(
            "INSERT INTO attaches_post (label_id, code, kind, mission_id, title, designation, staff_level, state,"
            " state_on, rank_min, rank_max, language, required_slp, training_required, clearance_required, tour_months,"
            " consent_required, version, is_demo) "
            "SELECT label_id, 'x', kind, mission_id, title, '', '', state, state_on, '', '', '', '', false, false, 36,"
            " false, 1, false "
            "FROM attaches_post WHERE id = %s",
            post.pk,
        )


def test_the_day_of_a_step_is_neither_rewritten_nor_before_the_last_one(db: None):
    posting = a_posting("selected", first=100, end=900)
    with acting("cmd_desk"):
        with pytest.raises(DatabaseError, match="not changed afterwards"):
            run("UPDATE attaches_posting SET state_on = %s WHERE id = %s", day(0), posting.pk)
        with pytest.raises(DatabaseError, match="cannot precede"):
            run(
                "UPDATE attaches_posting SET state = 'prepared', state_on = %s WHERE id = %s",
                day(-900),
                posting.pk,
            )


def test_step_rows_are_written_by_the_database_alone(db: None):
    posting = a_posting("selected", first=100, end=900)
    with acting("cmd_desk") as clerk:
        taken = list(posting.steps.order_by("id").values_list("state", "by_id", "office_id"))
        assert taken == [(state, clerk.user_id, clerk.office_id) for state in ("proposed", "selected")]
        for sql in (
            "UPDATE attaches_postingtransition SET state = 'accredited' WHERE posting_id = %s",
            "DELETE FROM attaches_postingtransition WHERE posting_id = %s",
            "INSERT INTO attaches_postingtransition (posting_id, state, reached_on, recorded_at, reason, label_id) "
            "SELECT id, 'accredited', state_on, now(), '', label_id FROM attaches_posting WHERE id = %s",
        ):
            with pytest.raises(DatabaseError, match="permission denied"):
                run(sql, posting.pk)


def test_a_posting_says_of_consent_what_its_principal_accreditation_says(db: None):
    posting = a_posting("mfa_coordinated", first=100, end=900)
    with acting("cmd_desk"), pytest.raises(DatabaseError, match="does not say consent_requested"):
        run("UPDATE attaches_posting SET state = 'consent_requested' WHERE id = %s", posting.pk)


def test_nobody_takes_up_a_post_when_the_accreditation_has_ended(db: None):
    posting = a_posting("accredited")
    with acting("cmd_desk"):
        run(
            "UPDATE attaches_accreditation SET state = 'ended', state_on = %s WHERE posting_id = %s",
            day(0),
            posting.pk,
        )
        with pytest.raises(DatabaseError, match="does not say in_post"):
            run(
                "UPDATE attaches_posting SET state = 'in_post', state_on = %s, incumbency = daterange(%s, NULL),"
                " presence = daterange(%s, NULL) WHERE id = %s",
                day(0), day(0), day(0), posting.pk,
            )  # fmt: skip


def test_a_host_accredits_to_an_established_office_only(db: None):
    posting = a_posting("consent_granted", post=a_post(reaches="planned"), first=100, end=900)
    with acting("cmd_desk"), pytest.raises(DatabaseError, match="not established"):
        run(
            "UPDATE attaches_accreditation SET state = 'accreditation_requested', accreditation_note_on = %s,"
            " state_on = %s WHERE posting_id = %s",
            day(0), day(0), posting.pk,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("consent_reply_on = consent_note_on - 1", "consent_reply_after_note"),
        ("accreditation_note_on = consent_reply_on - 1", "accredited_after_consent"),
        ("accredited_on = accreditation_note_on - 1", "accredited_after_consent"),
        ("consent_reply_on = NULL", "agreed_only_with_consent"),
        ("accredited_on = NULL", "accredited_only_with_second_note"),
        (
            "organisation_id = (SELECT min(id) FROM directory_organisation)",
            "accredited_to_state_or_organisation",
        ),
        ("consent_waived = true", "waiver_has_legal_reason"),
    ],
)
def test_dates_and_receivers_stand_in_order(db: None, change: str, constraint: str):
    posting = a_posting("accredited")
    with acting("cmd_desk"), pytest.raises(DatabaseError, match=constraint):
        run(f"UPDATE attaches_accreditation SET {change} WHERE id = %s", principal(posting).pk)


def test_what_is_over_holds_no_post(db: None):
    posting = a_posting("in_post")
    with acting("cmd_desk"), pytest.raises(DatabaseError, match="posting_over_holds_no_post"):
        run("UPDATE attaches_posting SET state = 'recalled', state_on = %s WHERE id = %s", day(0), posting.pk)
