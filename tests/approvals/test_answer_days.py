"""The joint agreement of both ministries sets how long each office has; where it says nothing, the route does."""

import datetime as dt

import pytest

from approvals import registry
from approvals.models import Case, CaseStep, Route
from tests.approvals.stage import Proposals
from tests.approvals.test_database_rules import refused
from tests.cast import acting

APRIL, MAY = dt.date(2027, 4, 5), dt.date(2027, 5, 3)


@pytest.fixture
def agreed(monkeypatch: pytest.MonkeyPatch) -> None:
    """From May on, an agreement gives the head of the Center two days and the attaché one for proposals."""
    rows = {("proposal", "cmd_head"): 2, ("proposal", "attache"): 1}

    def days(kind: str, role: str, on: dt.date) -> int | None:
        return rows.get((kind, role)) if on >= MAY else None

    monkeypatch.setattr(registry, "_answer_days", [])
    registry.register_answer_days(days)


def step(case: Case, role: str) -> CaseStep:
    with acting("cmd_head") as subject:
        return CaseStep.objects.visible_to(subject).get(case=case, role=role)


@pytest.mark.usefixtures("agreed")
def test_the_agreement_sets_the_days_and_the_step_says_so(proposals: Proposals):
    case = proposals.submit(on=MAY)
    attache, desk = step(case, "attache"), step(case, "mfa_desk")
    assert (attache.sla_days, attache.days_from, attache.due_on) == (1, "agreement", dt.date(2027, 5, 4))
    assert (desk.sla_days, desk.days_from) == (5, "route")


@pytest.mark.usefixtures("agreed")
def test_before_the_agreement_is_effective_the_route_counts(proposals: Proposals):
    assert (step(proposals.submit(on=APRIL), "attache").sla_days) == 5


@pytest.mark.usefixtures("agreed")
def test_a_step_may_keep_days_of_its_own(proposals: Proposals):
    Route.objects.get(code="proposal").steps.filter(role="cmd_head").update(by_agreement=False)
    kept = step(proposals.submit(on=MAY), "cmd_head")
    assert (kept.sla_days, kept.days_from) == (5, "route")


@pytest.mark.usefixtures("agreed")
def test_what_was_agreed_later_changes_no_running_case(proposals: Proposals, monkeypatch: pytest.MonkeyPatch):
    case = proposals.submit(on=MAY)
    registry.register_answer_days(lambda kind, role, on: 30)
    assert step(case, "cmd_head").sla_days == 2
    with acting("cmd_head"):
        assert "does not change" in refused("UPDATE approvals_casestep SET days_from = 'route', sla_days = 9")


@pytest.mark.usefixtures("agreed")
def test_the_case_says_over_rest_where_its_days_come_from(proposals: Proposals, api):
    case = proposals.submit(on=MAY)
    steps = api("cmd_head").get(f"/api/v1/cases/{case.reference}/").json()["steps"]
    assert [(row["sla_days"], row["days_from"]) for row in steps[:3]] == [
        (1, "agreement"),
        (5, "route"),
        (2, "agreement"),
    ]
