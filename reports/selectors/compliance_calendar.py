"""Whether international returns are on time, and how many inspections the quotas have seen (domain.md C8)."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from access.context import Subject
from activities.selectors.compliance import (
    STANDS,
    ComplianceLine,
    compliance_lines,
    compliance_offices,
    compliance_regimes,
    compliance_years,
)
from activities.selectors.inspections import QuotaUse, quota_use
from foundation.wording import written_date
from publishing.palette import Tone
from publishing.pictures import Picture, Tick, TimelineRow, timeline_picture
from publishing.tables import Ratio
from reports.registry import Answer, Parameter, Report, ReportColumn, register

SHOWN = ("due", "submitted", "submitted_late", "overdue", "resting")
TONES: dict[str, Tone] = {
    "due": "soon", "submitted": "done", "submitted_late": "second", "overdue": "late", "resting": "quiet",
    "not_due": "quiet",
}  # fmt: skip
DRAWN = 40


def build(
    *, to: Subject, as_of: dt.date, year: str = "", regime: str = "", office: str = "", show: str = ""
) -> Answer:
    """The year of the day unless another is asked for; figures count whatever is shown alone."""
    of = int(year) if year else as_of.year
    every = compliance_lines(to=to, as_of=as_of, year=of, regime=regime)
    lines = [line for line in every if not office or _office(line, "code") == office]
    uses = quota_use(to=to, year=of, as_of=as_of, regime=regime)
    labels = {label for line in lines for label in line.label_ids}
    labels |= {use.quota.label_id for use in uses} | {one.label_id for use in uses for one in use.events}
    shown = [line for line in lines if not show or line.stands == show]
    return Answer([_row(line) for line in shown], _summary(lines, uses), frozenset(labels), (of, shown))


def _summary(lines: list[ComplianceLine], uses: list[QuotaUse]) -> dict[str, Any]:
    counted = {name: sum(line.stands == name for line in lines) for name in SHOWN}
    owed = sum(counted[name] for name in ("submitted", "submitted_late", "overdue"))
    return {
        "returns": len(lines),
        **counted,
        "in_time": Ratio(counted["submitted"], owed) if owed else None,
        "nil": sum(line.is_nil for line in lines),
        "corrected": sum(bool(line.corrected) for line in lines),
        "quotas": "; ".join(_quota(use) for use in uses) or None,
        "quota_over": sum(use.over for use in uses),
    }


def _quota(use: QuotaUse) -> str:
    """ "Vienna Document, Inspection, passive: 1/3"."""
    named = (use.quota.get_regime_display(), use.quota.get_kind_display(), use.quota.get_direction_display())
    said = f"{', '.join(named)}: {use.used}/{use.quota.per_year}"
    return f"{said} ({', '.join(one.reference for one in use.events)})" if use.events else said


def _office(line: ComplianceLine, what: str) -> str | None:
    """Code or name of the office that prepares the return."""
    owner = line.row.obligation.owner
    return getattr(owner, what) if owner else None


def _addressee(line: ComplianceLine) -> dict[str, str | None]:
    """The organisation a return is owed to, by code and by name."""
    owed_to = line.row.obligation.addressee
    return {
        "addressee": owed_to.code if owed_to else None,
        "addressee_name": owed_to.name if owed_to else None,
    }


def _row(line: ComplianceLine) -> dict[str, Any]:
    held = line.row
    return {
        "due_return": held.reference,
        "name": held.obligation.name,
        "regime": held.obligation.get_regime_display(),
        "instrument": held.obligation.instrument,
        **_addressee(line),
        "office": _office(line, "code"),
        "office_name": _office(line, "name"),
        "period": held.period,
        "due_on": line.due_on,
        "stands": str(STANDS[line.stands]),
        "submitted_on": line.submitted_on,
        "days_late": _days_late(line),
        "nil": _("yes") if line.is_nil else None,
        "corrected_on": line.corrected[-1].submitted_on if line.corrected else None,
        "another_day": _another_day(line),
        "references": [held.reference, held.obligation.reference, *(one.reference for one in line.corrected)],
    }


def _another_day(line: ComplianceLine) -> str | None:
    held = line.row
    if not held.redated_because or held.first_due_on in {None, line.due_on}:
        return None
    assert held.first_due_on  # nosec B101 - narrowed above
    return _("first %(day)s: %(reason)s") % {
        "day": written_date(held.first_due_on),
        "reason": held.redated_because,
    }


def _days_late(line: ComplianceLine) -> int | None:
    if line.stands != "submitted_late" or line.submitted_on is None:
        return None
    return (line.submitted_on - line.due_on).days


def draw(answer: Answer, as_of: dt.date) -> Picture:
    """The months of the year by obligations, the overdue first: a sign on each day something was due, in its tone."""
    year, lines = answer.drawing
    late = {line.row.obligation_id for line in lines if line.stands == "overdue"}
    rows: dict[int, tuple[str, list[Tick]]] = {}
    for line in sorted(lines, key=lambda line: line.row.obligation_id not in late):
        held = line.row
        _name, ticks = rows.setdefault(held.obligation_id, (held.obligation.name, []))
        ticks.append(
            Tick(line.due_on, tone=TONES[line.stands], href=return_page({"due_return": held.reference}))
        )
    return timeline_picture(
        [TimelineRow(name, (), ticks) for name, ticks in list(rows.values())[:DRAWN]],
        starts_on=dt.date(year, 1, 1),
        ends_on=dt.date(year + 1, 1, 1),
        today=as_of if as_of.year == year else None,
        title=_("Returns of %(year)s") % {"year": year},
        description=_(
            "Each line is an obligation, those with something overdue first; a sign stands on the day a return is due "
            "and tells how it stands."
        ),
        language=get_language() or "en",
        tones={str(STANDS[name]): TONES[name] for name in SHOWN},
    )


def return_page(row: dict[str, Any]) -> str:
    """The return behind a row."""
    return reverse("activities:return", args=[row["due_return"]])


def _years(to: Subject) -> list[tuple[str, str]]:
    return [(str(year), str(year)) for year in compliance_years(to=to)]


REPORT = register(
    Report(
        slug="compliance-calendar",
        title=gettext_lazy("Compliance calendar"),
        question=gettext_lazy(
            "Are our international returns on time, and how many inspections have the quotas seen?"
        ),
        columns=(
            ReportColumn("due_return", pgettext_lazy("obligation", "Return"), "reference"),
            ReportColumn("name", gettext_lazy("Name")),
            ReportColumn("regime", gettext_lazy("Regime")),
            ReportColumn("instrument", gettext_lazy("Instrument")),
            ReportColumn("addressee", gettext_lazy("Owed to"), "code"),
            ReportColumn("office", gettext_lazy("Office responsible"), "code"),
            ReportColumn("period", gettext_lazy("Reports on")),
            ReportColumn("due_on", gettext_lazy("Due on"), "date"),
            ReportColumn("stands", gettext_lazy("Stands")),
            ReportColumn("submitted_on", gettext_lazy("Submitted on"), "date"),
            ReportColumn("days_late", gettext_lazy("Days late"), "integer"),
            ReportColumn("nil", gettext_lazy("Nil return")),
            ReportColumn("corrected_on", gettext_lazy("Corrected on"), "date"),
            ReportColumn("another_day", gettext_lazy("Another day")),
        ),
        build=build,
        draw=draw,
        counted=(
            gettext_lazy(
                "Returns whose due day lies in the year of the day asked for, as they stood at its end."
            ),
            gettext_lazy(
                "In time: of what was submitted or is overdue, the share that left by its day. A correction changes "
                "nothing of whether the first return was in time."
            ),
            gettext_lazy(
                "Suspended: the obligation rests on the day it would be due. Inspections use the quota of their year "
                "from the day they were accepted, unless they were called off or do not count."
            ),
        ),
        summary_labels={
            "returns": gettext_lazy("Returns of the year"),
            **{name: STANDS[name] for name in SHOWN},
            "in_time": gettext_lazy("In time"),
            "nil": gettext_lazy("Nil returns"),
            "corrected": gettext_lazy("Corrected afterwards"),
            "quotas": gettext_lazy("Quotas used"),
            "quota_over": gettext_lazy("Quotas exceeded"),
        },
        parameters=(
            Parameter("year", pgettext_lazy("returns", "Year"), _years),
            Parameter("regime", gettext_lazy("Regime"), lambda to: compliance_regimes(to=to)),
            Parameter("office", gettext_lazy("Office responsible"), lambda to: compliance_offices(to=to)),
            Parameter("show", gettext_lazy("Show"), lambda to: [(name, STANDS[name]) for name in SHOWN]),
        ),
        links={"due_return": return_page},
        doors={name: {"show": name} for name in SHOWN},
    )
)
