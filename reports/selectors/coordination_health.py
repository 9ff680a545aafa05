"""Is the mechanism between the two ministries working? (domain.md A7.30-35, C8)"""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from statistics import median
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from access.context import Subject
from agreements.engine import Length
from approvals.selectors.cases import cases
from approvals.selectors.health import HealthRows, health_rows, percentile
from directory.models import Country
from missions.selectors.health import PaperHealth, paper_health_rows
from missions.selectors.papers import papers
from publishing.pictures import Bar, Picture, bar_picture
from publishing.tables import Ratio
from reports.registry import Answer, Parameter, Report, ReportColumn, register
from reports.selectors import consulted
from reports.selectors import coordination_rows as rows
from reports.selectors.contacts import Contact, contacts

MONTHS = {"3": 3, "6": 6, "12": 12, "24": 24}
PERIODS = {
    "3": gettext_lazy("three months"), "6": gettext_lazy("six months"), "12": gettext_lazy("twelve months"),
    "24": gettext_lazy("two years"), "year": gettext_lazy("since the beginning of the year"),
}  # fmt: skip
Row = dict[str, Any]
# What a figure counts, and the choice that shows its rows.
SHOWN: dict[str, tuple[Any, Callable[[Row], bool]]] = {
    "places": (gettext_lazy("missions with an attaché"), lambda row: row["kind"] == "place"),
    "with_paper": (gettext_lazy("with a paper"), lambda row: row["kind"] == "place" and row["has_paper"]),
    "without_paper": (
        gettext_lazy("without a paper"),
        lambda row: row["kind"] == "place" and not row["has_paper"],
    ),
    "both_signed": (gettext_lazy("signed by both"), lambda row: row["kind"] == "place" and row["signed"]),
    "steps": (gettext_lazy("days per step"), lambda row: row["kind"] == "step"),
    "institutions": (gettext_lazy("days per institution"), lambda row: row["kind"] == "institution"),
    "reasons": (gettext_lazy("reasons of returns"), lambda row: row["kind"] == "reason"),
    "returned": (gettext_lazy("each return"), lambda row: row["kind"] == "return"),
    "open": (gettext_lazy("seats that have not answered"), lambda row: row["kind"] == "seat"),
    "overdue": (gettext_lazy("overdue seats"), lambda row: row["kind"] == "seat" and row["days_late"] > 0),
    "done_first": (gettext_lazy("done before ratification"), lambda row: row["kind"] == "done_first"),
    "not_ratified": (gettext_lazy("not ratified"), lambda row: row.get("not_ratified", False)),
    "levels": (gettext_lazy("contacts by level"), lambda row: row["kind"] == "level"),
    "contacts": (gettext_lazy("each contact"), lambda row: row["kind"] == "contact"),
    "decision_levels": (
        gettext_lazy("consulted before decisions, by level"),
        lambda row: row["kind"] == "decision_level",
    ),
    "decision_quarters": (
        gettext_lazy("consulted before decisions, by quarter"),
        lambda row: row["kind"] == "decision_quarter",
    ),
    "decisions": (gettext_lazy("each foreign-policy decision"), lambda row: row["kind"] == "decision"),
}


def period_to(as_of: dt.date, period: str) -> tuple[dt.date, dt.date]:
    """First and last day of the period that ends on the day asked about."""
    if period == "year":
        return as_of.replace(month=1, day=1), as_of
    return Length(months=-MONTHS[period]).after(as_of) + dt.timedelta(days=1), as_of


def build(
    *, to: Subject, as_of: dt.date, institution: str = "", period: str = "12", show: str = ""
) -> Answer:  # fmt: skip
    """All rows that carry a figure; each return, contact and decision by itself only when asked for."""
    days = period_to(as_of, period)
    health = of_institution(health_rows(to=to, as_of=as_of, period=days), institution)
    places = paper_health_rows(to=to, as_of=as_of)
    met = contacts(to=to, period=days)
    decided = consulted.decisions(to=to, period=days)
    names = rows.Names.of(health, places, to=to, as_of=as_of)
    countries = {country.iso2: country.name for country in Country.objects.all()}
    found = [
        *rows.duration_rows(health.by_step, "step", names),
        *rows.duration_rows(health.by_institution, "institution", names),
        *rows.reason_rows(health.returns_by_reason),
        *(rows.return_rows(health.refused, names) if show == "returned" else []),
        *rows.seat_rows(health.open, names),
        *rows.done_first_rows(health.done_first, names),
        *rows.level_rows(met),
        *(rows.contact_rows(met) if show == "contacts" else []),
        *(asked := [*consulted.level_rows(decided), *consulted.quarter_rows(decided)]),
        *(consulted.decision_rows(decided) if show == "decisions" else []),
        *sorted(rows.place_rows(places, names, countries), key=lambda row: not row["has_paper"]),
    ]
    shown = [row for row in found if not show or SHOWN[show][1](row)]
    axis = "step" if institution or show == "steps" else "institution"
    drawing = [row for row in found if row["kind"] == axis]
    codes = {name: code for code, name in names.institutions.items()}
    told = {**_summary(health, places, met), **consulted.summary(decided)}
    labels = _labels(health, places, to) | {row.label_id for row in met} | {row.label_id for row in decided}
    return Answer(shown, told, labels, (drawing, codes, asked, show.startswith("decision")))


