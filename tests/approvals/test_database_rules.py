"""Four eyes without Python: raw SQL as the application role, as a bulk update or a shell would run it."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from access.services.labels import intern
from approvals.models import Case, RouteStep
from tests.approvals.stage import SECOND, Proposals, agree, answer, hash_of, seen, user
from tests.cast import acting, seated, subject_of


def refused(sql: str, *values: object) -> str:
    """What PostgreSQL says to a statement it refuses; fails when it lets it pass."""
    with pytest.raises(DatabaseError) as said, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    return str(said.value)


INSERT = """
INSERT INTO approvals_decision (case_id, step_id, seat_id, office_id, user_id, is_acting, verdict, reason_code, comment,
                                content_hash, at, "on", label_id)
SELECT s.case_id, s.id, seat.id, seat.office_id, %s, false, %s, '', '', coalesce(%s, c.content_hash), now(),
       home_today(), s.label_id
FROM approvals_casestep s JOIN approvals_caseseat seat ON seat.step_id = s.id JOIN approvals_case c ON c.id = s.case_id
WHERE s.case_id = %s AND s.role = %s
"""


@pytest.fixture
def raw(proposals: Proposals) -> Callable[..., str]:
    """raw("cmd_head", case, "concur"): what the database answers when this person inserts a decision for the role."""

    def run(name: str, case: Case, verdict: str, *, role: str = "", content_hash: str | None = None) -> str:
        with acting(name) as subject:
            return refused(INSERT, subject.user_id, verdict, content_hash, case.pk, role or subject.role)

    return run


def test_a_seat_is_not_decided_twice(proposals: Proposals, raw: Callable[..., str]):
    case = proposals.submit()
    answer("attache", case, "sign")
    assert "not open" in raw("attache", case, "sign")
    joint = proposals.submit(reference="PRP-2026-BBBBB")
    agree(joint, until="mfa_leadership")
    assert "not open" in raw("mod_leadership", joint, "approve")


def test_a_second_row_for_the_seat_of_an_open_step_is_not_possible(proposals: Proposals):
    case = proposals.submit()
    route = case.route
    route.steps.update(mode="all")
    with acting("attache") as subject:
        with connection.cursor() as cursor:
            cursor.execute(INSERT, [subject.user_id, "sign", None, case.pk, "attache"])
        said = refused(INSERT, subject.user_id, "sign", None, case.pk, "attache")
    assert "one_decision_per_seat" in said or "seat_id" in said or "one person decides one seat" in said


def test_nobody_decides_the_own_draft(proposals: Proposals, raw: Callable[..., str]):
    case = proposals.submit(editors=("attache", "mfa_desk"))
    agree(case, until="mfa_desk")
    assert "drafted or edited" in raw("mfa_desk", case, "concur")


def test_nobody_decides_on_other_content(proposals: Proposals, raw: Callable[..., str]):
    case = proposals.submit()
    assert "not the content" in raw("attache", case, "sign", content_hash=hash_of(SECOND))


def test_nobody_decides_before_the_turn_or_with_another_word(proposals: Proposals, raw: Callable[..., str]):
    case = proposals.submit()
    assert "not open" in raw("cmd_head", case, "concur")
    assert "another word" in raw("attache", case, "approve")


def test_nobody_decides_in_another_name_or_office(proposals: Proposals):
    case = proposals.submit()
    with acting("cmd_head"):
        said = refused(INSERT, user("attache").pk, "sign", None, case.pk, "attache")
    assert "for somebody else" in said
    with acting("attache") as subject:
        said = refused(INSERT, subject.user_id, "sign", None, case.pk, "head_of_mission")
    assert "for somebody else" in said


def test_one_person_decides_one_seat(proposals: Proposals):
    from accounts.models import Appointment

    case = proposals.submit()
    agree(case, until="imcd_head")
    office = Appointment.objects.get(user=user("imcd_head")).office
    seated("cmd_head", office, kind="acting")
    with acting("cmd_head", office="imcd-head") as subject:
        assert "one seat" in refused(INSERT, subject.user_id, "concur", None, case.pk, "imcd_head")


def test_a_refusal_without_a_reason_is_refused(proposals: Proposals, raw: Callable[..., str]):
    assert "refusal_has_a_reason" in raw("attache", proposals.submit(), "return")


def test_a_closed_case_takes_nothing(proposals: Proposals, raw: Callable[..., str]):
    case = proposals.submit()
    answer("attache", case, "return", reason_code="other", comment="No.")
    assert "not open" in raw("head_of_mission", case, "sign")


@pytest.mark.parametrize("table", ["decision", "caseseat", "caseeditor", "movement"])
@pytest.mark.parametrize("sql", ["UPDATE approvals_{} SET case_id = case_id", "DELETE FROM approvals_{}"])
def test_what_was_written_stays_written(proposals: Proposals, table: str, sql: str):
    case = proposals.submit()
    answer("attache", case, "sign")
    with acting("attache"):
        assert "permission denied" in refused(sql.format(table))


CHANGES = [
    "UPDATE approvals_case SET content_hash = repeat('0', 64)",
    "UPDATE approvals_case SET version_no = 7",
    "UPDATE approvals_case SET opened_by_id = opened_by_id + 1",
    "UPDATE approvals_casestep SET co_author = true, verdict = 'sign'",
    "UPDATE approvals_casestep SET mode = 'all'",
    'UPDATE approvals_casestep SET "order" = 1',
    "UPDATE approvals_casestep SET due_on = due_on + 30",
    "DELETE FROM approvals_casestep",
    "DELETE FROM approvals_case",
]


@pytest.mark.parametrize("sql", CHANGES)
def test_what_was_submitted_never_changes(proposals: Proposals, sql: str):
    proposals.submit()
    with acting("attache"):
        assert "four_eyes" not in refused(sql)


JUMPS = [
    ("UPDATE approvals_case SET state = 'approved', closed_on = now()", "from open to approved"),
    ("UPDATE approvals_case SET state = 'returned', closed_on = now()", "from open to returned"),
    ("UPDATE approvals_casestep SET state = 'done' WHERE role = 'attache'", "from open to done"),
    ("UPDATE approvals_casestep SET state = 'open' WHERE role = 'mfa_desk'", "from waiting to open"),
    ("UPDATE approvals_casestep SET state = 'returned' WHERE role = 'attache'", "from open to returned"),
    ("UPDATE approvals_casestep SET state = 'not_needed' WHERE role = 'attache'", "from open to not_needed"),
]


@pytest.mark.parametrize(("sql", "said"), JUMPS)
def test_only_decisions_move_a_case(proposals: Proposals, sql: str, said: str):
    proposals.submit()
    with acting("attache"):
        assert said in refused(sql)


ADDITIONS = [
    "INSERT INTO approvals_caseseat (case_id, step_id, office_id, label_id) "
    "SELECT case_id, id, %s, label_id FROM approvals_casestep WHERE role = 'mfa_desk'",
    "INSERT INTO approvals_caseeditor (case_id, user_id, label_id) SELECT id, %s, label_id FROM approvals_case",
]


@pytest.mark.parametrize("sql", ADDITIONS)
def test_nobody_is_seated_or_named_an_editor_once_the_case_is_under_way(proposals: Proposals, sql: str):
    proposals.submit()
    with acting("cmd_desk") as clerk:
        value = clerk.office_id if "caseseat" in sql else clerk.user_id
        assert "under way" in refused(sql, value)


BIRTH = (
    "INSERT INTO approvals_case (kind, object_reference, version_no, content_hash, state, phase, route_id, "
    "route_version, round_no, opened_by_id, opened_office_id, opened_at, opened_on, closed_on, label_id, "
    "submitted_label_id, version, is_demo) SELECT kind, 'PRP-2026-CCCCC', 1, content_hash, %s, phase, route_id, 1, 1, "
    "opened_by_id, opened_office_id, now(), home_today(), now(), label_id, %s, 1, false "
    "FROM approvals_case WHERE id = %s"
)


def test_a_case_is_not_born_approved(proposals: Proposals):
    case = proposals.submit()
    with acting("attache"):
        assert "begins open" in refused(BIRTH, "approved", case.label_id, case.pk)


@pytest.mark.parametrize("submitted", [None, "unclassified"])
def test_a_case_says_under_which_label_it_was_submitted(proposals: Proposals, submitted: str | None):
    case = proposals.submit()
    with acting("attache"):
        named = intern(submitted).pk if submitted else None
        assert "label submitted" in refused(BIRTH, "open", named, case.pk)


ONE_SEAT = """
INSERT INTO approvals_decision (case_id, step_id, seat_id, office_id, user_id, is_acting, verdict, reason_code, comment,
                                content_hash, at, "on", label_id)
