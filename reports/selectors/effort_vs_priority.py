"""Is effort where priority is? (domain.md B6, C8)"""

import datetime as dt
from collections import defaultdict
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from access.context import Subject
from activities.lifecycle import Aspect, Level
from activities.selectors.derived import DerivedFigure, derived_figures
from activities.selectors.effort import Effort, efforts
from directory.models import ActivityKind, Country
from directory.selectors.stances import effort_shares_on
from missions.lifecycle import Dimension
from missions.selectors.tiers import tiers_on
from publishing.pictures import HeatCell, Picture, heat_picture
from publishing.tables import Ratio
from reports.registry import Answer, Parameter, Report, ReportColumn, register

YEAR = dt.timedelta(days=365)
TIERS = (1, 2, 3, 4)
DRAWN = 20


def build(*, to: Subject, as_of: dt.date, aspect: str = "", dimension: str = "", level: str = "") -> Answer:
    """Rows: the tiers with their share of the activities and the share aimed at, then the States."""
    wanted = {"aspect": aspect, "dimension": dimension, "level": level}
    done = efforts(to=to, first=as_of - YEAR, last=as_of, as_of=as_of, wanted=wanted)
    tiers = tiers_on(as_of, to=to)
    countries = {row.pk: row for row in Country.objects.by_name()}
    total = sum(one.number for one in done)
    by_country: dict[int, list[Effort]] = defaultdict(list)
    for one in done:
        by_country[one.country_id].append(one)
    aims = effort_shares_on(as_of)
    rows = [_tier(place, done, tiers, total, aims) for place in (*TIERS, None)]
    # What is derived is of no aspect, dimension or level.
    beside = [] if any(wanted.values()) else derived_figures(to=to, first=as_of - YEAR, last=as_of)
    shown = set(by_country) | {pk for pk, place in tiers.items() if place == 1}
    drawn = sorted(
        (countries[pk] for pk in shown | {one.country_id for one in beside}),
        key=lambda row: (tiers.get(row.pk, 9), -sum(one.number for one in by_country[row.pk]), row.name),
    )
    seen = [row for row in drawn if row.pk in shown]
    rows += [_country(row, by_country[row.pk], tiers.get(row.pk), total) for row in seen]
    first = [pk for pk, place in tiers.items() if place == 1]
    summary = {
        "activities": total,
        "person_days": sum(one.person_days for one in done),
        "first_tier": Ratio(sum(one.number for one in done if tiers.get(one.country_id) == 1), total),
        "unranked": Ratio(sum(one.number for one in done if one.country_id not in tiers), total),
        "untouched": Ratio(sum(not by_country[pk] for pk in first), len(first)),
    }
    labels = frozenset(label for told in (done, beside) for one in told for label in one.label_ids)
    return Answer(rows, summary, labels, _cells(drawn[:DRAWN], by_country, beside))


def _row(
    what: Any, name: str, done: list[Effort], total: int, place: int | None, target: str | None
) -> dict[str, Any]:
    return {
        "what": str(what),
        "name": name,
        "tier": place,
        "activities": sum(one.number for one in done),
        "share": Ratio(sum(one.number for one in done), total) if total else None,
        "target": target,
        "person_days": sum(one.person_days for one in done),
        "kinds": len({one.kind_id for one in done}),
        "references": sorted({reference for one in done for reference in one.references}),
    }


def _tier(
    place: int | None, done: list[Effort], tiers: dict[int, int], total: int, aims: dict[int, int]
) -> dict[str, Any]:
    mine = [one for one in done if tiers.get(one.country_id) == place]
    name = _("Tier %(number)s") % {"number": place} if place else _("not ranked")
    target = aims.get(place) if place else None
    return _row(_("tier"), name, mine, total, place, None if target is None else f"{target} %")


def _country(row: Country, done: list[Effort], place: int | None, total: int) -> dict[str, Any]:
    return _row(pgettext("country", "State"), str(row.name), done, total, place, None)


