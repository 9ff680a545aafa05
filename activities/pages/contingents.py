"""How operations and rotations are drawn and said: headcount by year, rotations on their days, periods in words."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from activities.lifecycle import ABROAD, STANDING, TO_LEAVE, DeploymentState
from activities.models import Deployment
from activities.selectors.headcounts import YearLine
from activities.selectors.operations import last_day
from foundation.wording import written_date
from publishing.palette import Tone
from publishing.pictures import HeatCell, Picture, Span, Tick, TimelineRow, heat_picture, timeline_picture

S = DeploymentState
DEPLOYMENT_TONES: dict[DeploymentState, str] = {
    S.AUTHORISED: "info",
    S.PREPARING: "info",
    S.DEPLOYED: "ok",
    S.ROTATING: "soon",
    S.RETURNED: "done",
    S.CALLED_OFF: "neutral",
}
MARGIN = dt.timedelta(days=30)
OPEN = dt.timedelta(days=365)


def period_words(period: Any) -> str:
    """Both days in words, the last one left out where it is open."""
    last = last_day(period)
    return f"{written_date(period.lower)} – {written_date(last) if last else ''}"


def headcount_picture(lines: Sequence[YearLine]) -> Picture:
    """Operations by years; what was only estimated stands in rows of its own, so that nothing looks official."""
    cells: dict[tuple[str, str], HeatCell] = {}
    rows: list[str] = []
    years = sorted({line.year for line in lines})
    for line in lines:
        for number, name in (
            (line.counted, line.short_name),
            (line.estimate, _("%(name)s, estimate") % {"name": line.short_name}),
        ):
            if number is not None:
                rows.append(name)
                href = reverse("activities:operation", args=[line.operation])
                cells[name, str(line.year)] = HeatCell(name, str(line.year), number, href)
    span = [str(year) for year in range(years[0], years[-1] + 1)] if years else []
    return heat_picture(
        list(cells.values()),
        rows=list(dict.fromkeys(rows)),
        columns=span,
        title=_("Headcount by operation and year"),
        description=_(
            "Each figure is the latest one said of that year, or the most that stood at the same time; estimates "
            "stand in rows of their own and are never added to official figures."
        ),
        language=get_language() or "en",
        width=960,
    )


def rotation_line(rows: Iterable[Deployment], acts: Iterable[Any], *, on: dt.date) -> Picture | None:
    """The rotations of an operation on their days, and the last days of their acts; None where none stands."""
    drawn = [row for row in rows if row.state in STANDING]
    if not drawn:
        return None
    ends = [row.period.upper or max(on, row.period.lower) + OPEN for row in drawn]
    acts_end = {act.reference: last_day(act.valid) for act in acts}
    first = min(row.period.lower for row in drawn) - MARGIN
    last = max([*ends, on, *(day for day in acts_end.values() if day)]) + MARGIN
    lines = [_line(row, acts_end.get(row.authorisation.reference)) for row in drawn]
    tones: dict[str, Tone] = {
        _("abroad"): "accent", _("returned"): "done", _("to leave"): "second", _("authorisation ends"): "late",
    }  # fmt: skip
    return timeline_picture(
        lines,
        starts_on=first,
        ends_on=last,
        today=on,
        title=_("Rotations on their days"),
        description=_(
            "Each line is a rotation with its headcount; a mark is the last day of its authorisation."
        ),
        language=get_language() or "en",
        tones=tones,
    )


def _line(row: Deployment, act_ends: dt.date | None) -> TimelineRow:
    href = reverse("activities:deployment", args=[row.reference])
    words = f"{row.rotation_no} · {row.role} ({row.headcount})"
    ticks = [Tick(act_ends, tone="late")] if act_ends and row.state != S.RETURNED else []
    return TimelineRow(
        words, [Span(row.period.lower, row.period.upper, words, _tone(row.state), href)], ticks, href
    )


def _tone(state: str) -> Tone:
    if state in ABROAD:
        return "accent"
    return "second" if state in TO_LEAVE else "done"