def of_institution(health: HealthRows, code: str) -> HealthRows:
    """Only what this institution answered, sent back or has not answered; everything without one."""
    if not code:
        return health
    return replace(
        health,
        steps=tuple(step for step in health.steps if step.institution == code),
        refused=tuple(row for row in health.refused if row.institution == code),
        open=tuple(seat for seat in health.open if seat.institution == code),
    )


def _summary(health: HealthRows, places: list[PaperHealth], met: list[Contact]) -> dict[str, Any]:
    days = sorted(step.working_days for step in health.steps)
    late = sum(step.was_late for step in health.steps)
    return {
        "with_paper": _share(sum(place.has_paper for place in places), len(places)),
        "both_signed": _share(sum(place.both_signed for place in places), len(places)),
        "answered": len(days),
        "median": float(median(days)) if days else None,
        "p90": percentile(days, 90),
        "answered_late": _share(late, len(days)),
        "returned": len(health.refused),
        "open": len(health.open),
        "overdue": sum(seat.working_days_late > 0 for seat in health.open),
        "done_first": len(health.done_first),
        "not_ratified": sum(row.not_ratified for row in health.done_first),
        "contacts": len(met),
    }


def _share(part: int, whole: int) -> Ratio | None:
    return Ratio(part, whole) if whole else None


def _labels(health: HealthRows, places: list[PaperHealth], to: Subject) -> frozenset[int]:
    """Of every case and paper that carries a figure."""
    references = {row.case for found in _found(health) for row in found}
    of_cases = cases(to=to).filter(reference__in=references).order_by().values_list("label_id", flat=True)
    shown = {place.paper for place in places if place.paper}
    of_papers = papers(to=to).filter(reference__in=shown).order_by().values_list("label_id", flat=True)
    return frozenset([*of_cases, *of_papers])


def _found(health: HealthRows) -> tuple[tuple[Any, ...], ...]:
    return health.steps, health.refused, health.open, health.done_first


def draw(answer: Answer, as_of: dt.date) -> Picture:
    """What was asked for: answers, or decisions consulted on."""
    _found, _codes, asked, of_decisions = answer.drawing
    return consulted.draw(asked) if of_decisions else _draw_answers(answer)


def draw_all(answer: Answer, as_of: dt.date) -> list[Picture]:
    """Both, where there are decisions."""
    asked = answer.drawing[2]
    return [_draw_answers(answer), *([consulted.draw(asked)] if asked else [])]


def _draw_answers(answer: Answer) -> Picture:
    """Median working days with the 90th percentile as note: per institution; of one institution, per step."""
    found, codes = answer.drawing[:2]
    return bar_picture(
        [_bar(row, codes) for row in found],
        title=_("Working days until an answer"),
        description=_(
            "Median working days until an answer in the period, per institution; of one institution, per step."
        ),
        language=get_language() or "en",
        tones={_("all in time"): "accent", _("some late"): "late"},
    )


def _bar(row: Row, codes: dict[str, str]) -> Bar:
    code = codes.get(row["name"], "") if row["kind"] == "institution" else ""
    return Bar(
        row["name"], row["median"], tone="late" if row["late"].part else "accent",
        href=f"?institution={code}" if code else "?show=steps",
        note=_("9 of 10 within %(days)s") % {"days": row["p90"]},
    )  # fmt: skip


def page_behind(row: Row) -> str:
    """The paper, the case or the meeting behind a row; rows that sum several lead nowhere."""
    if not row["reference"]:
        return ""
    if row["kind"] == "contact":
        return f"{reverse('admin:missions_coordinationmeeting_changelist')}?q={row['reference']}"
    if row["kind"] == "decision":
        return reverse("admin:missions_decisionconsultation_change", args=[row["reference"]])
    return reverse("missions:paper" if row["kind"] == "place" else "approvals:case", args=[row["reference"]])


