"""Activities a viewer may see, and the figures of a year."""

import datetime as dt
from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import JSONObject

from access.context import Subject
from access.kept import Kept
from access.managers import ClassifiedQuerySet
from activities.lifecycle import ActivityState
from activities.models import Activity, ActivityParticipant, ActivityStep
from activities.selectors.derived import derived_figures
from activities.selectors.duplicates import with_similar
from activities.selectors.particulars import ADDED, with_particulars, without_particulars
from agreements.selectors.agreements import agreements
from agreements.selectors.in_force import in_force
from directory.models import ActivityKind, Country
from foundation.errors import NotFound
from reminders.registry import Titled

S = ActivityState
# Approved or under way on an agreement that has ceased: derived, never stored (decisions.md 26).
DEPENDING = frozenset({S.APPROVED, S.PREPARING, S.ONGOING})
POINTED = (
    "kind", "country", "agreement", "plan_item__plan", "authorisation", "label", "format", "lead_institution",
    "status_agreement",
)  # fmt: skip
SAID = JSONObject(
    state="state", reached_on="reached_on", recorded_at="recorded_at", by="by__full_name", reason="reason"
)


def activities(*, to: Subject) -> ClassifiedQuerySet:
    """Every activity `to` may see."""
    return Activity.objects.visible_to(to)


def activity_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """Titles of those of these activities that the reader may see."""
    rows = activities(to=to).filter(reference__in=references)
    return {
        reference: Titled(title, label)
        for reference, title, label in rows.values_list("reference", "title", "label_id")
    }


def activity_pages(*, to: Subject, on: dt.date) -> QuerySet:
    """Activities with everything their page or document shows, in one query.

    Adds `further` (codes of the further countries), `taken` (the steps in order), `blocked`, `similar`, particulars.
    """
    rows = activities(to=to).select_related(*POINTED)
    further = ActivityParticipant.objects.visible_to(to).filter(activity=OuterRef("pk")).order_by("pk")
    steps = ActivityStep.objects.visible_to(to).filter(activity=OuterRef("pk")).order_by("pk")
    rows = rows.annotate(
        further=ArraySubquery(further.values("country__iso2")), taken=ArraySubquery(steps.values(data=SAID))
    )
    return with_blocked(with_similar(with_particulars(rows, to=to), to=to), to=to, on=on)


def activity(reference: str, *, to: Subject, on: dt.date) -> Activity:
    """One activity; hidden and absent are the same NotFound."""
    held = activity_pages(to=to, on=on).filter(reference=reference).first()
    if held is None:
        raise NotFound
    return held


def entered(
    held: Any, *, further: Iterable[Country], bare: bool = False, to: Subject, on: dt.date
) -> Activity:
    """An activity this very request has entered, with what activity_pages() adds to it.

    Its steps were written by PostgreSQL; they are read with its rows, in one query. `bare`: no rows of its own.
    """
    held.further = [country.iso2 for country in further]
    [added] = ADDED_TO(to=to, pk=held.pk, bare=bare)
    for name, value in {**without_particulars(), **added}.items():
        setattr(held, name, value)
    depends = held.state in DEPENDING and held.agreement is not None
    held.blocked = (
        depends and not in_force(agreements(to=to), to=to, on=on).filter(pk=held.agreement_id).exists()
    )
    return held


def _added_to(*, to: Subject, pk: int, bare: bool) -> QuerySet:
    steps = ActivityStep.objects.visible_to(to).filter(activity=OuterRef("pk")).order_by("pk")
    rows = with_similar(Activity.objects.visible_to(to).filter(pk=pk), to=to)
    rows = rows.annotate(taken=ArraySubquery(steps.values(data=SAID)))
    return (
        rows.values("taken", "similar")
        if bare
        else with_particulars(rows, to=to).values("taken", "similar", *ADDED)
    )


ADDED_TO = Kept(_added_to)


def with_blocked(rows: QuerySet, *, to: Subject, on: dt.date) -> QuerySet:
    """Adds `blocked`: approved or under way, but its agreement is no longer in force."""
    standing = in_force(agreements(to=to), to=to, on=on).filter(pk=OuterRef("agreement"))
    depends = Q(state__in=sorted(DEPENDING), agreement__isnull=False)
    return rows.annotate(blocked=depends & ~Exists(standing))


class YearFigure(NamedTuple):
    """Activities of one kind with one country in a year; money of one currency, never summed across them."""

    country: str
    kind: str
    currency: str
    number: int
    planned_cost: Decimal | None


def in_year(rows: QuerySet, year: int) -> QuerySet:
    """Activities that begin in a year."""
    return rows.filter(starts_on__gte=dt.date(year, 1, 1), starts_on__lte=dt.date(year, 12, 31))


def year_figures(*, to: Subject, year: int, derived: bool = False) -> list[YearFigure]:
    """Country by kind: how many and at what planned cost, the cancelled left out; `derived` adds what nobody enters.

    Grouped by keys, so that the covering index answers alone; codes are put in afterwards.
    """
    counted = in_year(activities(to=to), year).exclude(state=S.CANCELLED).order_by()
    rows = counted.values_list("country_id", "kind_id", "currency").annotate(
        number=Count("*"), cost=Sum("planned_cost")
    )
    countries = dict(Country.objects.order_by().values_list("pk", "iso2"))
    kinds = dict(ActivityKind.objects.order_by().values_list("pk", "code"))
    found = [YearFigure(countries[row[0]], kinds[row[1]], *row[2:]) for row in rows]
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    added = derived_figures(to=to, first=first, last=last) if derived else []  # K09, K10: nobody enters them
    found += [YearFigure(countries[one.country_id], one.kind, "", one.number, None) for one in added]
    return sorted(found, key=lambda row: row[:3])


def of_country(rows: QuerySet, code: str) -> QuerySet:
    """Activities whose main partner is a country, by ISO code.

    As one scalar, so that the index by country and state still gives the newest first.
    """
    return rows.filter(country_id=Country.objects.filter(iso2=code).order_by().values("pk")[:1])


def of_kind(rows: QuerySet, code: str) -> QuerySet:
    """Activities of a kind, by its code."""
    return rows.filter(kind_id=ActivityKind.objects.filter(code=code).order_by().values("pk")[:1])


def under(rows: QuerySet, reference: str, *, to: Subject) -> QuerySet:
    """Activities that stand on an agreement, by its reference."""
    return rows.filter(agreement__in=agreements(to=to).filter(reference=reference))
