"""Is it mutual? Foreign attachés with us, ours with them, and the time each side takes to consent (domain.md C8)."""

import datetime as dt
from statistics import median
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from access.context import Subject
from attaches.selectors.foreign_reciprocity import (
    ReciprocityRow,
    Side,
    countries_concerned,
    reciprocity_rows,
)
from directory.models.country import Region
from foundation.sorting import name_key
from publishing.pictures import Part, Picture, Series, Stack, stacked_bar_picture
from publishing.tables import Ratio
from reports.registry import Answer, Parameter, Report, ReportColumn, register


def build(*, to: Subject, as_of: dt.date, region: str = "", country: str = "") -> Answer:
    """One row per State with attachés or requests on either side."""
    found = [
        row for row in reciprocity_rows(to=to, as_of=as_of)
        if region in {"", row.region} and country in {"", row.country}
    ]  # fmt: skip
    theirs, ours = [row.theirs for row in found], [row.ours for row in found]
    summary = {
        "countries": len(found),
        "theirs": sum(len(side.in_function) for side in theirs),
        "theirs_coming": sum(len(side.on_the_way) for side in theirs),
        "ours": sum(len(side.in_function) for side in ours),
        "ours_coming": sum(len(side.on_the_way) for side in ours),
        "mutual": Ratio(
            sum(bool(r.theirs.in_function and r.ours.in_function) for r in found),
            sum(bool(r.theirs.in_function or r.ours.in_function) for r in found),
        ),
        "we_take": _median([days for side in theirs for days in side.answer_days]),
        "we_answered": _answered(theirs),
        "they_take": _median([days for side in ours for days in side.answer_days]),
        "they_answered": _answered(ours),
    }
    labels = frozenset(label for row in found for label in row.label_ids)
    return Answer([_row(row) for row in found], summary, labels, found)


def _median(days: list[int]) -> float | int | None:
    """Half days are told only where there are some."""
    if not days:
        return None
    middle = median(days)
    return int(middle) if middle == int(middle) else middle


def _answered(sides: list[Side]) -> Ratio:
    return Ratio(sum(len(side.answer_days) for side in sides), sum(side.requests for side in sides))


def _row(row: ReciprocityRow) -> dict[str, Any]:
    theirs, ours = row.theirs, row.ours
    postings = sorted(ours.in_function | ours.on_the_way)
    return {
        "country": row.country,
        "country_name": row.name,
        "presence": _presence(theirs, ours),
        "pace": _pace(theirs, ours),
        "theirs": len(theirs.in_function),
        "theirs_coming": len(theirs.on_the_way),
        "ours": len(ours.in_function),
        "ours_coming": len(ours.on_the_way),
        "we_take": _median(theirs.answer_days),
        "we_answered": _answered([theirs]),
        "they_take": _median(ours.answer_days),
        "they_answered": _answered([ours]),
        "references": [*theirs.references, *ours.references, *postings],
    }


def _presence(theirs: Side, ours: Side) -> str:
    if theirs.in_function and ours.in_function:
        return _("both are represented")
    if theirs.in_function:
        return (
            _("they are here, ours is on the way")
            if ours.on_the_way
            else _("they are here, we are not there")
        )
    if ours.in_function:
        return (
            _("we are there, theirs is on the way")
            if theirs.on_the_way
            else _("we are there, they are not here")
        )
    return _("nobody is in function on either side")


def _pace(theirs: Side, ours: Side) -> str:
    """Who is slower to answer, in whole days."""
    if not theirs.answer_days or not ours.answer_days:
        return _("no answers to compare")
    later = round(median(theirs.answer_days) - median(ours.answer_days))
    if later == 0:
        return _("answers take equally long")
    if later > 0:
        words = ngettext(
            "we answer %(count)d day later than they", "we answer %(count)d days later than they", later
        )
    else:
        words = ngettext(
            "they answer %(count)d day later than we", "they answer %(count)d days later than we", -later
        )
    return words % {"count": abs(later)}


