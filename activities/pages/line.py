"""The programme as a line: what was held and what comes, one row for each activity (pages.md)."""

import datetime as dt
from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from activities.lifecycle import HELD, ActivityState
from activities.models import Activity
from foundation.wording import written_date
from publishing.palette import Tone
from publishing.pictures import Picture, Span, TimelineRow, timeline_picture

ONE_DAY = dt.timedelta(days=1)
MARGIN = dt.timedelta(days=14)
LONGEST = dt.timedelta(days=730)
SETTLED = frozenset({ActivityState.APPROVED, ActivityState.PREPARING, ActivityState.ONGOING})


def programme_line(rows: Sequence[Activity], *, on: dt.date) -> Picture | None:
    """The activities of a page on their days; None where there is nothing to draw."""
    standing = [row for row in rows if row.state != ActivityState.CANCELLED]
    if not standing:
        return None
    first, last = _window(standing, on)
    drawn = sorted(
        (row for row in standing if row.ends_on >= first and row.starts_on <= last),
        key=lambda row: row.starts_on,
    )
    counted = ngettext("%(count)d activity", "%(count)d activities", len(drawn)) % {"count": len(drawn)}
    told = _("%(what)s, from %(start)s to %(end)s.")
    return timeline_picture(
        [_row(row) for row in drawn],
        starts_on=first,
        ends_on=last,
        title=_("The programme on its days"),
        description=told % {"what": counted, "start": written_date(first), "end": written_date(last)},
        today=on,
        language=get_language() or "en",
        tones={_("approved or under way"): "accent", _("not approved yet"): "second", _("held"): "done"},
    )


def _window(rows: Sequence[Activity], on: dt.date) -> tuple[dt.date, dt.date]:
    """Days around today; whoever meets them is shown whole, and what lies farther off only where nothing is nearer."""
    near = [row for row in rows if row.ends_on >= on - LONGEST and row.starts_on <= on + LONGEST]
    shown = near or rows
    first, last = min(row.starts_on for row in shown), max(row.ends_on for row in shown)
    if near:
        first, last = max(first, on - 2 * LONGEST), min(last, on + 2 * LONGEST)
    return max(first, last - 4 * LONGEST) - MARGIN, last + MARGIN


def _row(row: Activity) -> TimelineRow:
    href = reverse("activities:activity", args=[row.reference])
    span = Span(row.starts_on, row.ends_on + ONE_DAY, str(row.title), _tone(row.state), href)
    return TimelineRow(f"{row.country.name} · {row.title}", [span], [], href)


def _tone(state: str) -> Tone:
    if state in HELD:
        return "done"
    return "accent" if state in SETTLED else "second"
