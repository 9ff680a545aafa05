"""Facts of what is done and what it costs, for reports: grouped in PostgreSQL, the cancelled left out (C8)."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from access.context import Subject
from activities.lifecycle import HELD, ActivityState
from activities.models import Activity, CostLine, ServedObjective
from activities.selectors.activities import activities
from activities.selectors.history import begun_between, begun_in_year, stood
from activities.terms import CostBearer

REFERENCES = 200
UNSAID = ""


def known_on(rows: QuerySet, day: dt.date, *, to: Subject) -> QuerySet:
    """Activities in the register by a day and not cancelled by then; adds `was`."""
    return stood(rows, day, to=to).exclude(was=ActivityState.CANCELLED)


def _settled(as_of: dt.date) -> Q:
    """Where what was spent was known on a day: held by then, or under way then and ever since."""
    return Q(was__in=sorted(HELD)) | Q(was=ActivityState.ONGOING, state_on__lte=as_of)


def _spent_on(held: QuerySet, as_of: dt.date) -> Q:
    """The same for rows that point to these activities."""
    return Q(activity__in=held.filter(_settled(as_of)).values("pk"))


@dataclass(frozen=True, slots=True)
class Effort:
    """Activities of one kind with one State: how many, how many person-days, which."""

    country_id: int
    kind_id: int
    number: int
    person_days: int
    references: tuple[str, ...]
    label_ids: frozenset[int]


def efforts(
    *, to: Subject, first: dt.date, last: dt.date, as_of: dt.date, wanted: dict[str, str]
) -> list[Effort]:
    """Begun between two days, by State and kind; `wanted` narrows by aspect, level and dimension."""
    rows = begun_between(activities(to=to), first, last, as_of=as_of, to=to)
    rows = rows.filter(**{name: wanted[name] for name in ("aspect", "level") if wanted.get(name)})
    if wanted.get("dimension"):
        rows = rows.filter(dimensions__contains=[wanted["dimension"]])
    grouped = known_on(rows, as_of, to=to).order_by().values_list("country_id", "kind_id")
    counted = grouped.annotate(
        number=Count("pk"), days=Sum("person_days"), refs=ArrayAgg("reference", order_by="reference"),
        labels=ArrayAgg("label_id", distinct=True),
    )  # fmt: skip
    return [
        Effort(country, kind, number, days or 0, tuple(refs[:REFERENCES]), frozenset(labels))
        for country, kind, number, days, refs, labels in counted
    ]


@dataclass(frozen=True, slots=True)
class Spending:
    """Activities of one group and currency: planned and spent, money and person-days."""

    group: Any
    currency: str
    number: int
    planned: Decimal | None
    actual: Decimal | None
    person_days: int | None
    actual_days: int | None
    references: tuple[str, ...]
    label_ids: frozenset[int]


def _of_year(to: Subject, year: int, as_of: dt.date, currency: str) -> QuerySet:
    rows = known_on(begun_in_year(activities(to=to), year, as_of=as_of, to=to), as_of, to=to)
    return rows.filter(currency=currency) if currency else rows


def spending(*, to: Subject, year: int, as_of: dt.date, by: str, currency: str = "") -> list[Spending]:
    """Activities that begin in a year by `aspect`, `kind` or `country`, and by currency, never summed across it."""
    column = {"aspect": "aspect", "kind": "kind_id", "country": "country_id"}[by]
    rows = _of_year(to, year, as_of, currency).order_by().values_list(column, "currency")
    return _spent(
        rows,
        "planned_cost",
        "actual_cost",
        "person_days",
        "actual_person_days",
        "reference",
        "label_id",
        _settled(as_of),
    )


def spending_by_objective(*, to: Subject, year: int, as_of: dt.date, currency: str = "") -> list[Spending]:
    """The same by strategic objective; an activity that serves several counts under each, one without under none."""
    held = _of_year(to, year, as_of, currency)
    served = ServedObjective.objects.visible_to(to).filter(activity__in=held.values("pk"))
    under = served.order_by().values_list("objective_id", "activity__currency")
    found = _spent(
        under, "activity__planned_cost", "activity__actual_cost", "activity__person_days",
        "activity__actual_person_days", "activity__reference", "label_id", _spent_on(held, as_of),
    )  # fmt: skip
    aimless = held.exclude(Exists(ServedObjective.objects.visible_to(to).filter(activity=OuterRef("pk"))))
    rest = aimless.order_by().annotate(group=F("id") * 0).values_list("group", "currency")
    names = ("planned_cost", "actual_cost", "person_days", "actual_person_days", "reference", "label_id")
    return [*found, *_spent(rest, *names, _settled(as_of))]


def spending_by_funding(*, to: Subject, year: int, as_of: dt.date, currency: str = "") -> list[Spending]:
    """What we bear by its means, from the cost lines; what no line breaks down stands under none."""
    held = _of_year(to, year, as_of, "")
    lines = CostLine.objects.visible_to(to).filter(activity__in=held.values("pk"), bearer=CostBearer.OURS)
    if currency:
        lines = lines.filter(currency=currency)
    rows = lines.order_by().values_list("funding", "currency")
    counted = rows.annotate(
        number=Count("activity", distinct=True), money=Sum("planned"),
        spent=Sum("actual", filter=_spent_on(held, as_of)),
        refs=ArrayAgg("activity__reference", distinct=True), labels=ArrayAgg("label_id", distinct=True),
    )  # fmt: skip
    found = [
        Spending(group, unit, number, money, spent, None, None, tuple(refs[:REFERENCES]), frozenset(labels))
        for group, unit, number, money, spent, refs, labels in counted
    ]
    whole = held.exclude(
        Exists(CostLine.objects.visible_to(to).filter(activity=OuterRef("pk"), bearer=CostBearer.OURS))
    )
    if currency:
        whole = whole.filter(currency=currency)
    rest = whole.exclude(currency="").order_by().annotate(group=F("id") * 0).values_list("group", "currency")
    names = ("planned_cost", "actual_cost", "person_days", "actual_person_days", "reference", "label_id")
    return [*found, *_spent(rest, *names, _settled(as_of))]


def _spent(
    rows: Any, planned: str, actual: str, days: str, actual_days: str, reference: str, label: str, begun: Q
) -> list[Spending]:
    """What was spent counts where the activity had begun by the day."""
    counted = rows.annotate(
        number=Count("pk"), money=Sum(planned), spent=Sum(actual, filter=begun), days=Sum(days),
        days_spent=Sum(actual_days, filter=begun),
        refs=ArrayAgg(reference, order_by=reference), labels=ArrayAgg(label, distinct=True),
    )  # fmt: skip
    return [
        Spending(group, unit, number, money, spent, days, gone, tuple(refs[:REFERENCES]), frozenset(labels))
        for group, unit, number, money, spent, days, gone, refs, labels in counted
    ]


def currencies(*, to: Subject) -> list[str]:
    """Currencies in which something is planned or spent."""
    rows = Activity.objects.visible_to(to).exclude(currency="").order_by("currency")
    return list(rows.values_list("currency", flat=True).distinct())
