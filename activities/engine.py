"""Days and thresholds of exercises: when conferences are due, what has to be notified and by when (domain.md B5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from activities.lifecycle import Conference, ExerciseReport, VisitPhase, notify_by
from foundation.workdays import WorkCalendar


class ConferenceStanding(TextChoices):
    """How a planning conference stands on a day, from best to worst."""

    HELD = "held", _("Held in time")
    HELD_LATE = "held_late", _("Held late")
    AHEAD = "ahead", _("Planned in time")
    SOON = "soon", _("Planned soon")
    BEHIND = "behind", _("Planned too late")
    MISSED = "missed", _("The planned day has passed")


LATE = frozenset({ConferenceStanding.HELD_LATE, ConferenceStanding.BEHIND, ConferenceStanding.MISSED})
SOON_DAYS = 21


def conference_days(
    starts_on: date, size: str, lead: Mapping[str, Mapping[str, int]]
) -> dict[Conference, date]:
    """The last day for each conference; `lead` is days before the start by size and conference."""
    days = lead[size]
    return {kind: starts_on - timedelta(days=days[kind]) for kind in Conference}


def standing(default_on: date, planned_on: date, held_on: date | None, today: date) -> ConferenceStanding:
    """Held conferences are measured by the day they were held, others by the day they are planned for."""
    if held_on is not None:
        return ConferenceStanding.HELD if held_on <= default_on else ConferenceStanding.HELD_LATE
    if planned_on < today:
        return ConferenceStanding.MISSED
    if planned_on > default_on:
        return ConferenceStanding.BEHIND
    return ConferenceStanding.SOON if (planned_on - today).days <= SOON_DAYS else ConferenceStanding.AHEAD


def in_order(days: Iterable[date]) -> bool:
    """Each conference prepares the next: their days do not run backwards."""
    given = list(days)
    return given == sorted(given)


@dataclass(frozen=True, slots=True)
class Strength:
    """What takes part, as the thresholds count it."""

    troops: int = 0
    tanks: int = 0
    acvs: int = 0
    artillery: int = 0
    special: int = 0
    sorties: int = 0


def is_notifiable(strength: Strength, thresholds: Mapping[str, int]) -> bool:
    """Any one threshold reached is enough (Vienna Document 2011, chapter V)."""
    counted = {
        "troops": strength.troops,
        "tanks": strength.tanks,
        "acv": strength.acvs,
        "artillery": strength.artillery,
        "special": strength.special,
        "sorties": strength.sorties,
    }
    return any(counted[name] >= thresholds[name] for name in counted)


VISIT_DAYS = {VisitPhase.PROGRAMME: 45, VisitPhase.PROTOCOL: 21, VisitPhase.ASSURANCE: 7}


class PhaseStanding(TextChoices):
    """How a phase of a visit, or a report of an exercise, stands on a day."""

    DONE = "done", pgettext_lazy("phase", "Done in time")
    DONE_LATE = "done_late", pgettext_lazy("phase", "Done late")
    AHEAD = "ahead", pgettext_lazy("phase", "Ahead")
    SOON = "soon", pgettext_lazy("phase", "Due soon")
    OVERDUE = "overdue", pgettext_lazy("phase", "Overdue")


def phase_days(starts_on: date) -> dict[VisitPhase, date]:
    """The last day for each phase: 45, 21 and 7 days before the first day."""
    return {phase: starts_on - timedelta(days=days) for phase, days in VISIT_DAYS.items()}


def phase_standing(due_on: date, done_on: date | None, today: date) -> PhaseStanding:
    """Done phases are measured by the day they were done, others by today."""
    if done_on is not None:
        return PhaseStanding.DONE if done_on <= due_on else PhaseStanding.DONE_LATE
    if due_on < today:
        return PhaseStanding.OVERDUE
    return PhaseStanding.SOON if (due_on - today).days <= SOON_DAYS else PhaseStanding.AHEAD


REPORT_DAYS, LESSON_DAYS = 30, 60


def report_due(ends_on: date) -> date:
    """After-action report: thirty days after the last day (B5)."""
    return ends_on + timedelta(days=REPORT_DAYS)


def exercise_report_days(ends_on: date, after: Mapping[str, int]) -> dict[ExerciseReport, date]:
    """The last day for the first impression and for the final report; `after` is days after the end by report."""
    return {report: ends_on + timedelta(days=after[report]) for report in ExerciseReport}


def lesson_due(ends_on: date) -> date:
    """Follow-up of its lessons: sixty days after the last day, unless agreed otherwise (B5)."""
    return ends_on + timedelta(days=LESSON_DAYS)


def latest_day_to_ask(enters_on: date, lead_days: int, day_type: str, calendar: WorkCalendar) -> date:
    """The last day on which a clearance is asked for in time; the day of entry itself is not counted (C5 V8).

    A rule in calendar days that ends on a day nobody works is kept the working day before.
    """
    if day_type == "working":
        return calendar.subtract(enters_on, lead_days)
    return calendar.previous_on_or_before(enters_on - timedelta(days=lead_days))


def valid_span(enters_at: datetime, hours: int | None) -> tuple[datetime, datetime | None]:
    """From the first hour asked for on; until when, where the rule says for how many hours."""
    return enters_at, enters_at + timedelta(hours=hours) if hours else None


def notification_day(starts_on: date, strength: Strength, thresholds: Mapping[str, int]) -> date | None:
    """The last day for the notification; None when there is nothing to notify."""
    return notify_by(starts_on, thresholds["lead_days"]) if is_notifiable(strength, thresholds) else None


def is_observed(strength: Strength, thresholds: Mapping[str, int]) -> bool:
    """From these numbers on observers are invited (Vienna Document 2011, chapter VI)."""
    return (
        strength.troops >= thresholds["observed_troops"] or strength.special >= thresholds["observed_special"]
    )


def observer_days(
    starts_on: date, strength: Strength, thresholds: Mapping[str, int]
) -> tuple[date | None, date | None]:
    """The last day to invite observers and the day by which States answer; None when none are invited."""
    if not is_observed(strength, thresholds):
        return None, None
    return notify_by(starts_on, thresholds["lead_days"]), notify_by(starts_on, thresholds["reply_days"])