def draw(answer: Answer, as_of: dt.date) -> Picture:
    """Attachés in function by State: theirs with us, ours with them."""
    shown = [row for row in answer.drawing if row.theirs.in_function or row.ours.in_function]
    return stacked_bar_picture(
        [
            Stack(
                row.name,
                [Part("theirs", len(row.theirs.in_function)), Part("ours", len(row.ours.in_function))],
                f"?country={row.country}",
            )
            for row in shown
        ],
        series=[
            Series("theirs", _("theirs with us"), "accent"),
            Series("ours", _("ours with them"), "second"),
        ],
        title=_("Attachés in function by State"),
        description=_("How many attachés of each State are in function with us, and how many of ours there."),
        language=get_language() or "en",
    )


def _countries(to: Subject) -> list[tuple[str, str]]:
    """Countries with attachés or requests on either side."""
    found = [(row.iso2, row.name) for row in countries_concerned(to=to)]
    return sorted(found, key=lambda pair: name_key(pair[1]))


def register_page(row: dict[str, Any]) -> str:
    """The State's attachés in the register, where it has some there."""
    if not any(reference.startswith("FAT-") for reference in row["references"]):
        return ""
    return f"{reverse('admin:attaches_foreignattache_changelist')}?{urlencode({'q': row['country_name']})}"


REPORT = register(
    Report(
        slug="inbound-attaches",
        title=gettext_lazy("Foreign attachés and reciprocity"),
        question=gettext_lazy("Whose attachés are with us, are ours with them, and who answers faster?"),
        columns=(
            ReportColumn("country", gettext_lazy("Country"), "code"),
            ReportColumn("presence", gettext_lazy("Who is where")),
            ReportColumn("pace", gettext_lazy("Who answers faster")),
            ReportColumn("theirs", gettext_lazy("Theirs here"), "integer"),
            ReportColumn("theirs_coming", gettext_lazy("Coming here"), "integer"),
            ReportColumn("ours", gettext_lazy("Ours there"), "integer"),
            ReportColumn("ours_coming", gettext_lazy("Going there"), "integer"),
            ReportColumn("we_take", gettext_lazy("We answer in"), "decimal", gettext_lazy("days")),
            ReportColumn("we_answered", gettext_lazy("Answered by us"), "ratio"),
            ReportColumn("they_take", gettext_lazy("They answer in"), "decimal", gettext_lazy("days")),
            ReportColumn("they_answered", gettext_lazy("Answered by them"), "ratio"),
        ),
        build=build,
        draw=draw,
        counted=(
            gettext_lazy(
                "Somebody is in function from the day his functions begin until they end, side accreditations "
                "included; on the way from the note asking for consent on."
            ),
            gettext_lazy(
                "An answer is consent, refusal or objection; its time is the median of the days from the note "
                "asking for consent, over all requests up to the day. "
                "Requests taken back before an answer are not counted."
            ),
            gettext_lazy(
                "States and tenures are those of the day asked for; what you may see is decided today."
            ),
            gettext_lazy("A share with nothing to divide by is left empty, it is not zero."),
        ),
        summary_labels={
            "countries": gettext_lazy("Countries"),
            "theirs": gettext_lazy("Foreign attachés in function"),
            "theirs_coming": gettext_lazy("Foreign attachés on the way"),
            "ours": gettext_lazy("Ours in function"),
            "ours_coming": gettext_lazy("Ours on the way"),
            "mutual": gettext_lazy("Represented on both sides"),
            "we_take": gettext_lazy("Days we take to answer (median)"),
            "we_answered": gettext_lazy("Requests we answered"),
            "they_take": gettext_lazy("Days they take to answer (median)"),
            "they_answered": gettext_lazy("Requests they answered"),
        },
        parameters=(
            Parameter("region", gettext_lazy("Region"), lambda to: Region.choices),
            Parameter("country", gettext_lazy("Country"), _countries),
        ),
        links={"country": register_page},
    )
)
