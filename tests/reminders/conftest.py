"""A deadline of a domain that exists only in these tests."""

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db.models import BigIntegerField, DateField, F, Value

from access.context import Subject, enter_subject
from access.models import Label
from access.service_subjects import service_subject
from access.services.labels import intern
from reminders import registry
from reminders.registry import Audience, RuleDefaults, Titled
from reminders.services.planning import Planned, plan
from reminders.services.reference import load_reference


@dataclass
class TestDeadline:
    """One deadline for desk officers, movable by the test."""

    __test__ = False
    code: str = "tests.deadline"
    title: str = "A thing of the tests falls due"
    defaults: RuleDefaults = field(
        default_factory=lambda: RuleDefaults(
            offsets=(-30, -14, 0, 5),
            audience=(Audience(role="cmd_desk"),),
            escalate_to="imcd_head",
            escalate_after=10,
        )
    )
    due_on: dt.date = dt.date(2030, 10, 16)
    label_id: int = 0
    stands: bool = True
    hidden: bool = False

    def deadlines(self) -> Any:
        rows = Label.objects.filter(pk=self.label_id if self.stands else 0)
        return rows.annotate(
            reference=Value("TST-2030-AAAAA"), label_id=F("id"), due_on=Value(self.due_on, DateField()),
            mission_id=Value(None, BigIntegerField()), office_id=Value(None, BigIntegerField()),
        ).values("reference", "label_id", "due_on", "mission_id", "office_id")  # fmt: skip

    def titles(self, references: Collection[str], to: Subject) -> dict[str, Titled]:
        return (
            {} if self.hidden else dict.fromkeys(references, Titled("The name of the thing", self.label_id))
        )

    def link(self, reference: str) -> str:
        return f"/tests/{reference}/"


@pytest.fixture
def no_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing falls due but what the test says."""
    monkeypatch.setattr(registry, "_rules", {})


@pytest.fixture
def deadline(db: None, monkeypatch: pytest.MonkeyPatch) -> TestDeadline:
    """Due on Wednesday 16 October 2030, readable from limited official use."""
    rule = TestDeadline(label_id=intern("limited_official_use").pk)
    monkeypatch.setattr(registry, "_rules", {rule.code: rule})
    load_reference(on=dt.date(2030, 1, 1))
    return rule


@pytest.fixture
def planned_on() -> Callable[[dt.date], Planned]:
    """Plan as the planner on a day; gives the counts of the test's rule."""

    def run(day: dt.date) -> Planned:
        planner = service_subject("planner")
        with enter_subject(planner, "test"):
            return next(result for result in plan(by=planner, on=day) if result.code == "tests.deadline")

    return run
