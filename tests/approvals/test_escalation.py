"""An overdue step is told up the chain and across to the other ministry; silence is never consent (C7, I22)."""

import datetime as dt

import pytest

from accounts.models import Office
from approvals.deadlines import DelegationEnds, StepDue, StepOverdue, StepOverdueCounterpart
from reminders import registry
from tests.approvals.stage import Proposals, agree, seen
from tests.approvals.test_deadlines import planned, standing
from tests.approvals.test_delegation import delegated

APRIL, DUE = dt.date(2027, 4, 5), dt.date(2027, 4, 12)


@pytest.fixture(autouse=True)
def only_these(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = (StepDue(), StepOverdue(), StepOverdueCounterpart(), DelegationEnds())
    monkeypatch.setattr(registry, "_rules", {rule.code: rule for rule in rules})


def told(days: int, rule: type, *, escalated: bool = False) -> set[str]:
    on = DUE + dt.timedelta(days=days)
    return {row[0] for row in planned(on, rule.code) if row[2] == escalated}


def test_the_chain_is_told_one_office_after_the_other(proposals: Proposals):
    case = proposals.submit(on=APRIL)
    assert told(2, StepDue, escalated=True) == {"cmd-head", "mfa-milpol"}
    assert told(6, StepOverdue) == set()
    assert told(7, StepOverdue) == {"imcd-head", "mfa-leadership"}
    assert seen(case).state == "open"


def test_the_counterpart_of_the_other_ministry_hears_of_it(proposals: Proposals):
    proposals.submit(on=APRIL)
    assert told(4, StepOverdueCounterpart) == set()
    assert told(7, StepOverdueCounterpart) == {"mfa-milpol", "imcd-head"}


def test_a_chain_that_ends_is_not_told_further(proposals: Proposals):
    Office.objects.filter(code="cmd-head").update(superior=None)
    proposals.submit(on=APRIL)
    assert {row[2] for row in standing(StepOverdue())} == {Office.objects.get(code="mfa-leadership").pk}


def test_whoever_has_answered_is_not_late(proposals: Proposals):
    case = proposals.submit(on=APRIL)
    agree(case, until="cmd_head", on=APRIL)
    found = {Office.objects.get(pk=row[2]).code for row in standing(StepOverdue())}
    assert found == {"mod-leadership"}


def test_the_office_is_told_before_a_delegation_ends(proposals: Proposals):
    made = delegated("mfa_milpol", "mfa_legal", "mfa-milpol")
    ((reference, due_on, office, _mission),) = standing(DelegationEnds())
    assert (reference, due_on) == (made.reference, made.appointment.valid.upper - dt.timedelta(days=1))
    assert Office.objects.get(pk=office).code == "mfa-milpol"
