"""Obligations and returns a viewer may see: what is owed, what rests, and how each stood on a day."""

import datetime as dt
from collections.abc import Collection, Iterable

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from access.context import Subject
from access.managers import ClassifiedQuerySet
from activities.lifecycle import AGREED, OWED, PREPARING, ReturnState
from activities.models import DueReturn, DueReturnStep, ObligationSuspension, ReportingObligation
from foundation.errors import NotFound
from reminders.registry import Titled


def obligations(*, to: Subject) -> ClassifiedQuerySet:
    """Every obligation `to` may see."""
    return ReportingObligation.objects.visible_to(to)


def suspensions(*, to: Subject) -> QuerySet:
    """Days in which obligations rest, in their order; what was taken back left out."""
    rows = ObligationSuspension.objects.visible_to(to).filter(taken_back_at__isnull=True)
    return rows.order_by("period", "pk")


def obligation_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """What those of these obligations are called that the reader may see."""
    rows = obligations(to=to).filter(reference__in=references)
    return {row.reference: Titled(row.name, row.label_id) for row in rows}


def obligation_pages(*, to: Subject) -> QuerySet:
    """Obligations with their suspensions and returns, as far as `to` may see them, in three queries."""
    rests = suspensions(to=to)
    owed = returns(to=to).order_by("-due_on", "-pk")
    rows = obligations(to=to).select_related("addressee", "owner", "label")
    return rows.prefetch_related(Prefetch("suspensions", rests), Prefetch("returns", owed))


def obligation(reference: str, *, to: Subject) -> ReportingObligation:
    """One obligation; hidden and absent are the same NotFound."""
    found: ReportingObligation | None = obligation_pages(to=to).filter(reference=reference).first()
    if found is None:
        raise NotFound
    return found


def returns(*, to: Subject) -> ClassifiedQuerySet:
    """Every return `to` may see."""
    return DueReturn.objects.visible_to(to)


def return_pages(*, to: Subject) -> QuerySet:
    """Returns with everything their page or document shows, in four queries."""
    steps = DueReturnStep.objects.visible_to(to).select_related("by", "office").order_by("pk")
    rests = suspensions(to=to)
    rows = returns(to=to).select_related(
        "obligation__addressee",
        "obligation__owner",
        "obligation__label",
        "label",
        "corrects",
        "note",
        "evidence",
    )
    return rows.prefetch_related(
        Prefetch("steps", steps),
        Prefetch("obligation__suspensions", rests),
        Prefetch("corrections", returns(to=to).exclude(state=ReturnState.NOT_DUE).order_by("pk")),
    )


def due_return(reference: str, *, to: Subject) -> DueReturn:
    """One return; hidden and absent are the same NotFound."""
    found: DueReturn | None = return_pages(to=to).filter(reference=reference).first()
    if found is None:
        raise NotFound
    return found


def rests() -> Exists:
    """For a queryset of returns: the obligation rests on the day it is due. Under whatever the context may see."""
    return Exists(
        ObligationSuspension.in_context.filter(
            obligation=OuterRef("obligation"), period__contains=OuterRef("due_on"), taken_back_at=None
        )
    )


def owed(rows: QuerySet) -> QuerySet:
    """What is still owed: neither submitted nor called off, and its obligation does not rest on its day."""
    return rows.filter(~rests(), state__in=sorted(OWED), corrects__isnull=True)


def late(rows: QuerySet, *, on: dt.date) -> QuerySet:
    """Submitted after its day, or still owed after it."""
    after = Q(submitted_on__gt=F("due_on"))
    over = Q(state__in=sorted(OWED), due_on__lt=on) & ~Q(rests())
    return rows.filter(after | over, corrects__isnull=True)


def resting(row: DueReturn, on: dt.date | None) -> ObligationSuspension | None:
    """The suspension in which a day lies, from what was prefetched."""
    return next(
        (one for one in row.obligation.suspensions.all() if on is not None and on in one.period), None
    )


def preparing(row: DueReturn) -> list[DueReturnStep]:
    """Its steps by which somebody prepared it or put it up: such a person agrees to it for nobody (I22).

    An older step back from an agreement is its taking back, not preparing.
    """
    found, before = [], ""
    for step in sorted(row.steps.all(), key=lambda one: one.pk):
        if step.by_id and step.state in PREPARING and before not in AGREED:
            found.append(step)
        before = step.state
    return found


def prepared_by(row: DueReturn, user_id: int) -> bool:
    """Whether this user ever prepared it."""
    return any(step.by_id == user_id for step in preparing(row))


def is_marked(row: DueReturn) -> bool:
    """Whether it is above the lowest level, or for some alone: then it goes its route (C6)."""
    label = row.label
    return label.level > 0 or bool(label.caveats or label.compartments)


def went_through(row: DueReturn, state: str) -> bool:
    """Whether it has been in this state since it was prepared last."""
    been = False
    for step in sorted(row.steps.all(), key=lambda one: one.pk):
        been = step.state == state or (been and step.state != ReturnState.IN_PREPARATION)
    return been


def corrections(row: DueReturn, *, to: Subject) -> QuerySet:
    """What corrects it or is prepared to; given up ones left out."""
    return returns(to=to).filter(corrects=row).exclude(state=ReturnState.NOT_DUE)


def before_register(row: DueReturn, on: dt.date | None) -> bool:
    """Whether it fell due, by its first day, and this day had come before its obligation was recorded here."""
    if row.first_due_on is None or on is None:
        return False
    return max(row.first_due_on, on) <= timezone.localdate(row.obligation.created_at)


def return_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """What those of these returns are called that the reader may see."""
    rows = returns(to=to).filter(reference__in=references).select_related("obligation")
    return {row.reference: Titled(f"{row.obligation.name}, {row.period}", row.label_id) for row in rows}


def labels_of(rows: Iterable[DueReturn]) -> list[int]:
    """Labels that are joined where these returns are shown."""
    return [label for row in rows for label in (row.label_id, row.obligation.label_id)]
