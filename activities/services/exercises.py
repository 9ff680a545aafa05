"""Exercises: their size, what has to be notified, and the conferences that prepare them (domain.md B5)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone

from access.context import Subject
from access.models import Label
from activities.engine import Strength, notification_day, observer_days
from activities.lifecycle import AHEAD, Conference
from activities.models import Activity, Exercise, PlanningConference
from activities.services.activities import EXERCISE, FIXED, RECENT_DAYS, TAKING_PLACE, change, enter, locked
from activities.services.basis import has_basis
from activities.services.conferences import Days, amend_conferences, write_conferences
from activities.services.exercise_reports import check_reports
from activities.services.refusals import (
    BasisMissing,
    HeldInFuture,
    NobodyToInvite,
    NotAmendable,
    NotAmended,
    NothingToNotify,
    NotNotified,
    SaidAlready,
    SpecialAmongTroops,
)
from directory.models import ActivityKind
from foundation.acts import verb
from foundation.errors import InvalidInput
from foundation.permissions import require
from foundation.writes import insert, update, validate

STRENGTH = ("troops", "tanks", "acvs", "artillery", "special", "sorties")
OF_THE_EXERCISE = (
    "size", *STRENGTH, "notified_on", "observers_invited_on", "exemption", "first_report_on", "final_report_on",
)  # fmt: skip


@verb("exercises.record")
def record(
    *,
    by: Subject,
    at: dt.datetime,
    label: Label,
    conferences: Mapping[str, Days] | None = None,
    is_demo: bool = False,
    **facts: Any,
) -> Exercise:
    """Enter an exercise under an agreement in force or for a reason of its own, with its conferences by B5.

    For one that is over, only the conferences given are recorded.
    """
    require(by, "exercises.record")
    if not has_basis(facts):
        raise BasisMissing(fields={"agreement": BasisMissing.message})
    own = {name: facts.pop(name) for name in OF_THE_EXERCISE if name in facts}
    kind = ActivityKind.objects.get(code=EXERCISE)
    activity = enter(by=by, at=at, label=label, kind=kind, is_demo=is_demo, **facts)
    exercise = Exercise(activity=activity, label_id=activity.label_id, **own)
    _derive(exercise, activity, timezone.localdate(at))
    check_reports(exercise, activity, timezone.localdate(at))
    insert(exercise)
    _check_told(exercise, activity, timezone.localdate(at))
    expected = set(Conference) if activity.state in AHEAD else set()
    write_conferences(exercise, conferences or {}, expected, today=timezone.localdate(at))
    return exercise


@verb("exercises.amend")
def amend(
    exercise: Exercise,
    *,
    by: Subject,
    at: dt.datetime,
    version: int | None = None,
    conferences: Mapping[str, Days] | None = None,
    **changes: Any,
) -> Exercise:
    """Change the exercise; `version` is that of its activity. Derived days follow, planned ones where they were due."""
    require(by, "exercises.amend")
    activity = locked(exercise.activity, by=by, version=version)
    held = Exercise.objects.visible_to(by).select_for_update(of=("self",)).get(activity=activity)
    if "kind" in changes:
        raise NotAmended(fields={"kind": NotAmended.message})
    own = {name: changes.pop(name) for name in OF_THE_EXERCISE if name in changes}
    change(activity, by=by, at=at, **changes)
    for name, value in own.items():
        setattr(held, name, value)
    _derive(held, activity, timezone.localdate(at))
    check_reports(held, activity, timezone.localdate(at))
    validate(held)
    held.save(update_fields=[*own, "notify_by", "invite_by"])
    held.activity = activity
    rows = PlanningConference.objects.visible_to(by).filter(exercise=held)
    amend_conferences(held, list(rows), conferences or {}, today=timezone.localdate(at))
    return held


def follow_start(activity: Activity, *, by: Subject, today: dt.date) -> None:
    """An activity that was given other days: where it is an exercise, its derived days follow."""
    held = Exercise.objects.visible_to(by).select_for_update(of=("self",)).filter(activity=activity).first()
    if held is None:
        return
    held.activity = activity
    _derive(held, activity, today)
    held.save(update_fields=["notify_by", "invite_by"])
    rows = PlanningConference.objects.visible_to(by).filter(exercise=held)
    amend_conferences(held, list(rows), {}, today=today)


def _check_told(exercise: Exercise, activity: Activity, today: dt.date) -> None:
    """I19, for what began lately and is entered where it stands."""
    lately = activity.state in TAKING_PLACE and (today - activity.starts_on).days <= RECENT_DAYS
    if lately and not told_in_time(exercise):
        raise NotNotified(fields={"notified_on": NotNotified.message})


def told_in_time(exercise: Exercise) -> bool:
    """Notified by the day, exempt, or nothing to notify (Vienna Document 2011, chapter V)."""
    if exercise.notify_by is None or exercise.exemption:
        return True
    return exercise.notified_on is not None and exercise.notified_on <= exercise.notify_by


@verb("exercises.notify")
def notify(
    exercise: Exercise, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None, reason: str = ""
) -> Exercise:  # fmt: skip
    """The participating States were notified on a day (Vienna Document, chapter V)."""
    held = _held(exercise, by=by, verb="exercises.notify", version=version)
    if held.notify_by is None:
        raise NothingToNotify
    return _said(held, "notified_on", on, at)


@verb("exercises.invite_observers")
def invite_observers(
    exercise: Exercise, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None, reason: str = ""
) -> Exercise:  # fmt: skip
    """Observers of every participating State were invited on a day (Vienna Document, chapter VI)."""
    held = _held(exercise, by=by, verb="exercises.invite_observers", version=version)
    if held.invite_by is None:
        raise NobodyToInvite
    return _said(held, "observers_invited_on", on, at)


@verb("exercises.report_first")
def report_first(
    exercise: Exercise, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None, reason: str = ""
) -> Exercise:  # fmt: skip
    """The first impression report was submitted on a day."""
    held = _held(exercise, by=by, verb="exercises.report_first", version=version)
    return _said(held, "first_report_on", on, at)


@verb("exercises.report_final")
def report_final(
    exercise: Exercise, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None, reason: str = ""
) -> Exercise:  # fmt: skip
    """The final exercise report was submitted on a day."""
    held = _held(exercise, by=by, verb="exercises.report_final", version=version)
    return _said(held, "final_report_on", on, at)


def _held(exercise: Exercise, *, by: Subject, verb: str, version: int | None) -> Exercise:
    """The exercise with its activity, held and still open to change."""
    require(by, verb)
    activity = locked(exercise.activity, by=by, version=version)
    if activity.state in FIXED:
        raise NotAmendable
    held: Exercise = Exercise.objects.visible_to(by).select_for_update(of=("self",)).get(activity=activity)
    held.activity = activity
    return held


def _said(held: Exercise, name: str, on: dt.date, at: dt.datetime) -> Exercise:
    """Said once; a day that was wrong is corrected on the exercise's form."""
    if getattr(held, name) is not None:
        raise SaidAlready
    if on > timezone.localdate(at):
        raise HeldInFuture(fields={"on": HeldInFuture.message})
    setattr(held, name, on)
    _in_order(held, timezone.localdate(at))
    update(held.activity)  # one version for both
    validate(held)
    held.save(update_fields=[name])
    return held


def _in_order(held: Exercise, today: dt.date) -> None:
    """The step has one day: what is wrong with a report stands beside it."""
    try:
        check_reports(held, held.activity, today)
    except InvalidInput as refusal:
        refusal.fields = {"on": next(iter(refusal.fields.values()))}
        raise


def _derive(exercise: Exercise, activity: Activity, today: dt.date) -> None:
    """The day of notification follows from start and strength."""
    if exercise.notified_on and exercise.notified_on > today:
        raise HeldInFuture(fields={"notified_on": HeldInFuture.message})
    if exercise.observers_invited_on and exercise.observers_invited_on > today:
        raise HeldInFuture(fields={"observers_invited_on": HeldInFuture.message})
    strength = Strength(**{name: getattr(exercise, name) or 0 for name in STRENGTH})
    if strength.special > strength.troops:
        raise SpecialAmongTroops(fields={"special": SpecialAmongTroops.message})
    exercise.invite_by, _replies = observer_days(activity.starts_on, strength, settings.VIENNA_DOCUMENT)
    exercise.notify_by = notification_day(activity.starts_on, strength, settings.VIENNA_DOCUMENT)
