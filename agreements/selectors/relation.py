"""What one State and we owe each other, and the plans with it, as they stood on a day (domain.md C8)."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from access.context import Subject
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
    with_it = standing_parties(to=to, on=as_of).filter(country=country, is_home=False)
    stages = ProvisionStage.objects.visible_to(to).filter(provision=OuterRef("pk"), reached_on__lte=as_of)
    later = Redating.objects.visible_to(to).filter(provision=OuterRef("pk"), agreed_on__gt=as_of)
    rows = Provision.objects.visible_to(to).filter(
        is_obligation=True, agreement__in=with_it.values("agreement")
    )
    rows = rows.annotate(
        was=Subquery(stages.order_by("-reached_on", "-id").values("state")[:1]),
        redated=Subquery(later.order_by("id").values("pk")[:1]),
        before=Subquery(later.order_by("id").values("before")[:1]),
    )
    open_then = rows.filter(was__isnull=False).exclude(was__in=sorted(CONCLUDED))
    found = [
        Owed(
            row.reference, row.agreement.reference, f"{row.article} · {row.title}",
            str(row.owner.name) if row.owner else "", row.before if row.redated else row.due_on, row.was, row.label_id,
        )
        for row in open_then.select_related("agreement", "owner").order_by("id")
    ]  # fmt: skip
    return sorted(found, key=lambda row: (row.due_on or dt.date.max, row.reference))


@dataclass(frozen=True, slots=True)
class PlanThen:
    """A plan with the state it was in on a day."""

    plan: BilateralPlan
    state: str
    items: tuple[PlanItem, ...]


def plans_with(country: int, *, to: Subject, year: int, as_of: dt.date) -> list[PlanThen]:
    """Plans of a year with a State that had been begun by a day, with their items; two queries."""
    steps = PlanStep.objects.visible_to(to).filter(plan=OuterRef("pk"), reached_on__lte=as_of)
    latest = Subquery(steps.order_by("-reached_on", "-id").values("state")[:1])
    rows = BilateralPlan.objects.visible_to(to).filter(country=country, year=year).annotate(was=latest)
    plans = list(rows.filter(was__isnull=False).select_related("country").order_by("id"))
    items: dict[int, list[PlanItem]] = {plan.pk: [] for plan in plans}
    for item in PlanItem.objects.visible_to(to).filter(plan__in=plans).order_by("plan", "no"):
        items[item.plan_id].append(item)
    return [PlanThen(plan, plan.was, tuple(items[plan.pk])) for plan in plans]
