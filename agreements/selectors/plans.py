"""Annual plans a viewer may see, with their items, cases and names."""

from collections.abc import Collection
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from access.context import Subject
from access.managers import ClassifiedQuerySet
from agreements.lifecycle import PLAN_BASIS
from agreements.models import BilateralPlan, PlanItem
from approvals.models import Case
from approvals.selectors.about import cases_about
from directory.models import Country
from foundation.errors import NotFound
from reminders.registry import Titled

PLAN_KIND = "annual_plan"  # as approvals know it


def plans(*, to: Subject) -> ClassifiedQuerySet:
    """Every annual plan `to` may see."""
    return BilateralPlan.objects.visible_to(to)


def listed_plans(*, to: Subject) -> QuerySet:
    """Plans for lists, with `counted`: how many items stand."""
    items = PlanItem.objects.visible_to(to).filter(plan=OuterRef("pk"), dropped_on__isnull=True).order_by()
    counted = items.values("plan").annotate(n=Count("pk")).values("n")
    return (
        plans(to=to).select_related("country", "agreement").annotate(counted=Coalesce(Subquery(counted), 0))
    )


def plan_pages(*, to: Subject) -> QuerySet:
    """Plans with everything their page or document shows, in a fixed number of queries."""
    rows = plans(to=to).select_related("country", "agreement", "label", "owner_unit", "copied_from")
    return rows.prefetch_related(
        "items__kind", "items__plan", "items__carried_from", "steps__by", "steps__office"
    )


def plan(reference: str, *, to: Subject) -> BilateralPlan:
    """One plan; hidden and absent are the same NotFound."""
    held: BilateralPlan | None = plan_pages(to=to).filter(reference=reference).first()
    if held is None:
        raise NotFound
    return held


def items_of(held: BilateralPlan, *, to: Subject) -> list[PlanItem]:
    """The lines of a plan, in order."""
    rows = PlanItem.objects.visible_to(to).filter(plan=held).select_related("kind", "carried_from")
    found = list(rows.order_by("no"))
    for item in found:
        item.plan = held
    return found


def plan_item(reference: str, *, to: Subject) -> PlanItem | None:
    """An item by `PLN-2026-7K3QF/4`."""
    of, _slash, no = reference.partition("/")
    if not no.isdecimal() or len(no) > 4:
        return None
    rows = PlanItem.objects.visible_to(to).filter(plan__reference=of, no=int(no))
    return rows.select_related("plan__country", "plan__agreement", "kind").first()


def is_basis(item: PlanItem) -> bool:
    """An item that stands, of a plan that was approved, is what an activity may stand on (I17)."""
    return item.dropped_on is None and item.plan.state in PLAN_BASIS


def offered_items(*, to: Subject, most: int = 300) -> list[PlanItem]:
    """Items that may be a basis now, the latest year first."""
    rows = PlanItem.objects.visible_to(to).filter(dropped_on__isnull=True, plan__state__in=sorted(PLAN_BASIS))
    return list(rows.select_related("plan__country").order_by("-plan__year", "plan", "no")[:most])


def case_of(held: BilateralPlan, *, to: Subject) -> Case | None:
    """The latest case about a plan."""
    found: Case | None = cases_about(held.reference, PLAN_KIND, to=to).first()
    return found


def plan_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """Titles of those of these plans that the reader may see."""
    rows = plans(to=to).filter(reference__in=references).select_related("country")
    return {row.reference: Titled(row.title, row.label_id) for row in rows}


def figures(*, to: Subject, year: int) -> dict[str, int]:
    """How many plans of a year stand where."""
    states = {
        "prepared": ["collecting", "draft", "staff_talks", "costed"],
        "agreed": ["mfa_concurred", "approved"],
        "signed": ["signed"],
        "executing": ["executing"],
        "closed": ["closed"],
    }
    counts: dict[str, Any] = {name: Count("pk", filter=Q(state__in=given)) for name, given in states.items()}
    return plans(to=to).filter(year=year).order_by().aggregate(**counts)


def partners(*, to: Subject) -> QuerySet:
    """Countries with a plan `to` may see."""
    return Country.objects.filter(pk__in=plans(to=to).order_by().values("country"))


def years(*, to: Subject) -> list[int]:
    """Years with a plan, the latest first."""
    return sorted(set(plans(to=to).order_by().values_list("year", flat=True)), reverse=True)
