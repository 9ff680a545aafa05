"""Contribution to operations: headcount by operation and year, what sources state, use of ceilings (domain.md C8)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from access.context import Subject
from activities.lifecycle import ABROAD
from activities.selectors.headcounts import YearLine, rotations, year_lines
from activities.selectors.operations import figures, operation_organisations, said_by
from activities.terms import Measure, reached
from foundation.wording import written_date
from publishing.palette import Tone
from publishing.pictures import Part, Picture, Series, Stack, stacked_bar_picture
from publishing.tables import Ratio
from reports.registry import Answer, Parameter, Report, ReportColumn, register

STAFF = {Measure.STAFF_SENT, Measure.STAFF_PRESENT}
TONES: dict[str, Tone] = {"official": "accent", "standing": "done", "estimate": "quiet"}
SHOWN: dict[str, tuple[Any, Callable[[YearLine], bool]]] = {
    "official": (gettext_lazy("with an official figure"), lambda row: row.official is not None),
    "estimated": (gettext_lazy("estimated only"), lambda row: row.counted is None),
    "differing": (gettext_lazy("with figures that differ"), lambda row: row.differing),
}


def build(*, to: Subject, as_of: dt.date, org: str = "", show: str = "") -> Answer:
    """One row per operation and year; what is stated of all operations stands beside the sums, never in them."""
    lines = year_lines(to=to, as_of=as_of, organisation=org)
    shown = [row for row in lines if not show or SHOWN[show][1](row)]
    stated = list(said_by(figures(to=to).filter(operation=None), as_of).order_by("said_on", "pk"))
    there = [
        row for row in rotations(to=to, as_of=as_of)
        if row.then in ABROAD and (not org or row.operation.organisation.code == org)
    ]  # fmt: skip
    labels = frozenset(label for row in lines for label in row.label_ids)
    labels |= {row.label_id for row in (*stated, *there)}
    return Answer([_row(row) for row in shown], _summary(lines, [] if org else stated, there), labels, shown)


def _summary(lines: list[YearLine], stated: list[Any], there: list[Any]) -> dict[str, Any]:
    official = sum(row.official for row in lines if row.official is not None)
    held = sum(row.counted for row in lines if row.counted is not None)
    acts = {row.authorisation_id: row.authorisation for row in there}
    ceilings = [act.ceiling for act in acts.values()]
    abroad = sum(row.headcount for row in there)
    known = sum(ceiling for ceiling in ceilings if ceiling is not None)
    in_all = [row for row in stated if row.measure == Measure.SENT_IN_ALL]
    return {
        "operations": len({row.operation for row in lines}),
        "abroad": abroad,
        "ceiling_use": Ratio(abroad, known) if known and None not in ceilings else None,
        "official": official,
        "held": held,
        "estimate": sum(row.estimate for row in lines if row.counted is None and row.estimate is not None),
        "stated": "; ".join(_attributed(row) for row in in_all) or None,
        "borne_out": _borne_out(in_all, held),
        "staff": "; ".join(f"{row.get_measure_display()}: {_attributed(row)}" for row in stated if row.measure in STAFF)
        or None,
        **{name: sum(test(row) for row in lines) for name, (_words, test) in SHOWN.items() if name != "official"},
    }  # fmt: skip


def _attributed(row: Any) -> str:
    """ "over 3000 (Paper, 1 Jan 2025)"."""
    return f"{row.said} ({row.source}, {written_date(row.said_on)})"


def _borne_out(stated: list[Any], held: int) -> str | None:
    """Whether what the register holds, without estimates, bears out what was said last."""
    if not stated:
        return None
    last = stated[-1]
    return _("yes") if reached(last.number, last.bound, held) else _("no")


def _row(row: YearLine) -> dict[str, Any]:
    return {
        "operation": row.operation,
        "name": row.short_name,
        "organisation": row.organisation,
        "organisation_name": row.organisation_name,
        "year": str(row.year),
        "official": row.official,
        "standing": row.standing,
        "estimate": row.estimate,
        "ceiling_use": ", ".join(row.ceilings) or None,
        "said": "; ".join(row.said) or None,
        "sources": "; ".join(row.sources) or None,
        "references": list(row.references),
    }


def draw(answer: Answer, as_of: dt.date) -> Picture:
    """Operations as bars of their person-years: official, standing in the register, and estimates apart."""
    lines: list[YearLine] = answer.drawing
    sums: dict[str, dict[str, int]] = {}
    for row in lines:
        parts = sums.setdefault(row.short_name, dict.fromkeys(TONES, 0))
        if row.official is not None:
            parts["official"] += row.official
        elif row.standing is not None:
            parts["standing"] += row.standing
        else:
            parts["estimate"] += row.estimate or 0
    stacks = [
        Stack(name, [Part(key, number) for key, number in parts.items() if number])
        for name, parts in sums.items()
    ]
    return stacked_bar_picture(
        stacks,
        series=[
            Series("official", _("official figures"), TONES["official"]),
            Series("standing", _("rotations of the register"), TONES["standing"]),
            Series("estimate", _("estimates"), TONES["estimate"]),
        ],
        title=_("Yearly headcounts by operation"),
        description=_(
            "The yearly headcounts of each operation put together, estimates in a tone of their own; who served in "
            "two years counts twice."
        ),
        language=get_language() or "en",
    )


def operation_page(row: dict[str, Any]) -> str:
    """The operation behind a row."""
    return reverse("activities:operation", args=[row["operation"]])


REPORT = register(
    Report(
        slug="operations",
        title=gettext_lazy("Operations"),
        question=gettext_lazy(
            "How many have served in which operation in which year, and how far is what is authorised used?"
        ),
        columns=(
            ReportColumn("operation", gettext_lazy("Operation"), "reference"),
            ReportColumn("name", gettext_lazy("Short name")),
            ReportColumn("organisation", gettext_lazy("Organisation"), "code"),
            ReportColumn("year", gettext_lazy("Year")),
            ReportColumn("official", gettext_lazy("Official headcount"), "integer"),
            ReportColumn("standing", gettext_lazy("Most at the same time"), "integer"),
            ReportColumn("estimate", gettext_lazy("Estimate"), "integer"),
            ReportColumn("ceiling_use", gettext_lazy("Of the ceiling")),
            ReportColumn("said", gettext_lazy("As said, and when")),
            ReportColumn("sources", gettext_lazy("Sources")),
        ),
        build=build,
        draw=draw,
        counted=(
            gettext_lazy(
                "Official headcount: of each role the official figure said last by the day asked for; figures that "
                "differ stand beside each other in “As said”. Withdrawn figures are left out from their day on."
            ),
            gettext_lazy(
                "Most at the same time: of the rotations of the register that had left by the day. The sums take it "
                "where no source gives an official figure."
            ),
            gettext_lazy(
                "Sums are person-years: who served in two years counts twice. Estimates are never added to official "
                "figures; what a source states of all operations is shown beside the sums and never entered."
            ),
            gettext_lazy(
                "Borne out: whether official figures and rotations of the register reach the number stated last."
            ),
        ),
        summary_labels={
            "operations": gettext_lazy("Operations"),
            "abroad": gettext_lazy("Abroad on the day"),
            "ceiling_use": gettext_lazy("Of what is authorised"),
            "official": gettext_lazy("Sum of official yearly figures"),
            "held": gettext_lazy("With rotations of the register"),
            "estimate": gettext_lazy("Estimates, apart"),
            "stated": gettext_lazy("Stated by sources"),
            "borne_out": gettext_lazy("Borne out by the register"),
            "staff": gettext_lazy("Staff posts, as stated"),
            "estimated": gettext_lazy("Years with an estimate only"),
            "differing": gettext_lazy("Years with figures that differ"),
        },
        parameters=(
            Parameter("org", gettext_lazy("Organisation"), lambda to: operation_organisations(to=to)),
            Parameter(
                "show",
                gettext_lazy("Only"),
                lambda to: [(code, words) for code, (words, _t) in SHOWN.items()],
            ),
        ),
        links={"operation": operation_page},
        doors={"estimated": {"show": "estimated"}, "differing": {"show": "differing"}},
    )
)
