"""Between what was agreed and what is on record nothing comes apart: suspension, plan, lost accreditations (I3, C6)."""

import pytest
from django.db import DatabaseError, connection, transaction

from attaches.models import Accreditation, Posting
from attaches.services import accreditations, notes, officers, postings, submissions, tenures
from attaches.services.notes import PrincipalStands, RelationsSuspended
from attaches.services.plans import PlanAgreed, PlanStands
from attaches.services.steps import CaseRunning
from attaches.services.tenures import PresenceOverlapTooLong
from directory.models import Country
from foundation.clock import now, today
from tests.attaches.scenes import a_post, a_posting, an_officer, as_it_stands, day, principal, state_of
from tests.attaches.test_races import at_once
from tests.attaches.test_submit_posting import BOARD, answer, submitted
from tests.cast import acting


def suspended(posting: Posting) -> Posting:
    with acting("cmd_desk") as by:
        postings.advance(posting, "suspended", by=by, on=today(), at=now(), reason="relations were severed")
    return as_it_stands(posting)


def side_of(posting: Posting) -> Accreditation:
    with acting("cmd_desk") as by:
        return accreditations.plan(posting, by=by, on=today(), country=Country.objects.get(iso2="AT"))


def test_while_relations_are_suspended_no_note_moves_a_posting(db: None):
    posting = suspended(a_posting("consent_granted", first=-5))
    with acting("cmd_desk") as by:
        for verb in (notes.send_second_note, notes.withdraw, notes.object_to, notes.end):
            with pytest.raises((RelationsSuspended, PrincipalStands)):
                verb(principal(posting), by=by, on=today(), at=now())
        postings.restore(posting, by=by, on=today(), at=now())
        notes.send_second_note(principal(posting), by=by, on=today(), at=now())
    assert state_of(posting) == "accreditation_requested"


def test_whoever_was_in_post_is_restored_on_the_accreditation_he_had(db: None):
    posting = suspended(a_posting("in_post"))
    with acting("cmd_desk") as by:
        with pytest.raises((RelationsSuspended, PrincipalStands)):
            notes.end(principal(posting), by=by, on=today(), at=now())
        postings.restore(posting, by=by, on=today(), at=now())
        stands = principal(posting).state
    assert (state_of(posting), stands) == ("in_post", "accredited")


def test_raw_sql_does_not_take_the_accreditation_from_a_suspended_posting(db: None):
    posting = suspended(a_posting("in_post"))
    with (
        acting("cmd_desk"),
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "UPDATE attaches_accreditation SET state = 'ended', ended_on = current_date, state_on = current_date "
            "WHERE posting_id = %s",
            [posting.pk],
        )


def test_a_side_accreditation_is_objected_to_also_while_relations_are_suspended(db: None):
    posting = a_posting("in_post")
    side = side_of(posting)
    with acting("cmd_desk") as by:
        notes.request(side, by=by, on=today(), at=now())
    suspended(posting)
    with acting("cmd_desk") as by:
        assert notes.object_to(side, by=by, on=today(), at=now()).state == "objected"
    assert state_of(posting) == "suspended"


def test_whoever_is_in_post_stays_longer_by_an_extension_only(db: None):
    posting = a_posting("in_post", end=100)
    with acting("mod_personnel") as by:
        with pytest.raises(PlanStands):
            postings.amend(posting, by=by, planned_to=day(3000))
        postings.amend(posting, by=by, planned_to=day(100), order_no="T-2")
    held = suspended(posting)
    with pytest.raises(PlanStands), acting("mod_personnel") as by:
        postings.amend(held, by=by, planned_to=day(3000))


def test_an_approved_plan_slips_by_thirty_days_and_no_more(db: None):
    posting = a_posting("proposed", first=200, end=900)
    case = submitted(posting)
    for name, verdict, _reaches in BOARD:
        answer(name, case, verdict)
    with acting("cmd_desk") as by:
        postings.amend(posting, by=by, planned_from=day(230), planned_to=day(930))
        for change in ({"planned_from": day(231)}, {"planned_to": day(931)}):
            with pytest.raises(PlanAgreed):
                postings.amend(posting, by=by, **change)


@pytest.mark.parametrize(
    ("reaches", "verb"),
    [("consent_requested", notes.withdraw), ("consent_granted", notes.withdraw), ("consent_requested", notes.object_to),
     ("accredited", notes.object_to)],
)  # fmt: skip
def test_a_posting_that_loses_its_principal_accreditation_is_over(db: None, reaches: str, verb):
    posting = a_posting(reaches, first=-5)
    side = side_of(posting)
    with acting("cmd_desk") as by:
        verb(principal(posting), by=by, on=today(), at=now(), reason="no answer came")
        assert Accreditation.in_context.get(pk=side.pk).state == "withdrawn"
    over = as_it_stands(posting)
    assert (over.state, over.end_reason) == ("withdrawn", "no answer came")


def test_what_the_approvers_have_before_them_is_not_withdrawn(db: None):
    posting = a_posting("proposed", first=200, end=900)
    submitted(posting)
    with acting("cmd_desk") as by, pytest.raises(CaseRunning):
        notes.withdraw(principal(posting), by=by, on=today(), at=now())


def test_a_departure_after_a_long_handover_is_recorded_with_its_reason(db: None):
    post = a_post()
    first = a_posting("ended", post=post, first=-400, end=-50)
    a_posting("in_post", post=post, first=-49, end=600)
    with acting("cmd_desk") as by:
        with pytest.raises(PresenceOverlapTooLong):
            tenures.record_departure(first, by=by, on=day(-5), at=now())
        left = tenures.record_departure(first, by=by, on=day(-5), at=now(), reason="he fell ill")
    assert left.presence.upper == day(-5)
    with acting("auditor"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT reason FROM audit_event WHERE verb = 'postings.record_departure' ORDER BY id DESC"
        )
        assert cursor.fetchone()[0] == "he fell ill"


@pytest.mark.django_db(transaction=True)
def test_a_name_does_not_change_between_freezing_and_opening_the_case():
    for _round in range(3):
        posting = a_posting("proposed", officer=an_officer("Maket Əvvəlki"), first=200, end=900)

        def submit(posting: Posting = posting) -> str:
            return submitted(posting).reference

        def rename(posting: Posting = posting) -> str:
            with acting("mod_personnel") as by:
                return officers.amend(posting.officer, by=by, full_name="Maket Sonrakı").full_name

        at_once(submit, rename)
        with acting("cmd_desk"):
            frozen = submissions.PostingSubmission.in_context.get(posting=posting).content["officer_name"]
            assert frozen == as_it_stands(posting).officer.full_name
