"""Operations, figures and authorisations a viewer may see, and the act an activity stands on (I18)."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    DateField,
    ExpressionWrapper,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce

from access.context import Subject
from access.managers import ClassifiedQuerySet
from activities.lifecycle import ABROAD, STANDING
from activities.models import Authorisation, Contribution, Deployment, Operation, StatedFigure
from activities.terms import peak
from directory.models import Organisation
from foundation.errors import NotFound
from reminders.registry import Titled

ONE_DAY = dt.timedelta(days=1)


def authorisations(*, to: Subject) -> ClassifiedQuerySet:
    """Every authorisation `to` may see."""
    return Authorisation.objects.visible_to(to)


def authorisation_pages(*, to: Subject) -> QuerySet:
    """Authorisations with their deployments, as far as `to` may see them, in two queries."""
    under = Deployment.objects.visible_to(to).select_related("operation").order_by("period", "pk")
    return authorisations(to=to).select_related("label").prefetch_related(Prefetch("deployments", under))


def authorisation_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """What those of these acts are called that the reader may see."""
    rows = authorisations(to=to).filter(reference__in=references)
    return {row.reference: Titled(str(row), row.label_id) for row in rows}


def operations(*, to: Subject) -> ClassifiedQuerySet:
    """Every operation `to` may see."""
    return Operation.objects.visible_to(to)


def with_abroad(rows: QuerySet, *, to: Subject) -> QuerySet:
    """Adds `abroad`: how many are there now, as far as `to` may see them."""
    there = Deployment.objects.visible_to(to).filter(operation=OuterRef("pk"), state__in=sorted(ABROAD))
    summed = there.order_by().values("operation").annotate(all=Sum("headcount")).values("all")
    return rows.annotate(abroad=Coalesce(Subquery(summed), 0))


def operation_pages(*, to: Subject) -> QuerySet:
    """Operations with figures and rotations, as far as `to` may see them, in four queries."""
    counted = Contribution.objects.visible_to(to).order_by("-year", "-said_on", "pk")
    stated = StatedFigure.objects.visible_to(to).order_by("-said_on", "pk")
    rotations = Deployment.objects.visible_to(to).select_related("authorisation", "predecessor")
    return with_abroad(
        operations(to=to).select_related("organisation", "country", "label"), to=to
    ).prefetch_related(
        Prefetch("contributions", counted),
        Prefetch("figures", stated),
        Prefetch("deployments", rotations.order_by("period", "rotation_no", "pk")),
    )  # fmt: skip


def operation(reference: str, *, to: Subject) -> Operation:
    """One operation; hidden and absent are the same NotFound."""
    found: Operation | None = operation_pages(to=to).filter(reference=reference).first()
    if found is None:
        raise NotFound
    return found


def operation_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """What those of these operations are called that the reader may see."""
    rows = operations(to=to).filter(reference__in=references)
    said = rows.values_list("reference", "short_name", "label_id")
    return {reference: Titled(name, label) for reference, name, label in said}


def joined_by(rows: QuerySet, day: dt.date) -> QuerySet:
    """Operations we had joined by a day."""
    return rows.filter(our_part__startswith__lte=day)


def contributions(*, to: Subject) -> ClassifiedQuerySet:
    """Every contribution `to` may see, withdrawn ones included."""
    return Contribution.objects.visible_to(to)


def contribution_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """Which year, which part, of those of these contributions that the reader may see."""
    rows = contributions(to=to).filter(reference__in=references)
    return {row.reference: Titled(f"{row.year} · {row.role}", row.label_id) for row in rows}


def figures(*, to: Subject) -> ClassifiedQuerySet:
    """Every stated figure `to` may see, withdrawn ones included."""
    return StatedFigure.objects.visible_to(to)


def figure_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """What was said, of those of these figures that the reader may see."""
    rows = figures(to=to).filter(reference__in=references)
    return {row.reference: Titled(row.said, row.label_id) for row in rows}


def said_by(rows: QuerySet, day: dt.date) -> QuerySet:
    """What had been said by a day and was not withdrawn by it."""
    return rows.filter(Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day), said_on__lte=day)


@dataclass(frozen=True, slots=True)
class CeilingUse:
    """How much of an authorisation is used: the most at the same time, now, and how long it lasts."""

    authorisation: Authorisation
    most: int
    abroad: int
    last_on: dt.date | None

    @property
    def free(self) -> int | None:
        """How many more may stand on the fullest day; None where the act names no ceiling."""
        ceiling = self.authorisation.ceiling
        return None if ceiling is None else ceiling - self.most


def ceiling_use(authorisation: Authorisation, rows: Iterable[Any]) -> CeilingUse:
    """Of one authorisation, from its deployments."""
    standing = [row for row in rows if row.state in STANDING]
    most = peak((row.period.lower, row.period.upper, row.headcount) for row in standing)
    abroad = sum(row.headcount for row in standing if row.state in ABROAD)
    return CeilingUse(authorisation, most, abroad, last_day(authorisation.valid))


def last_day_in(path: str) -> ExpressionWrapper:
    """The same, reckoned by PostgreSQL for a column."""
    return ExpressionWrapper(F(f"{path}__endswith") - Value(1), output_field=DateField())


def last_day(period: Any) -> dt.date | None:
    """The last day that belongs to a period; None where its end is open."""
    after: dt.date | None = period.upper if period else None
    return after - ONE_DAY if after else None


def operation_organisations(*, to: Subject) -> list[tuple[str, str]]:
    """Organisations in whose operations we take part, by code and name."""
    seen = operations(to=to).order_by().values("organisation")
    return [(row.code, row.name) for row in Organisation.objects.filter(pk__in=seen).order_by("code")]
