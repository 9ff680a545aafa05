"""Lowering a label needs four eyes; the trail is read at the stricter of two labels (decisions.md 8, 10)."""

import pytest
from django.db import DatabaseError, connection, transaction

from access.models import LoweringProposal
from access.services import lowering, relabelling
from access.services.labels import intern
from audit.models import Change
from foundation.clock import now
from foundation.errors import InvalidInput, NotFound, NotPermitted
from foundation.grantings import AlreadyConfirmed
from tests.access.test_need_to_know import NEGOTIATED, OPEN, proposal
from tests.cast import acting, subject_of


@pytest.fixture
def record(db):
    """Any protected row will do; this one belongs to the wall itself."""
    with acting("cmd_desk") as clerk:
        return proposal(clerk, *NEGOTIATED)


def proposed(record, to=OPEN, name="cmd_desk"):
    with acting(name) as by:
        return lowering.propose_lowering(record, by=by, to=intern(*to), reason="published")


def confirmed(waiting, name="mfa_desk"):
    with acting(name) as by:
        return lowering.confirm_lowering(waiting, by=by, at=now())


def label_of(record):
    with acting("cmd_desk"):
        return LoweringProposal.in_context.get(pk=record.pk).label


def test_nothing_changes_until_a_second_person_confirms(record):
    waiting = proposed(record)
    assert label_of(record) == intern(*NEGOTIATED)
    confirmed(waiting)
    assert label_of(record) == intern(*OPEN)
    with acting("cmd_desk_2"):
        assert LoweringProposal.in_context.filter(pk=record.pk).exists()


def test_nobody_lowers_alone(record):
    waiting = proposed(record)
    with pytest.raises(lowering.AnotherPersonConfirms):
        confirmed(waiting, "cmd_desk")
    assert label_of(record) == intern(*NEGOTIATED)


@pytest.mark.parametrize(
    "statement",
    [
        'INSERT INTO access_loweringproposal (version, is_demo, "table", record_id, reference, reason, label_id,'
        " from_label_id, new_label_id, proposed_by_id) SELECT 1, false, 't', 1, '', '', label_id, label_id, label_id,"
        " %s FROM access_loweringproposal LIMIT 1",
        "UPDATE access_loweringproposal SET proposed_by_id = %s",
        "UPDATE access_loweringproposal SET confirmed_by_id = %s, confirmed_at = now()",
    ],
)
def test_nobody_proposes_or_confirms_in_another_s_name(record, statement):
    other = subject_of("mfa_desk").user_id
    with (
        acting("cmd_desk"),
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [other])


def test_what_was_proposed_is_not_exchanged_on_the_way(record):
    waiting = proposed(record)
    with (
        acting("mfa_desk"),
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "UPDATE access_loweringproposal SET new_label_id = %s WHERE id = %s",
            [intern("unclassified").pk, waiting.pk],
        )


def test_a_proposal_is_confirmed_once(record):
    waiting = proposed(record)
    confirmed(waiting)
    with pytest.raises(AlreadyConfirmed):
        confirmed(waiting)


def test_lowering_to_the_side_is_not_lowering(record):
    with pytest.raises(lowering.NotLower):
        proposed(record, ("unclassified", ["mod_only"], []))


def test_one_proposal_at_a_time(record):
    proposed(record)
    with pytest.raises(lowering.AlreadyProposed):
        proposed(record, ("unclassified", [], []))


def test_a_marking_changed_in_between_overtakes_the_proposal(record):
    waiting = proposed(record)
    with acting("cmd_desk") as clerk:
        to = intern("limited_official_use", ["negotiations"], ["mission:tr"])
        relabelling.raise_label(record, by=clerk, to=to, reason="r")
    with pytest.raises(lowering.Overtaken):
        confirmed(waiting)


def test_lowering_asks_why(record):
    with acting("cmd_desk") as clerk, pytest.raises(InvalidInput):
        lowering.propose_lowering(record, by=clerk, to=intern(*OPEN), reason=" ")


def test_the_attache_neither_proposes_nor_confirms(record):
    with pytest.raises(NotPermitted):
        proposed(record, name="attache")
    with pytest.raises(NotPermitted):
        confirmed(proposed(record), "attache")


