"""Is the mechanism between the two ministries working? (domain.md A7.30-35, C8)"""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from access.context import Subject
from approvals.selectors.cases import cases
from approvals.selectors.health import Duration, HealthRows, OpenSeat, health_rows
from directory.models import Institution
from missions.selectors.health import paper_health_rows
from missions.selectors.papers import papers
from publishing.pictures import Bar, Picture, bar_picture
from publishing.tables import Ratio
from reports.registry import Answer, Parameter, Report, ReportColumn, register

PERIOD_DAYS = 365


def build(*, to: Subject, as_of: dt.date, institution: str = "") -> Answer:
    """Rows: days per step and per institution, then every open seat; the summary counts papers and returns."""
    period = (as_of - dt.timedelta(days=PERIOD_DAYS), as_of)
    health = health_rows(to=to, as_of=as_of, period=period)
    served = paper_health_rows(to=to, as_of=as_of)
    by_institution = [d for d in health.by_institution if not institution or d.key == institution]
    seats = [seat for seat in health.open if not institution or seat.institution == institution]
    rows = [
        *(_duration(d, _("step")) for d in (health.by_step if not institution else [])),
        *(_duration(d, _("institution")) for d in by_institution),
        *(_seat(seat) for seat in seats),
    ]
    summary = {
        "with_paper": Ratio(sum(place.has_paper for place in served), len(served)),
        "both_signed": Ratio(sum(place.both_signed for place in served), len(served)),
        "answered": sum(d.count for d in by_institution),
        "answered_late": Ratio(sum(d.late for d in by_institution), sum(d.count for d in by_institution)),
        "returned": sum(not institution or refused.institution == institution for refused in health.refused),
        "reasons": ", ".join(
            f"{reason.label}: {len(found)}" for reason, found in health.returns_by_reason.items()
        )
        or None,
        "open": len(seats),
        "overdue": sum(seat.working_days_late > 0 for seat in seats),
    }
    return Answer(rows, summary, _labels(health, served, to), by_institution)


def _labels(health: HealthRows, served: list[Any], to: Subject) -> frozenset[int]:
    references = {row.case for rows in (health.steps, health.refused, health.open) for row in rows}
    of_cases = cases(to=to).filter(reference__in=references).values_list("label_id", flat=True)
    of_papers = (
        papers(to=to)
        .filter(reference__in=[p.paper for p in served if p.paper])
        .values_list("label_id", flat=True)
    )
    return frozenset([*of_cases, *of_papers])


def _named(row: Any, stem: str) -> str:
    return getattr(row, f"{stem}_az" if get_language() == "az" else f"{stem}_en")


def _duration(row: Duration, what: str) -> dict[str, Any]:
    name = dict(_institutions()).get(row.key, _named(row, "name"))
    return {
        "what": what, "name": name, "answered": row.count, "median": row.median, "p90": row.p90,
        "late": Ratio(row.late, row.count), "due_on": None, "case": None, "references": list(row.cases),
    }  # fmt: skip


def _seat(seat: OpenSeat) -> dict[str, Any]:
    return {
        "what": _("waits at"), "name": f"{_named(seat, 'office')} · {_named(seat, 'name')}", "answered": None,
        "median": None, "p90": None, "late": None, "due_on": seat.due_on, "case": seat.case, "references": [seat.case],
    }  # fmt: skip


def _institutions() -> list[tuple[str, str]]:
    return [(institution.code, institution.name) for institution in Institution.objects.all()]


def draw(answer: Answer, as_of: dt.date) -> Picture:
    """Median working days per institution, with the 90th percentile as note."""
    names = dict(_institutions())
    return bar_picture(
        [
            Bar(
                names.get(d.key, d.key), d.median, tone="late" if d.late else "accent", href=f"?institution={d.key}",
                note=_("9 of 10 within %(days)s") % {"days": d.p90},
            )
            for d in answer.drawing
        ],
        title=_("Working days until an answer"),
        description=_(
            "Median working days each institution took to answer a step in the twelve months before the day."
        ),
        language=get_language() or "en",
        tones={_("all in time"): "accent", _("some late"): "late"},
    )  # fmt: skip


def case_page(row: dict[str, Any]) -> str:
    """The case behind a row; rows that sum several cases lead nowhere."""
    return reverse("approvals:case", args=[row["case"]]) if row["case"] else ""


REPORT = register(
    Report(
        slug="coordination-health",
        title=gettext_lazy("Coordination health"),
        question=gettext_lazy("Do both ministries stand behind one paper, and how long do answers take?"),
        columns=(
            ReportColumn("what", gettext_lazy("What")),
            ReportColumn("name", gettext_lazy("Name")),
            ReportColumn("answered", gettext_lazy("Answered"), "integer"),
            ReportColumn("median", gettext_lazy("Median"), "decimal", gettext_lazy("working days")),
            ReportColumn("p90", gettext_lazy("9 of 10 within"), "integer", gettext_lazy("working days")),
            ReportColumn("late", gettext_lazy("Late"), "ratio"),
            ReportColumn("due_on", gettext_lazy("Due"), "date"),
            ReportColumn("case", gettext_lazy("Case"), "reference"),
        ),
        build=build,
        draw=draw,
        counted=(
            gettext_lazy(
                "Posts with a paper are places with an accredited attaché "
                "where a mission paper is in effect on the day."
            ),
            gettext_lazy(
                "Both signed means attaché and head of mission signed the same content of that paper."
            ),
            gettext_lazy(
                "Days are working days from the day a step was asked "
                "to the day it was answered, in the twelve months before."
            ),
            gettext_lazy("A share with nothing to divide by is left empty, it is not zero."),
        ),
        summary_labels={
            "with_paper": gettext_lazy("Posts with an effective paper"),
            "both_signed": gettext_lazy("Signed by attaché and ambassador"),
            "answered": gettext_lazy("Steps answered"),
            "answered_late": gettext_lazy("Answered late"),
            "returned": gettext_lazy("Returned or rejected"),
            "reasons": gettext_lazy("Reasons given"),
            "open": gettext_lazy("Seats that have not answered"),
            "overdue": gettext_lazy("Of these overdue"),
        },
        parameters=(Parameter("institution", gettext_lazy("Institution"), lambda to: _institutions()),),
        links={"case": case_page},
    )
)
