"""What one State and we owe each other, and the plans with it, as they stood on a day (domain.md C8)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from access.context import Subject
from access.kept import Kept, Question
from agreements.engine import CONCLUDED
from agreements.models import BilateralPlan, PlanItem, PlanStep, Provision, ProvisionStage, Redating
from agreements.selectors.parties import standing_parties


@dataclass(frozen=True, slots=True)
class Owed:
    """An obligation that was open on a day."""

    reference: str
    agreement: str
    words: str
    owner: str
    due_on: dt.date | None
    state: str
    label_id: int


def owed_with(country: int, *, to: Subject, as_of: dt.date) -> list[Owed]:
    """Obligations of agreements with a State that were not concluded by a day, the earliest due first.

    A day agreed anew since counts as it stood: the first change after the day says what stood before it.
    """
    found = [
        Owed(
            row.reference, row.agreement.reference, f"{row.article} · {row.title}",
            str(row.owner.name) if row.owner else "", _due_then(row), row.was, row.label_id,
        )
        for row in _obligations(to=to, country=country, as_of=as_of)
        if row.was and row.was not in CONCLUDED
    ]  # fmt: skip
    return sorted(found, key=lambda row: (row.due_on or dt.date.max, row.reference))


def relation_asks(country: int, *, year: int, as_of: dt.date) -> list[Question]:
    """What owed_with() and plans_with() ask first."""
    return [
        _obligations.asking(country=country, as_of=as_of),
        _plans.asking(country=country, year=year, as_of=as_of),
    ]


@Kept
def _obligations(*, to: Subject, country: int, as_of: dt.date) -> QuerySet:
    with_it = standing_parties(to=to, on=as_of).filter(country=country, is_home=False)
    stages = ProvisionStage.objects.visible_to(to).filter(provision=OuterRef("pk"), reached_on__lte=as_of)
    later = Redating.objects.visible_to(to).filter(provision=OuterRef("pk"), agreed_on__gt=as_of)
    rows = Provision.objects.visible_to(to).filter(
        is_obligation=True, agreement__in=with_it.values("agreement")
    )
    rows = rows.annotate(
        was=Subquery(stages.order_by("-reached_on", "-id").values("state")[:1]),
        redated=Subquery(later.order_by("id").values(told=JSONObject(before="before"))[:1]),
    )
    return rows.select_related("agreement", "owner").order_by("id")


def _due_then(row: Any) -> dt.date | None:
    """The day due as it stood: what the first change since says stood before it."""
    if row.redated is None:
        return row.due_on
    return dt.date.fromisoformat(row.redated["before"]) if row.redated["before"] else None


@dataclass(frozen=True, slots=True)
class PlanThen:
    """A plan with the state it was in on a day."""

    plan: BilateralPlan
    state: str
    items: tuple[PlanItem, ...]


def plans_with(country: int, *, to: Subject, year: int, as_of: dt.date) -> list[PlanThen]:
    """Plans of a year with a State that had been begun by a day, with their items; two queries."""
    plans = [plan for plan in _plans(to=to, country=country, year=year, as_of=as_of) if plan.was]
    if not plans:
        return []
    items: dict[int, list[PlanItem]] = {plan.pk: [] for plan in plans}
    for item in PlanItem.objects.visible_to(to).filter(plan__in=plans).order_by("plan", "no"):
        items[item.plan_id].append(item)
    return [PlanThen(plan, plan.was, tuple(items[plan.pk])) for plan in plans]


@Kept
def _plans(*, to: Subject, country: int, year: int, as_of: dt.date) -> QuerySet:
    steps = PlanStep.objects.visible_to(to).filter(plan=OuterRef("pk"), reached_on__lte=as_of)
    latest = Subquery(steps.order_by("-reached_on", "-id").values("state")[:1])
    rows = BilateralPlan.objects.visible_to(to).filter(country=country, year=year).annotate(was=latest)
    return rows.select_related("country").order_by("id")
