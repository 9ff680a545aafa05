"""Did we do the plan? (domain.md C8)"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from access.context import Subject
from activities.lifecycle import HELD, ActivityState
from activities.models import Activity, Contingent
from activities.selectors.history import begun_in_year, days_then, stood
from agreements.lifecycle import PLAN_BASIS
from agreements.models import BilateralPlan, PlanItem, PlanStep
from agreements.selectors import plans as read
from agreements.selectors.plan_contents import items_as_approved
from directory.models import ActivityKind, Country
from publishing.pictures import Part, Picture, Series, Stack, stacked_bar_picture
from publishing.tables import Money, Ratio, money
from reports.registry import Answer, Parameter, Report, ReportColumn, register
from reports.selectors.plan_outcomes import OUTCOMES, became_of

S = ActivityState


@dataclass
class Line:
    """One plan, or one State without any, with what became of the year."""

    country: Country
    plan: BilateralPlan | None
    items: list[PlanItem] = field(default_factory=list)
    outcomes: dict[str, int] = field(default_factory=lambda: dict.fromkeys(OUTCOMES, 0))
    activities: list[Activity] = field(default_factory=list)
    besides: list[Activity] = field(default_factory=list)
    took_part: int = 0


def build(
    *, to: Subject, as_of: dt.date, country: str = "", year: str = "", quarter: str = "", kind: str = ""
) -> Answer:
    """One row per plan that was approved by the day; activities beside the plans stand with their State."""
    of_year = int(year) if year else as_of.year
    narrowed: dict[str, Any] = {"quarter": int(quarter) if quarter else None, "kind": kind}
    plans = _plans(of_year, country, to=to, as_of=as_of)
    then = items_as_approved(plans, to=to, as_of=as_of)
    items = _items(of_year, narrowed, then, to=to)
    activities = list(_activities(of_year, to=to, as_of=as_of, country=country))
    lines = _lines(plans, items)
    _carry(lines, activities, as_of=as_of)
    _beside(lines, activities, narrowed, _quarters(activities, narrowed, to=to, as_of=as_of))
    _count_people(lines, to=to)
    rows = [_row(line) for line in lines]
    labels = {one.label_id for line in lines for one in (*line.items, *line.activities, *line.besides)}
    labels |= {line.plan.label_id for line in lines if line.plan}
    return Answer(rows, _summary(lines), frozenset(labels), lines)


def _plans(year: int, country: str, *, to: Subject, as_of: dt.date) -> list[BilateralPlan]:
    steps = PlanStep.objects.visible_to(to).filter(plan=OuterRef("pk"), reached_on__lte=as_of)
    was = Subquery(steps.order_by("-reached_on", "-id").values("state")[:1])
    rows = read.plans(to=to).filter(year=year).annotate(was=was).filter(was__in=sorted(PLAN_BASIS))
    rows = rows.select_related("country")
    if country:
        rows = rows.filter(country__iso2=country)
    return list(rows.order_by("country__name_en", "id"))


def _items(
    year: int, narrowed: dict[str, Any], then: dict[int, list[PlanItem]], *, to: Subject
) -> list[PlanItem]:
    """Lines as they stand; of a plan that was talked over again since (`then`), as they had been approved."""
    rows = PlanItem.objects.visible_to(to).filter(plan__year=year).select_related("plan", "kind__parent")
    standing = [item for item in rows.order_by("plan", "no") if item.plan_id not in then]
    every = [*standing, *(item for lines in then.values() for item in lines)]
    return [item for item in every if _fits(item.kind, item.in_quarter, narrowed)]


def _fits(kind: ActivityKind, quarter: int | None, narrowed: dict[str, Any]) -> bool:
    """A kind holds its sub-kinds."""
    codes = {kind.code, kind.parent.code if kind.parent else ""}
    return narrowed["kind"] in ("", *codes) and narrowed["quarter"] in (None, quarter)


def _activities(year: int, *, to: Subject, as_of: dt.date, country: str) -> QuerySet[Any]:
    """Those of the year or of an item of its plans that were entered by the day, with the state they were in."""
    rows = Activity.objects.visible_to(to)
    free = begun_in_year(rows.filter(plan_item__isnull=True), year, as_of=as_of, to=to)
    mine = stood(rows.filter(Q(plan_item__plan__year=year) | Q(pk__in=free.values("pk"))), as_of, to=to)
    if country:
        mine = mine.filter(country__iso2=country)
    return mine.select_related("kind__parent", "country").order_by("id")


def _lines(plans: list[BilateralPlan], items: list[PlanItem]) -> list[Line]:
    lines = [Line(plan.country, plan) for plan in plans]
    by_plan = {line.plan.pk: line for line in lines if line.plan}
    for item in items:
        if item.plan_id in by_plan:
            by_plan[item.plan_id].items.append(item)
    return lines


def _carry(lines: list[Line], activities: list[Any], *, as_of: dt.date) -> None:
    """What became of each item."""
    by_item: dict[int, list[Any]] = {}
    for activity in activities:
        if activity.plan_item_id:
            by_item.setdefault(activity.plan_item_id, []).append(activity)
    for line in lines:
        for item in line.items:
            made = by_item.get(item.pk, [])
            line.activities += made
            line.outcomes[became_of(item, {activity.was for activity in made}, as_of)] += 1


def _quarters(
    activities: list[Any], narrowed: dict[str, Any], *, to: Subject, as_of: dt.date
) -> dict[int, int]:
    """In which quarter each activity on no item was to begin, as it was planned on the day; asked where it matters."""
    if narrowed["quarter"] is None:
        return {}
    free = {one.pk: one.starts_on for one in activities if not one.plan_item_id}
    moved = days_then(sorted(free), as_of=as_of, to=to)
    return {key: (moved.get(key, (day, day))[0].month + 2) // 3 for key, day in free.items()}


def _beside(
    lines: list[Line], activities: list[Any], narrowed: dict[str, Any], quarters: dict[int, int]
) -> None:
    """Activities on no item stand with the first plan of their State, or in a row of their own."""
    homes: dict[int, Line] = {}
    for line in lines:
        homes.setdefault(line.country.pk, line)
    for activity in activities:
        on_an_item = activity.plan_item_id or activity.was == S.CANCELLED
        if on_an_item or not _fits(activity.kind, quarters.get(activity.pk), narrowed):
            continue
        if activity.country_id not in homes:
            homes[activity.country_id] = Line(activity.country, None)
            lines.append(homes[activity.country_id])
        homes[activity.country_id].besides.append(activity)


def _held(line: Line) -> list[Any]:
    return [one for one in line.activities if one.was in HELD]  # type: ignore[attr-defined]


def _count_people(lines: list[Line], *, to: Subject) -> None:
    """Who took part in what was held: the actual numbers, where none is given the planned ones."""
    held = {one.pk: line for line in lines for one in _held(line)}
    rows = Contingent.objects.visible_to(to).filter(activity__in=list(held))
    for activity, planned, actual in rows.order_by().values_list("activity_id", "planned", "actual"):
        held[activity].took_part += actual if actual is not None else planned or 0


def variance(line: Line) -> Money | None:
    """Spent less planned, of held activities whose item and account are in one currency."""
    planned = {item.pk: item for item in line.items}
    pairs = [(one, planned[one.plan_item_id]) for one in _held(line)]
    return money(
        (item.currency, one.actual_cost - item.cost)
        for one, item in pairs
        if one.actual_cost is not None and item.cost is not None and one.currency == item.currency
    )


def _row(line: Line) -> dict[str, Any]:
    count = len(line.items)
    every = [*line.activities, *line.besides]
    return {
        "plan": line.plan.reference if line.plan else None,
        "country": line.country.iso2,
        "country_name": line.country.name,
        "items": count,
        **{name: Ratio(line.outcomes[name], count) for name in OUTCOMES},
        "ad_hoc": Ratio(len(line.besides), len([one for one in every if one.was != S.CANCELLED])),  # type: ignore[attr-defined]
        "cost_planned": money((item.currency, item.cost) for item in line.items),
        "cost_actual": money((one.currency, one.actual_cost) for one in _held(line)),
        "variance": variance(line),
        "people_planned": sum((item.people_home or 0) + (item.people_partner or 0) for item in line.items),
        "people": line.took_part,
        "references": [*([line.plan.reference] if line.plan else []), *(one.reference for one in every)],
    }


def _summary(lines: list[Line]) -> dict[str, Any]:
    count = sum(len(line.items) for line in lines)
    besides = sum(len(line.besides) for line in lines)
    standing = [one for line in lines for one in line.activities if one.was != S.CANCELLED]  # type: ignore[attr-defined]
    return {
        "plans": sum(line.plan is not None for line in lines),
        "items": count,
        **{name: Ratio(sum(line.outcomes[name] for line in lines), count) for name in OUTCOMES},
        "ad_hoc": Ratio(besides, besides + len(standing)),
        "people": sum(line.took_part for line in lines),
    }


def draw(answer: Answer, as_of: dt.date) -> Picture:
    """What became of each plan's items."""
    return stacked_bar_picture(
        [
            Stack(
                line.country.name,
                [Part(name, line.outcomes[name]) for name in OUTCOMES],
                reverse("agreements:plan", args=[line.plan.reference]),
            )
            for line in answer.drawing
            if line.plan is not None
        ],
        series=[
            Series("held", _("held"), "done"), Series("planned", _("planned"), "accent"),
            Series("postponed", _("postponed"), "soon"), Series("cancelled", _("cancelled"), "late"),
        ],
        title=_("What became of the plans"),
        description=_("Items of each plan by what became of them."),
        language=get_language() or "en",
    )  # fmt: skip


