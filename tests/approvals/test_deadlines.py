"""Steps nag their offices and, two working days late, the superior; returned matters nag whoever submitted."""

import datetime as dt

import pytest

from access.context import enter_subject
from access.service_subjects import service_subject
from approvals.deadlines import NotResubmitted, StepDue
from reminders import registry
from reminders.models import Reminder
from reminders.services.planning import plan
from reminders.services.reference import load_reference
from tests.approvals.stage import SECOND, Proposals, agree, answer

pytestmark = pytest.mark.usefixtures("only_ours")
APRIL = dt.date(2027, 4, 5)
DUE = dt.date(2027, 4, 12)


@pytest.fixture
def only_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Deadlines of other floors have their own tests."""
    monkeypatch.setattr(registry, "_rules", {rule.code: rule for rule in (StepDue(), NotResubmitted())})


def standing(rule) -> list[tuple]:
    with enter_subject(service_subject("planner"), "test"):
        rows = rule.deadlines().values_list("reference", "due_on", "office_id", "mission_id")
        return sorted(rows)


def planned(on: dt.date, rule: str) -> set[tuple[str, int, bool]]:
    load_reference(on=on)
    planner = service_subject("planner")
    with enter_subject(planner, "test"):
        plan(by=planner, on=on)
        found = Reminder.objects.visible_to(planner).filter(rule__code=rule, planned_on=on)
        return set(found.values_list("office__code", "offset", "is_escalation"))


def test_every_undecided_seat_of_an_open_step_has_its_deadline(proposals: Proposals):
    case = proposals.submit(on=APRIL)
    answer("attache", case, "sign")
    (row,) = standing(StepDue())
    assert row[:2] == (case.reference, DUE)
    assert row[3] == case.mission_id


def test_the_office_is_told_before_on_and_after_the_day(proposals: Proposals):
    proposals.submit(on=APRIL)
    rule = StepDue.code
    assert planned(dt.date(2027, 4, 8), rule) == set()
    both = {"attache-tr", "hom-tr"}
    assert {row[0] for row in planned(dt.date(2027, 4, 12), rule)} == both
    assert {row[0] for row in planned(dt.date(2027, 4, 14), rule) if not row[2]} == both


def test_the_superior_hears_of_it_two_working_days_late(proposals: Proposals):
    proposals.submit(on=APRIL)
    assert {row[0] for row in planned(dt.date(2027, 4, 13), StepDue.code) if row[2]} == set()
    assert {row[0] for row in planned(dt.date(2027, 4, 14), StepDue.code) if row[2]} == {
        "cmd-head",
        "mfa-milpol",
    }


def test_what_is_decided_or_closed_nags_nobody(proposals: Proposals):
    case = proposals.submit(on=APRIL)
    agree(case)
    assert standing(StepDue()) == []


def test_a_returned_matter_nags_the_office_that_submitted_until_the_next_round(proposals: Proposals):
    case = proposals.submit(on=APRIL)
    answer("head_of_mission", case, "return", reason_code="other", comment="More facts.", on=APRIL)
    (row,) = standing(NotResubmitted())
    assert row[:2] == (case.reference, APRIL)
    assert planned(dt.date(2027, 4, 12), NotResubmitted.code) == {("attache-tr", 5, False)}
    proposals.submit(SECOND, version=2, on=APRIL)
    assert standing(NotResubmitted()) == []


def test_a_reminder_leads_to_the_case(proposals: Proposals):
    assert (
        StepDue().link("CAS-2026-ABCDE")
        == NotResubmitted().link("CAS-2026-ABCDE")
        == "/cases/CAS-2026-ABCDE/"
    )
