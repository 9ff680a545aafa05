"""What upper floors register with the engines below is complete: deadlines with rules, matters with routes."""

import pytest

from approvals import registry
from approvals.engine import Step, route_faults
from approvals.lifecycle import Verdict
from approvals.models import Route
from reminders.models import Rule
from reminders.registry import rules
from tests.architecture.house import PROJECT, packages
from tests.cast import acting

CODES = sorted(rules())
MATTERS = dict(registry._approvables)


def registering(room: str) -> list[str]:
    return [package for package in packages() if (PROJECT / package / f"{room}.py").exists()]


@pytest.mark.django_db
def test_every_deadline_kind_has_a_rule_and_every_rule_a_deadline():
    assert sorted(Rule.objects.values_list("code", flat=True)) == CODES


@pytest.mark.parametrize("code", CODES)
def test_a_rule_says_when_and_whom_to_remind(code: str):
    defaults = rules()[code].defaults
    assert defaults.offsets
    assert defaults.audience
    assert all(bool(audience.role) != audience.owner for audience in defaults.audience)
    assert str(rules()[code].title)


@pytest.mark.django_db
@pytest.mark.parametrize("code", CODES)
def test_a_rule_can_name_its_records_to_a_reader(code: str):
    with acting("cmd_desk") as clerk:
        assert rules()[code].titles(["XXX-2026-AAAAA"], clerk) == {}


@pytest.mark.parametrize("package", registering("deadlines"))
def test_a_package_with_deadlines_registers_them(package: str):
    assert [code for code, rule in rules().items() if type(rule).__module__.split(".")[0] == package]


@pytest.mark.parametrize("package", registering("approvables"))
def test_a_package_with_approvables_registers_them(package: str):
    assert [kind for kind, matter in MATTERS.items() if type(matter).__module__.split(".")[0] == package]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", MATTERS)
def test_every_kind_of_matter_has_a_default_route_that_can_run(kind: str):
    route = Route.objects.get(kind=kind, is_default=True)
    steps = [
        Step(step.order, step.pk, (step.pk,), Verdict(step.verdict), co_author=step.co_author)
        for step in route.steps.all()
    ]
    assert route_faults(steps) == []
