"""What expires, and by when must notice be received? (domain.md C5, C8)"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from access.context import Subject
from agreements.lifecycle import AgreementKind
from agreements.selectors.deadlines import TreatyDeadline, treaty_deadline_rows
from agreements.selectors.register import partner_countries
from foundation.sorting import name_key
from publishing.pictures import Picture, Span, Tick, TimelineRow, timeline_picture
from publishing.tables import Ratio
from reports.registry import Answer, Parameter, Report, ReportColumn, register

MONTHS_18 = 548
SOON = 90
DRAWN = 25


# What a figure counts, and the choice that shows its rows.
SHOWN: dict[str, tuple[Any, Callable[[TreatyDeadline], bool]]] = {
    "within_18_months": (gettext_lazy("to act on within 18 months"), lambda row: _within(row, MONTHS_18)),
    "within_90_days": (gettext_lazy("to act on within 90 days"), lambda row: _within(row, SOON)),
    "unregistered": (
        gettext_lazy("in force and not registered"), lambda row: row.eif_on is not None and row.registered_on is None
    ),
    "not_computable": (gettext_lazy("cannot be computed"), lambda row: bool(row.why_not)),
}  # fmt: skip


def _within(row: TreatyDeadline, days: int) -> bool:
    return row.days_left is not None and 0 <= row.days_left <= days


def build(*, to: Subject, as_of: dt.date, kind: str = "", party: str = "", show: str = "") -> Answer:
    """Agreements that bind or are on their way, those to be acted on soonest first; figures count all of them."""
    language = get_language() or "en"
    found = [
        row for row in treaty_deadline_rows(to=to, as_of=as_of, language=language)
        if (not kind or row.kind == kind) and (not party or party in row.parties)
    ]  # fmt: skip
    rows = [row for row in found if not show or SHOWN[show][1](row)]
    in_force = [row for row in found if row.eif_on is not None]
    summary = {
        "agreements": len(found),
        "within_18_months": sum(_within(row, MONTHS_18) for row in found),
        "within_90_days": sum(_within(row, SOON) for row in found),
        "registered": Ratio(sum(row.registered_on is not None for row in in_force), len(in_force)),
        "unregistered": sum(row.registered_on is None for row in in_force),
        "not_computable": sum(bool(row.why_not) for row in found),
    }
    within = [row for row in rows if _within(row, MONTHS_18)]
    return Answer([_row(row) for row in rows], summary, frozenset(row.label_id for row in found), within)


def _row(row: TreatyDeadline) -> dict[str, Any]:
    return {
        "agreement": row.reference,
        "title": row.title,
        "parties": ", ".join(row.party_names),
        "state": row.state_label,
        "eif_on": row.eif_on,
        "term_end": row.term_end,
        "last_receipt_day": row.last_receipt_day,
        "internal_action_day": row.internal_action_day,
        "route_start_day": row.route_start_day,
        "days_left": row.days_left,
        "registered_on": row.registered_on,
        "remark": "; ".join(row.why_not) or None,
        "references": [row.reference],
    }


def draw(answer: Answer, as_of: dt.date) -> Picture:
    """The next 18 months: terms as lines, last days for receipt of notice as ticks."""
    end = as_of + dt.timedelta(days=MONTHS_18)
    lines = [
        TimelineRow(
            row.title,
            [Span(None, row.term_end, href=agreement_page({"agreement": row.reference}))],
            [Tick(row.last_receipt_day, tone="late" if (row.days_left or 0) <= SOON else "soon")]
            if row.last_receipt_day
            else [],
        )
        for row in answer.drawing[:DRAWN]
    ]
    return timeline_picture(
        lines,
        starts_on=as_of,
        ends_on=end,
        today=as_of,
        title=_("Deadlines of the next 18 months"),
        description=_(
            "Each line is the current term of an agreement; a mark is the last day for receipt of a notice."
        ),
        language=get_language() or "en",
        tones={_("term"): "accent", _("last day of notice"): "soon", _("last day within 90 days"): "late"},
    )


def agreement_page(row: dict[str, Any]) -> str:
    """The agreement behind a row."""
    return reverse("agreements:agreement", args=[row["agreement"]])


def parties(to: Subject) -> list[tuple[str, str]]:
    """Countries with an agreement the reader may see."""
    return sorted(((c.iso2, c.name) for c in partner_countries(to=to)), key=lambda pair: name_key(pair[1]))


REPORT = register(
    Report(
        slug="treaty-deadlines",
        title=gettext_lazy("Treaty deadlines"),
        question=gettext_lazy("What expires, and by which day must a notice have been received?"),
        columns=(
            ReportColumn("agreement", gettext_lazy("Agreement"), "reference"),
            ReportColumn("title", gettext_lazy("Title")),
            ReportColumn("parties", gettext_lazy("Parties")),
            ReportColumn("state", gettext_lazy("State")),
            ReportColumn("eif_on", gettext_lazy("In force since"), "date"),
            ReportColumn("term_end", gettext_lazy("Term ends"), "date"),
            ReportColumn("last_receipt_day", gettext_lazy("Last day for receipt of notice"), "date"),
            ReportColumn("internal_action_day", gettext_lazy("Act by"), "date"),
            ReportColumn("route_start_day", gettext_lazy("Approvals begin by"), "date"),
            ReportColumn("days_left", gettext_lazy("Left"), "integer", gettext_lazy("days")),
            ReportColumn("registered_on", gettext_lazy("Registered"), "date"),
            ReportColumn("remark", gettext_lazy("Cannot be computed")),
        ),
        build=build,
        draw=draw,
        counted=(
            gettext_lazy(
                "Terms are counted from entry into force; the day of notice follows from the clause and is never typed."
            ),
            gettext_lazy("The day to act by is the working day before, less the time a note takes."),
            gettext_lazy("Where a fact is missing nothing is computed and the reason stands in the row."),
        ),
        summary_labels={
            "agreements": gettext_lazy("Agreements"),
            "within_18_months": gettext_lazy("To act on within 18 months"),
            "within_90_days": gettext_lazy("Within 90 days"),
            "registered": gettext_lazy("In force and registered with the UN"),
            "unregistered": gettext_lazy("In force and not registered"),
            "not_computable": gettext_lazy("Cannot be computed"),
        },
        parameters=(
            Parameter("kind", gettext_lazy("Kind"), lambda to: AgreementKind.choices),
            Parameter("party", gettext_lazy("Party"), parties),
            Parameter(
                "show",
                gettext_lazy("Only"),
                lambda to: [(code, words) for code, (words, _t) in SHOWN.items()],
            ),
        ),
        doors={"agreements": {"show": ""}, **{name: {"show": name} for name in SHOWN}},
        links={"agreement": agreement_page},
    )
)
