"""A paper or a document that ends before everybody had read it asks nobody to read it any more (A2.16, C6)."""

import pytest

from approvals.models import Case
from approvals.selectors.cases import available_decisions, open_seats, waiting_for
from approvals.selectors.inbox import case_inbox
from approvals.services.decisions import CaseClosed
from audit.models import Event
from foundation.clock import now, today
from missions.services import document_submissions, submissions
from tests.approvals.unread import case_about as newest
from tests.approvals.unread import closed_because, read_in_the_end, readings
from tests.cast import acting, subject_of
from tests.missions import guidance
from tests.missions.scene import AT_POST, approved, days, read_by, seen
from tests.missions.test_take_effect import scheduler_runs
from tests.reminders.test_lapsing import lapsed, states, told

pytestmark = pytest.mark.django_db


def case_about(matter) -> Case:
    return newest(matter.reference)


def is_asked_nowhere(case, *names) -> bool:
    for name in names:
        with acting(name) as by:
            desk = [line.reference for line in (*waiting_for(to=by), *case_inbox(to=by, on=today()).lines)]
            seats = open_seats(to=by).filter(case=case)
            if available_decisions(case, to=by) or case.reference in desk or seats.exists():
                return False
    return True


def test_a_paper_that_makes_way_unread_is_not_asked_to_be_read():
    old = case_about(approved())
    assert readings(old) == {"open"}
    assert not is_asked_nowhere(old, "attache")
    new = case_about(approved())
    assert (readings(old), readings(new)) == ({"not_needed"}, {"open"})
    assert is_asked_nowhere(old, *AT_POST)
    assert not is_asked_nowhere(new, "attache")
    assert closed_because(old) == {"matter_superseded"}


def test_what_was_read_stays_on_the_sheet_and_the_rest_takes_no_word_any_more():
    paper = approved()
    read_by(paper, "attache")
    case = case_about(paper)
    approved()
    with acting("cmd_head"):
        assert sorted(case.steps.filter(aftermath=True).values_list("role", "state")) == [
            ("attache", "done"), ("head_of_mission", "not_needed"),
        ]  # fmt: skip
    with pytest.raises(CaseClosed):
        read_by(paper, "head_of_mission")


def test_the_trail_says_why_and_who_brought_it_about():
    approved()
    approved()
    with acting("auditor"):
        events = Event.objects.filter(verb="cases.end_reading", table="approvals_casestep")
        assert set(events.values_list("reason", "actor_id")) == {
            ("matter_superseded", subject_of("mfa_leadership").user_id)
        }
        assert events.count() == 2


def test_the_reminder_of_the_reading_lapses_in_the_act():
    case = case_about(approved())
    told(days(10))
    before = states(case.reference, "approvals.step_due")
    approved()
    assert lapsed(case.reference, "approvals.step_due", before)


def test_a_paper_whose_time_is_over_is_not_read_from_its_last_day_on():
    case = case_about(approved(last_on=days(3)))
    scheduler_runs(days(20))
    assert (readings(case), closed_because(case)) == ({"not_needed"}, {"matter_expired"})
    with acting("cmd_head"):
        assert set(case.steps.filter(aftermath=True).values_list("closed_on", flat=True)) == {days(4)}


def test_an_approved_paper_that_is_taken_back_is_not_read():
    paper = approved(starts_on=days(10))
    case = case_about(paper)
    assert readings(case) == {"open"}
    with acting("mod_leadership") as by:
        submissions.withdraw(paper, by=by, reason="The visit is off.", at=now(), on=today())
    assert (readings(case), closed_because(case)) == ({"not_needed"}, {"matter_withdrawn"})
    assert (seen(paper).state, case_about(paper).state) == ("withdrawn", "approved")


def test_whoever_opens_the_case_reads_what_became_of_the_paper(signed_in):
    case = case_about(approved())
    attache, address = signed_in("attache"), f"/cases/{case.reference}/"
    assert "You are asked to take note" in attache.get(address).content.decode()
    approved()
    page = attache.get(address).content.decode()
    assert "Nothing is asked of you" in page
    assert "Not needed" in page
    assert "What was approved here has been superseded since. Nobody is asked to read it any more." in page
    sent = attache.post(address, {"verdict": "acknowledge", "content_hash": case.content_hash})
    assert sent.status_code == 409


def test_over_rest_the_step_says_that_it_is_not_needed(api):
    case = case_about(approved())
    approved()
    steps = api("cmd_desk").get(f"/api/v1/cases/{case.reference}/").json()["steps"]
    assert [step["state"] for step in steps][-2:] == ["not_needed", "not_needed"]


def test_a_version_of_a_strategy_asks_until_the_next_one_guides():
    read_in_the_end("strategic_document", "mfa_desk", "mfa_legal")
    strategy = guidance.approved()
    first = case_about(strategy)
    assert readings(first) == {"open", "waiting"}
    guidance.revised(strategy, body="Closer together.", starts_on=days(30))
    guidance.submitted(strategy)
    guidance.decided(strategy, *guidance.STRATEGY_WAY)
    second = case_about(strategy)
    assert (readings(first), readings(second)) == ({"open", "waiting"}, {"open", "waiting"})
    guidance.a_day_passes(30)
    assert (readings(first), readings(second)) == ({"not_needed"}, {"open", "waiting"})
    assert closed_because(first) == {"matter_superseded"}


def test_a_strategy_that_makes_way_for_another_or_is_withdrawn_is_not_read():
    read_in_the_end("strategic_document", "mfa_desk", "mfa_legal")
    old = case_about(guidance.approved())
    following = guidance.approved()
    new = case_about(following)
    assert (readings(old), readings(new)) == ({"not_needed"}, {"open", "waiting"})
    with acting("cmd_head") as by:
        document_submissions.withdraw(following, by=by, reason="Written anew.", at=now(), on=today())
    assert (readings(new), closed_because(new)) == ({"not_needed"}, {"matter_withdrawn"})


def test_a_strategy_whose_time_is_over_is_not_read():
    read_in_the_end("strategic_document", "mfa_desk", "mfa_legal")
    case = case_about(guidance.approved(last_on=days(100)))
    guidance.a_day_passes(101)
    assert (readings(case), closed_because(case)) == ({"not_needed"}, {"matter_expired"})
