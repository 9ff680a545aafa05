"""Withdrawing: the case closes, what was decided stays on the sheet, nothing waits any more."""

import pytest

from approvals.models import Movement
from approvals.selectors.cases import decision_sheet, waiting_for
from approvals.services.cases import withdraw_case
from approvals.services.decisions import CaseClosed
from foundation.clock import now
from foundation.errors import NotFound, TransitionRefused
from tests.approvals.stage import SECOND, Proposals, agree, answer, seen
from tests.cast import acting


def withdraw(case, name="attache"):
    with acting(name) as subject:
        return withdraw_case(case, by=subject, reason="Overtaken by events", at=now())


def test_an_open_case_is_withdrawn_and_its_decisions_stay(proposals: Proposals):
    case = proposals.submit()
    agree(case, until="imcd_head")
    withdraw(case)
    with acting("cmd_head") as head:
        closed = seen(case)
        assert closed.state == "withdrawn"
        assert len(decision_sheet(closed, to=head)) == 3
        assert set(closed.steps.values_list("state", flat=True)) == {"done", "not_needed"}
        last = Movement.objects.visible_to(head).filter(case=case, step=None).last()
        assert (last.state, last.reason) == ("withdrawn", "Overtaken by events")


def test_nobody_is_asked_any_more(proposals: Proposals):
    case = proposals.submit()
    withdraw(case)
    with acting("head_of_mission") as ambassador:
        assert waiting_for(to=ambassador) == []
    with pytest.raises(CaseClosed):
        answer("head_of_mission", case, "sign")


def test_another_version_may_be_submitted_afterwards(proposals: Proposals):
    withdraw(proposals.submit())
    assert proposals.submit(SECOND, version=2).state == "open"


def test_a_returned_case_can_be_closed_for_good(proposals: Proposals):
    case = proposals.submit()
    answer("attache", case, "return", reason_code="other", comment="Let it rest.")
    assert withdraw(case).state == "withdrawn"


def test_an_approval_cannot_be_withdrawn(proposals: Proposals):
    case = proposals.submit()
    agree(case)
    with pytest.raises(TransitionRefused):
        withdraw(case)


def test_nobody_withdraws_what_he_may_not_see(proposals: Proposals):
    case = proposals.submit()
    with pytest.raises(NotFound):
        withdraw(case, "attache_de")
