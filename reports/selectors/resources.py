"""What does it cost? (domain.md A3.19, C8)"""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from access.context import Subject
from activities.lifecycle import Aspect
from activities.selectors.effort import (
    Spending,
    currencies,
    spending,
    spending_by_funding,
    spending_by_objective,
)
from activities.terms import FundingSource
from directory.models import ActivityKind, Country
from missions.models import StrategicObjective
from publishing.pictures import Bar, Picture, bar_picture
from publishing.tables import Money, money
from reports.registry import Answer, Parameter, Report, ReportColumn, register

YEARS = range(2050, 1990, -1)
BY = (
    ("aspect", gettext_lazy("aspect")),
    ("kind", gettext_lazy("kind of activity")),
    ("country", gettext_lazy("main partner")),
    ("funding", gettext_lazy("funding source")),
    ("objective", gettext_lazy("strategic objective")),
)


def build(*, to: Subject, as_of: dt.date, by: str = "aspect", year: str = "", currency: str = "") -> Answer:
    """One row for each group and currency: planned and spent, money and person-days."""
    number = int(year) if year else as_of.year
    facts: dict[str, Any] = {"to": to, "year": number, "as_of": as_of, "currency": currency}
    if by == "funding":
        found = spending_by_funding(**facts)
    elif by == "objective":
        found = spending_by_objective(**facts)
    else:
        found = spending(by=by, **facts)
    names = _names(by, found, to)
    rows = [_row(one, names) for one in found]
    rows.sort(key=lambda row: (row["currency"], -(row["planned"] or 0), row["group"]))
    whole = found if by == "aspect" else spending(by="aspect", **facts)
    summary: dict[str, Any] = {
        "activities": sum(one.number for one in whole),
        "person_days": sum(one.person_days or 0 for one in whole),
        "actual_days": sum(one.actual_days or 0 for one in whole),
        "planned": _by_currency(whole, "planned"),
        "actual": _by_currency(whole, "actual"),
    }
    return Answer(rows, summary, frozenset(label for one in found for label in one.label_ids), rows)


def _by_currency(found: list[Spending], what: str) -> Money | None:
    """Money is never summed across currencies."""
    return money((one.currency, getattr(one, what)) for one in found)


def _names(by: str, found: list[Spending], to: Subject) -> dict[Any, str]:
    keys = {one.group for one in found}
    if by == "aspect":
        return {code: str(label) for code, label in Aspect.choices}
    if by == "funding":
        return {code: str(label) for code, label in FundingSource.choices} | {0: _("not broken down")}
    if by == "objective":
        aims = StrategicObjective.objects.visible_to(to).filter(pk__in=keys)
        return {aim.pk: str(aim) for aim in aims} | {0: _("no objective of its own")}
    model: Any = ActivityKind if by == "kind" else Country
    return {row.pk: str(row.name) for row in model.objects.filter(pk__in=keys)}


def _row(one: Spending, names: dict[Any, str]) -> dict[str, Any]:
    left = None if one.planned is None or one.actual is None else one.planned - one.actual
    return {
        "group": names.get(one.group, str(one.group)),
        "currency": one.currency,
        "activities": one.number,
        "planned": one.planned,
        "actual": one.actual,
        "left": left,
        "person_days": one.person_days,
        "actual_days": one.actual_days,
        "references": list(one.references),
    }


def draw(answer: Answer, as_of: dt.date) -> Picture:
    """What is planned in each group; each bar names its currency."""
    rows = [row for row in answer.drawing if row["planned"]][:20]
    return bar_picture(
        [Bar(f"{row['group']} · {row['currency']}", row["planned"]) for row in rows],
        title=_("Planned cost"),
        description=_("Planned cost of the year's activities by group, each in its own currency."),
        language=get_language() or "en",
    )


def first_page(row: dict[str, Any]) -> str:
    """The page of the first activity behind a row."""
    return reverse("activities:activity", args=[row["references"][0]])


def _years(to: Subject) -> list[tuple[str, Any]]:
    return [(str(year), str(year)) for year in YEARS]


REPORT = register(
    Report(
        slug="resources",
        title=gettext_lazy("Resources"),
        question=gettext_lazy("What does it cost, and who pays?"),
        columns=(
            ReportColumn("group", gettext_lazy("Group")),
            ReportColumn("currency", gettext_lazy("Currency")),
            ReportColumn("activities", gettext_lazy("Activities"), "integer"),
            ReportColumn("planned", gettext_lazy("Planned cost"), "decimal"),
            ReportColumn("actual", gettext_lazy("Actual cost"), "decimal"),
            ReportColumn("left", gettext_lazy("Not spent"), "decimal"),
            ReportColumn("person_days", gettext_lazy("Person-days"), "integer"),
            ReportColumn("actual_days", gettext_lazy("Actual person-days"), "integer"),
        ),
        build=build,
        draw=draw,
        counted=(
            gettext_lazy(
                "Activities are those that begin in the year, known by the day and not cancelled by then."
            ),
            gettext_lazy("Costs are what we bear; money is never summed across currencies."),
            gettext_lazy(
                "By funding source the cost lines are counted; what no line breaks down stands apart."
            ),
            gettext_lazy("An activity that serves several objectives counts under each of them."),
        ),
        summary_labels={
            "activities": gettext_lazy("Activities"),
            "person_days": gettext_lazy("Person-days"),
            "actual_days": gettext_lazy("Actual person-days"),
            "planned": gettext_lazy("Planned cost"),
            "actual": gettext_lazy("Actual cost"),
        },
        parameters=(
            Parameter("by", gettext_lazy("Grouped by"), lambda to: list(BY)),
            Parameter("year", gettext_lazy("Fiscal year"), _years),
            Parameter("currency", gettext_lazy("Currency"), lambda to: [(c, c) for c in currencies(to=to)]),
        ),
        links={"group": first_page},
    )
)
