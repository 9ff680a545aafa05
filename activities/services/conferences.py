"""Planning conferences of an exercise: due by its size, planned by people, held on a day (domain.md B5)."""

import datetime as dt
from collections.abc import Collection, Mapping

from django.conf import settings

from activities.engine import conference_days, in_order
from activities.lifecycle import Conference
from activities.models import Exercise, PlanningConference
from activities.services.refusals import ConferencesOutOfOrder, HeldInFuture, NotAmended

# What people say about a conference: {"planned_on": day, "held_on": day or None}, each only when it is said.
Days = Mapping[str, dt.date | None]


def write_conferences(
    exercise: Exercise, given: Mapping[str, Days], expected: Collection[str], *, today: dt.date
) -> None:
    """The conferences of a new exercise: those expected, planned for the day they are due unless told otherwise."""
    due = conference_days(exercise.activity.starts_on, exercise.size, settings.CONFERENCE_DAYS)
    rows = [
        PlanningConference(
            exercise=exercise, kind=kind, default_on=day, planned_on=day, label_id=exercise.label_id
        )
        for kind, day in due.items()
        if kind in expected or kind in given
    ]
    _tell(rows, given)
    _check(rows, exercise.activity.starts_on, today)
    PlanningConference.objects.bulk_create(rows)


def amend_conferences(
    exercise: Exercise, rows: list[PlanningConference], given: Mapping[str, Days], *, today: dt.date
) -> None:
    """What is due follows the exercise; what was planned for the day it is due follows along unless it was held."""
    due = conference_days(exercise.activity.starts_on, exercise.size, settings.CONFERENCE_DAYS)
    before = {row.pk: (row.default_on, row.planned_on, row.held_on) for row in rows}
    for row in rows:
        new = due[Conference(row.kind)]
        if row.held_on is None and row.planned_on == row.default_on:
            row.planned_on = new
        row.default_on = new
    known = {row.kind for row in rows}
    added = [
        PlanningConference(
            exercise=exercise, kind=kind, default_on=day, planned_on=day, label_id=exercise.label_id
        )
        for kind, day in due.items()
        if kind in given and kind not in known
    ]
    _tell([*rows, *added], given)
    _check([*rows, *added], exercise.activity.starts_on, today)
    for row in rows:
        if (row.default_on, row.planned_on, row.held_on) != before[row.pk]:
            row.save(update_fields=["default_on", "planned_on", "held_on"])
    PlanningConference.objects.bulk_create(added)


def _tell(rows: list[PlanningConference], given: Mapping[str, Days]) -> None:
    if unknown := set(given) - set(Conference.values):
        raise NotAmended(fields={f"conferences.{kind}": NotAmended.message for kind in sorted(unknown)})
    for row in rows:
        days = given.get(row.kind, {})
        planned_on, held_on = days.get("planned_on"), days.get("held_on")
        if "held_on" in days:
            row.held_on = held_on
        row.planned_on = planned_on or held_on or row.planned_on


def _check(rows: list[PlanningConference], starts_on: dt.date, today: dt.date) -> None:
    order = list(Conference)
    inside = sorted(rows, key=lambda row: order.index(Conference(row.kind)))
    days = [row.held_on or row.planned_on for row in inside]
    if not in_order([*days, starts_on]):
        raise ConferencesOutOfOrder(fields={"conferences": ConferencesOutOfOrder.message})
    if any(row.held_on and row.held_on > today for row in rows):
        raise HeldInFuture(fields={"conferences": HeldInFuture.message})