def choices() -> list[tuple[str, Any]]:
    """What may be shown alone."""
    return [(code, words) for code, (words, _test) in SHOWN.items()]


DOORS = ("with_paper", "both_signed", "returned", "open", "overdue", "done_first", "not_ratified")
REPORT = register(
    Report(
        slug="coordination-health",
        title=gettext_lazy("Coordination health"),
        question=gettext_lazy("Do both ministries stand behind one paper, and how long do answers take?"),
        columns=(
            ReportColumn("what", gettext_lazy("What")),
            ReportColumn("name", gettext_lazy("Name")),
            ReportColumn("matter", gettext_lazy("Paper or matter")),
            ReportColumn("count", gettext_lazy("Number"), "integer"),
            ReportColumn("median", gettext_lazy("Median"), "decimal", gettext_lazy("working days")),
            ReportColumn("p90", gettext_lazy("9 of 10 within"), "integer", gettext_lazy("working days")),
            ReportColumn("late", gettext_lazy("Late"), "ratio"),
            ReportColumn("share", gettext_lazy("Share of decisions"), "ratio"),
            ReportColumn("due_on", gettext_lazy("Day"), "date"),
            ReportColumn("days_late", gettext_lazy("Overdue by"), "integer", gettext_lazy("working days")),
            ReportColumn("signed", gettext_lazy("Signed by both"), "flag"),
            ReportColumn("reference", gettext_lazy("Behind it"), "reference"),
        ),
        build=build,
        draw=draw,
        draw_all=draw_all,
        counted=(
            gettext_lazy(
                "Every mission and State with an accredited attaché on the day counts once; it has a paper when a "
                "mission paper is in effect there on that day."
            ),
            gettext_lazy(
                "Only missions whose need-to-know list your office is on are counted; a paper marked higher than you "
                "may read counts as none."
            ),
            gettext_lazy("Both signed means attaché and head of mission signed the same content of that paper."),
            gettext_lazy(
                "Days are working days from the day a step was asked to the day it was answered, for the steps "
                "answered in the period; the percentiles are values that occurred, none is invented."
            ),
            gettext_lazy(
                "The day of a place is the last of its paper, of a seat the day its answer was due, of a return the "
                "day it was given, of a level the last contact or the last decision."
            ),
            gettext_lazy(
                "A seat is overdue by the working days after its last day. A step that asks several offices waits at "
                "each that has not answered."
            ),
            gettext_lazy(
                "What could not wait is done first and ratified by both leaderships within one working day; a "
                "ratification refused undoes nothing and stands here as such."
            ),
            gettext_lazy("The institution narrows steps, returns and seats; the share of papers is that of both."),
            gettext_lazy("Contacts are the coordination meetings held in the period, each at its level."),
            *consulted.NOTES,
            gettext_lazy("A share with nothing to divide by is left empty, it is not zero."),
        ),
        summary_labels={
            "with_paper": gettext_lazy("Missions with an effective paper"),
            "both_signed": gettext_lazy("Signed by attaché and ambassador"),
            "answered": gettext_lazy("Steps answered"),
            "median": gettext_lazy("Working days, median"),
            "p90": gettext_lazy("Working days, 9 of 10 within"),
            "answered_late": gettext_lazy("Answered late"),
            "returned": gettext_lazy("Returned or rejected"),
            "open": gettext_lazy("Seats that have not answered"),
            "overdue": gettext_lazy("Of these overdue"),
            "done_first": gettext_lazy("Done before ratification"),
            "not_ratified": gettext_lazy("Of these not ratified"),
            "contacts": gettext_lazy("Contacts of the ministries"),
            "decisions": gettext_lazy("Foreign-policy decisions"),
            "consulted": gettext_lazy("Consulted before decisions"),
            "followed": gettext_lazy("Advice followed, wholly or in part"),
        },
        parameters=(
            Parameter("period", gettext_lazy("Period up to the day"), lambda to: list(PERIODS.items())),
            Parameter("institution", gettext_lazy("Institution"), lambda to: list(rows.institutions().items())),
            Parameter("show", gettext_lazy("Only"), lambda to: choices()),
        ),
        doors={
            **{code: {"show": code} for code in DOORS},
            **{code: {"show": code} for code in ("contacts", "decisions")},
            "consulted": {"show": "decision_quarters"},
            "followed": {"show": "decisions"},
            **{code: {"show": "steps"} for code in ("answered", "median", "p90", "answered_late")},
        },
        links={"reference": page_behind},
    )
)  # fmt: skip