SELECT s.case_id, s.id, seat.id, seat.office_id, %s, false, %s, %s, %s, c.content_hash, now(), home_today(), s.label_id
FROM approvals_casestep s JOIN approvals_caseseat seat ON seat.step_id = s.id JOIN approvals_case c ON c.id = s.case_id
WHERE s.case_id = %s AND s.role = 'attache' AND seat.office_id = %s
"""


def test_a_step_over_which_a_return_stands_is_not_done_because_another_seat_agreed(proposals: Proposals):
    RouteStep.objects.filter(route__kind="proposal", role="attache").update(at_mission=False, mode="one")
    case = proposals.submit(label=("official_use", (), ()))
    for name, words in (
        ("attache", ("return", "wording", "Say it shorter.")),
        ("attache_de", ("sign", "", "")),
    ):
        with acting(name) as subject, connection.cursor() as cursor:
            cursor.execute(ONE_SEAT, [subject.user_id, *words, case.pk, subject.office_id])
    with acting("attache_de"):
        said = refused(
            "UPDATE approvals_casestep SET state = 'done', closed_on = home_today()"
            " WHERE case_id = %s AND state = 'open' AND role = 'attache'",
            case.pk,
        )
    assert "no decision moves a step" in said


def test_the_verbs_themselves_pass_every_rule(proposals: Proposals):
    case = proposals.submit()
    agree(case)
    assert seen(case).state == "approved"
    assert subject_of("attache").office_id