def plan_page(row: dict[str, Any]) -> str:
    """The plan behind a row."""
    return reverse("agreements:plan", args=[row["plan"]]) if row["plan"] else ""


REPORT = register(
    Report(
        slug="plan-execution",
        title=gettext_lazy("Execution of the annual plans"),
        question=gettext_lazy("Did we do the plan?"),
        columns=(
            ReportColumn("plan", gettext_lazy("Plan"), "reference"),
            ReportColumn("country", gettext_lazy("Partner"), "code"),
            ReportColumn("items", gettext_lazy("Items"), "integer"),
            ReportColumn("held", gettext_lazy("Held"), "ratio"),
            ReportColumn("planned", gettext_lazy("Still planned"), "ratio"),
            ReportColumn("postponed", gettext_lazy("Postponed"), "ratio"),
            ReportColumn("cancelled", gettext_lazy("Cancelled"), "ratio"),
            ReportColumn("ad_hoc", gettext_lazy("Beside the plan"), "ratio"),
            ReportColumn("cost_planned", gettext_lazy("Planned cost"), "money"),
            ReportColumn("cost_actual", gettext_lazy("Spent"), "money"),
            ReportColumn("variance", gettext_lazy("Spent less planned"), "money"),
            ReportColumn("people_planned", gettext_lazy("Participants planned"), "integer"),
            ReportColumn("people", gettext_lazy("Took part"), "integer"),
        ),
        build=build,
        draw=draw,
        counted=(
            gettext_lazy("Plans of the year that were approved by the day; without a year, those of that day's year."),
            gettext_lazy("An item is held when one of its activities was completed by then; taken out is cancelled."),
            gettext_lazy("Beside the plan: activities of the year with that State on no item, of all that stand."),
            gettext_lazy("Cost is compared for held activities whose account is in the currency of the plan."),
        ),
        summary_labels={
            "plans": gettext_lazy("Plans"),
            "items": gettext_lazy("Items"),
            "held": gettext_lazy("Held"),
            "planned": gettext_lazy("Still planned"),
            "postponed": gettext_lazy("Postponed"),
            "cancelled": gettext_lazy("Cancelled"),
            "ad_hoc": gettext_lazy("Beside the plan"),
            "people": gettext_lazy("Took part"),
        },
        parameters=(
            Parameter("country", gettext_lazy("Partner"), lambda to: [(c.iso2, c.name) for c in read.partners(to=to)]),
            Parameter("year", gettext_lazy("Year"), lambda to: [(str(y), str(y)) for y in read.years(to=to)]),
            Parameter("quarter", gettext_lazy("Quarter"), lambda to: [(str(q), str(q)) for q in range(1, 5)]),
            Parameter(
                "kind", gettext_lazy("Kind"), lambda to: [(k.code, k.name) for k in ActivityKind.objects.all()]
            ),
        ),
        links={"plan": plan_page},
    )
)  # fmt: skip
