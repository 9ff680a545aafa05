"""The tone of a state's chip, and days as they are said; every tone also has its word."""

import datetime as dt
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from activities.engine import ConferenceStanding, PhaseStanding
from activities.lifecycle import ActivityState
from activities.selectors.exercises import conference_lines, report_lines
from foundation.wording import written_date

TONES = {
    ActivityState.APPROVED: "ok",
    ActivityState.PREPARING: "ok",
    ActivityState.ONGOING: "info",
    ActivityState.IN_APPROVAL: "info",
    ActivityState.COMPLETED: "done",
    ActivityState.AAR_SUBMITTED: "done",
    ActivityState.CLOSED: "done",
    ActivityState.POSTPONED: "soon",
}

CONFERENCE_TONES = {
    ConferenceStanding.HELD: "done",
    ConferenceStanding.HELD_LATE: "done",
    ConferenceStanding.AHEAD: "ok",
    ConferenceStanding.SOON: "soon",
    ConferenceStanding.BEHIND: "late",
    ConferenceStanding.MISSED: "late",
}

PHASE_TONES = {
    PhaseStanding.DONE: "done",
    PhaseStanding.DONE_LATE: "done",
    PhaseStanding.AHEAD: "ok",
    PhaseStanding.SOON: "soon",
    PhaseStanding.OVERDUE: "late",
}


def tone(state: str) -> str:
    """Neutral for what has hardly begun or was given up."""
    return TONES.get(ActivityState(state), "neutral")


def span(activity: Any) -> SafeString:
    """First and last day, no part of them said twice: "5–8 Oct 2021", "30 Jan – 2 Feb 2027"."""
    first, last = activity.starts_on, activity.ends_on
    words = written_date(last)
    if (first.year, first.month) == (last.year, last.month):
        words = f"{first.day}–{words}" if first < last else words
    elif first.year == last.year:
        words = f"{written_date(first).rpartition(' ')[0]} – {words}"
    else:
        words = f"{written_date(first)} – {words}"
    return format_html('<span class="nowrap">{}</span>', words)


def conference_rows(exercise: Any, today: dt.date) -> list[dict[str, Any]]:
    """The planning conferences: due by, planned for, held on, and how each stands."""
    return [
        {"line": line, "tone": CONFERENCE_TONES[line.standing], "word": line.standing.label}
        for line in conference_lines(exercise, on=today)
    ]


def report_rows(exercise: Any, today: dt.date) -> list[dict[str, Any]]:
    """The reports of an exercise that is over: due by, submitted on, and how each stands."""
    return [
        {"line": line, "tone": PHASE_TONES[line.standing], "word": line.standing.label}
        for line in report_lines(exercise, on=today)
    ]
