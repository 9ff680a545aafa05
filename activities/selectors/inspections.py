"""Inspections and quotas a viewer may see: what waits for an answer, and how much of a quota is used."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery

from access.context import Subject
from access.managers import ClassifiedQuerySet
from activities.lifecycle import USES_QUOTA, InspectionState
from activities.models import InspectionEvent, InspectionQuota, InspectionStep
from foundation.errors import NotFound
from reminders.registry import Titled


def inspections(*, to: Subject) -> ClassifiedQuerySet:
    """Every inspection `to` may see."""
    return InspectionEvent.objects.visible_to(to)


def inspection_pages(*, to: Subject) -> QuerySet:
    """Inspections with everything their page shows, in two queries."""
    steps = InspectionStep.objects.visible_to(to).select_related("by", "office").order_by("pk")
    rows = inspections(to=to).select_related("country", "office", "label")
    return rows.prefetch_related(Prefetch("steps", steps))


def inspection(reference: str, *, to: Subject) -> InspectionEvent:
    """One inspection; hidden and absent are the same NotFound."""
    found: InspectionEvent | None = inspection_pages(to=to).filter(reference=reference).first()
    if found is None:
        raise NotFound
    return found


def quotas(*, to: Subject) -> ClassifiedQuerySet:
    """Every quota `to` may see, those that have ended included."""
    return InspectionQuota.objects.visible_to(to)


def quota_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """Which regime, which kind, of those of these quotas that the reader may see."""
    rows = quotas(to=to).filter(reference__in=references)
    return {row.reference: Titled(str(row), row.label_id) for row in rows}


def to_answer(rows: QuerySet) -> QuerySet:
    """What waits for an answer, ours or theirs."""
    return rows.filter(state=InspectionState.REQUESTED)


def late_answers(rows: QuerySet, *, at: dt.datetime) -> QuerySet:
    """Answered after its hour, or not answered at it."""
    over = Q(state=InspectionState.REQUESTED, reply_due_at__lt=at)
    return rows.filter(over | Q(replied_at__gt=F("reply_due_at")))


def inspection_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """What those of these inspections are called that the reader may see."""
    rows = inspections(to=to).filter(reference__in=references).select_related("country")
    return {row.reference: Titled(f"{row.get_kind_display()}, {row.country}", row.label_id) for row in rows}


@dataclass(frozen=True, slots=True)
class QuotaUse:
    """A quota in a year, and what has used it."""

    quota: InspectionQuota
    year: int
    events: list[InspectionEvent] = field(default_factory=list)

    @property
    def used(self) -> int:
        """Accepted ones that count, up to the day asked for."""
        return len(self.events)

    @property
    def over(self) -> bool:
        """More than the regime allows."""
        return self.used > self.quota.per_year


def quota_use(*, to: Subject, year: int, as_of: dt.date, regime: str = "") -> list[QuotaUse]:
    """Quotas that hold in a year with what used them by a day, as far as `to` may see both, in two queries.

    What was called off later had used its quota until then. A year with two quotas of a kind goes by the one that holds
    at its end, or on the day.
    """
    day = min(as_of, dt.date(year, 12, 31)) if as_of.year >= year else dt.date(year, 1, 1)
    held = quotas(to=to).select_related("label").filter(period__contains=day)
    steps = InspectionStep.objects.visible_to(to).filter(inspection=OuterRef("pk"), reached_on__lte=as_of)
    rows = (
        inspections(to=to)
        .annotate(was=Subquery(steps.order_by("-reached_on", "-id").values("state")[:1]))
        .filter(quota_year=year, counts=True, was__in=sorted(USES_QUOTA), replied_at__date__lte=as_of)
        .select_related("country", "label")
    )
    if regime:
        held, rows = held.filter(regime=regime), rows.filter(regime=regime)
    in_order = held.order_by("regime", "kind", "-direction")
    found = {(one.regime, one.kind, one.direction): QuotaUse(one, year) for one in in_order}
    for row in rows.order_by("replied_at", "pk"):
        use = found.get((row.regime, row.kind, row.direction))
        if use is not None:
            use.events.append(row)
    return list(found.values())