def _cells(
    countries: list[Country], by_country: dict[int, list[Effort]], beside: list[DerivedFigure]
) -> list[HeatCell]:
    """State by kind of the paper; a sub-kind counts as its kind, and what is derived says so."""
    every = ActivityKind.objects.select_related("parent")
    kinds = {kind.pk: kind.parent or kind for kind in every}
    codes = {kind.code: kind for kind in every}
    cells = []
    for country in countries:
        numbers: dict[tuple[str, str], int] = defaultdict(int)
        for one in by_country[country.pk]:
            numbers[str(kinds[one.kind_id].name), ""] += one.number
        for figure in beside:
            if figure.country_id == country.pk:
                kind = codes[figure.kind]
                numbers[_("%(kind)s (by itself)") % {"kind": kind.name}, kind.code] += figure.number
        cells += [_cell(country, kind, code, number) for (kind, code), number in numbers.items()]
    return cells


def _cell(country: Country, kind: str, code: str, number: int) -> HeatCell:
    asked = {"country": country.iso2, **({"kind": code} if code else {})}
    return HeatCell(str(country.name), kind, number, f"{reverse('activities:programme')}?{urlencode(asked)}")


def draw(answer: Answer, as_of: dt.date) -> Picture:
    """How many activities of which kind with each State, the first tier on top."""
    cells: list[HeatCell] = answer.drawing
    return heat_picture(
        cells,
        rows=list(dict.fromkeys(cell.row for cell in cells)),
        columns=sorted({cell.column for cell in cells}),
        title=_("Effort by State and kind"),
        description=_(
            "Activities begun in twelve months, by State and kind of activity, the first tier on top."
        ),
        language=get_language() or "en",
        width=960,
    )


def first_page(row: dict[str, Any]) -> str:
    """The page of the first activity behind a row."""
    if not row["references"]:
        return reverse("activities:programme")
    return reverse("activities:activity", args=[row["references"][0]])


REPORT = register(
    Report(
        slug="effort-vs-priority",
        title=gettext_lazy("Effort and priority"),
        question=gettext_lazy("Is our effort where our priorities are?"),
        columns=(
            ReportColumn("what", gettext_lazy("What")),
            ReportColumn("name", gettext_lazy("Name")),
            ReportColumn("tier", gettext_lazy("Tier"), "integer"),
            ReportColumn("activities", gettext_lazy("Activities"), "integer"),
            ReportColumn("share", gettext_lazy("Share of all"), "ratio"),
            ReportColumn("target", gettext_lazy("Share aimed at")),
            ReportColumn("person_days", gettext_lazy("Person-days"), "integer"),
            ReportColumn("kinds", gettext_lazy("Kinds of activity"), "integer"),
        ),
        build=build,
        draw=draw,
        counted=(
            gettext_lazy(
                "Activities are those begun in the twelve months before the day, known by then and not cancelled."
            ),
            gettext_lazy(
                "The tier follows from the political and the geographic rank in documents in effect on the day; "
                "a State's own rank goes before that of its region."
            ),
            gettext_lazy(
                "The share aimed at is the one the Center has entered for the tier and the day, if any."
            ),
            gettext_lazy(
                "Signings and appointments appear in the map by themselves, marked so, from the records they come "
                "from; they count in no share."
            ),
            gettext_lazy("States of the first tier are shown also where nothing was done with them."),
            gettext_lazy("A share with nothing to divide by is left empty, it is not zero."),
        ),
        summary_labels={
            "activities": gettext_lazy("Activities"),
            "person_days": gettext_lazy("Person-days"),
            "first_tier": gettext_lazy("With States of the first tier"),
            "unranked": gettext_lazy("With States that nobody ranked"),
            "untouched": gettext_lazy("States of the first tier with no activity"),
        },
        parameters=(
            Parameter("aspect", gettext_lazy("Aspect"), lambda to: list(Aspect.choices)),
            Parameter("dimension", gettext_lazy("Dimension"), lambda to: list(Dimension.choices)),
            Parameter("level", gettext_lazy("Level"), lambda to: list(Level.choices)),
        ),
        links={"name": first_page},
    )
)