def test_who_does_not_see_the_record_sees_no_proposal(record):
    waiting = proposed(record)
    with pytest.raises(NotPermitted):
        confirmed(waiting, "mfa_protocol")
    with acting("mfa_desk_2") as second, pytest.raises(NotFound):
        lowering.confirm_lowering(waiting, by=second, at=now())


# --- the trail --------------------------------------------------------------------------------------------------------
def values_seen(record, name):
    with acting(name):
        found = Change.objects.filter(event__table="access_loweringproposal", event__record_id=record.pk)
        return list(found.values_list("event__verb", flat=True))


def test_what_was_written_under_a_higher_label_stays_hidden_after_the_lowering(record):
    confirmed(proposed(record))
    assert values_seen(record, "cmd_desk_2") == []
    assert values_seen(record, "cmd_desk") == ["insert", "labels.confirm_lowering"]


def test_what_is_written_after_the_lowering_is_read_at_the_lower_label(record):
    confirmed(proposed(record))
    with acting("cmd_desk_2"):
        LoweringProposal.in_context.filter(pk=record.pk).update(version=7)
    assert values_seen(record, "cmd_desk_2") == ["update"]


def test_what_was_written_under_a_lower_label_is_hidden_once_it_is_raised(db):
    with acting("cmd_desk") as clerk:
        record = proposal(clerk, *OPEN)
    assert values_seen(record, "cmd_desk_2") == ["insert"]
    with acting("cmd_desk") as clerk:
        relabelling.raise_label(record, by=clerk, to=intern(*NEGOTIATED), reason="r")
    assert values_seen(record, "cmd_desk_2") == []


# --- declined ---------------------------------------------------------------------------------------------------------
def declined(waiting, name="mfa_desk", reason="not yet published"):
    with acting(name) as by:
        return lowering.decline_lowering(waiting, by=by, at=now(), reason=reason)


def test_a_second_person_declines_and_the_marking_stays(record):
    waiting = proposed(record)
    declined(waiting)
    assert label_of(record) == intern(*NEGOTIATED)
    with pytest.raises(lowering.AlreadyDeclined):
        confirmed(waiting)


def test_who_proposed_takes_it_back_and_proposes_anew(record):
    declined(proposed(record), "cmd_desk")
    confirmed(proposed(record))
    assert label_of(record) == intern(*OPEN)


def test_declining_asks_why(record):
    waiting = proposed(record)
    with pytest.raises(InvalidInput):
        declined(waiting, reason=" ")


def test_what_was_confirmed_is_not_declined(record):
    waiting = proposed(record)
    confirmed(waiting)
    with pytest.raises(AlreadyConfirmed):
        declined(waiting)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE access_loweringproposal SET declined_by_id = NULL, declined_at = NULL WHERE id = %s",
        "UPDATE access_loweringproposal SET declined_because = 'because' WHERE id = %s",
        "UPDATE access_loweringproposal SET declined_at = NULL, declined_by_id = NULL, confirmed_at = now(),"
        " confirmed_by_id = nullif(current_setting('parley.user_id', true), '')::bigint WHERE id = %s",
    ],
)
def test_an_answer_stays(record, statement):
    waiting = proposed(record)
    declined(waiting)
    with (
        acting("mfa_desk"),
        pytest.raises(DatabaseError, match="once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [waiting.pk])


def test_what_waits_stands_on_the_desk_of_who_may_answer_and_leads_there(signed_in, record):
    """The record is a proposal itself and waits too; each is for others than the one who made it."""
    waiting = proposed(record, name="cmd_desk")
    page = f"/admin/access/loweringproposal/{waiting.pk}/change/"
    assert page in signed_in("mfa_milpol").get("/").content.decode()
    for other in ("cmd_desk", "attache", "mod_personnel"):
        assert page not in signed_in(other).get("/").content.decode()
    answer = signed_in("mfa_milpol")
    answer.post(f"/admin/access/loweringproposal/{waiting.pk}/step/decline/", {"reason": "not yet"})
    assert page not in answer.get("/").content.decode()
    assert "declined" in answer.get(page).content.decode()
