"""Lessons: what was seen, who sees to it by when, and what came of it."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.models import Label
from activities.engine import lesson_due
from activities.lifecycle import HELD, ActivityState
from activities.models import Activity, Lesson
from activities.services.basis import dominates
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput, RecordChanged
from foundation.permissions import require
from foundation.writes import insert, update

BEGUN = HELD | {ActivityState.ONGOING}
CHANGEABLE = ("topic", "observation", "recommendation", "repeats", "due_on", "owner_unit")


class NothingDoneYet(DomainError):
    """Lessons are drawn from what was done."""

    message = _("The activity has not begun: there is nothing to learn from it yet.")


class LessonClosed(DomainError):
    """What was followed up stays as it was reported."""

    message = _("The lesson has been followed up and is not changed any more.")


class DueBeforeNoted(InvalidInput):
    """A follow-up lies ahead."""

    message = _("The follow-up is due after the lesson was noted.")


class MoreRestricted(InvalidInput):
    """Dominance (walls.md 1)."""

    message = _("What it points to carries a higher label than this lesson. Give the lesson the same.")


class NotDoneYet(InvalidInput):
    """What has not happened is not recorded as done."""

    message = _("A day between the one on which it was noted and today.")


class OutcomeMissing(InvalidInput):
    """Whoever plans the next one reads what came of it."""

    message = _("Say what came of it.")


@verb("lessons.record")
def record(
    *, by: Subject, at: dt.datetime, activity: Activity, label: Label | None = None, on: dt.date | None = None,
    is_demo: bool = False, **facts: Any,
) -> Lesson:  # fmt: skip
    """Note a lesson of an activity; its follow-up is due sixty days after the end unless agreed otherwise."""
    require(by, "lessons.record")
    if activity.state not in BEGUN:
        raise NothingDoneYet
    noted_on = on or timezone.localdate(at)
    due_on = facts.pop("due_on", None) or max(lesson_due(activity.ends_on), noted_on)
    row = Lesson(
        activity=activity, noted_on=noted_on, due_on=due_on, is_demo=is_demo,
        label_id=label.pk if label else activity.label_id, **facts,
    )  # fmt: skip
    _check(row, timezone.localdate(at))
    return insert(row)


@verb("lessons.amend")
def amend(
    lesson: Lesson, *, by: Subject, at: dt.datetime, version: int | None = None, **changes: Any
) -> Lesson:
    """Change it until it is followed up."""
    require(by, "lessons.amend")
    held = _open(lesson, by=by, version=version)
    for name in set(changes) & set(CHANGEABLE):
        setattr(held, name, changes[name])
    _check(held, timezone.localdate(at))
    return update(held, **{name: value for name, value in changes.items() if name in CHANGEABLE})


@verb("lessons.close")
def close(
    lesson: Lesson, *, by: Subject, on: dt.date, at: dt.datetime, outcome: str, version: int | None = None
) -> Lesson:  # fmt: skip
    """Followed up on a day, with an outcome in words."""
    require(by, "lessons.close")
    held = _open(lesson, by=by, version=version)
    if not held.noted_on <= on <= timezone.localdate(at):
        raise NotDoneYet(fields={"on": NotDoneYet.message})
    if not outcome.strip():
        raise OutcomeMissing(fields={"outcome": OutcomeMissing.message})
    return update(held, done_on=on, outcome=outcome.strip())


def _open(lesson: Lesson, *, by: Subject, version: int | None) -> Lesson:
    rows = Lesson.objects.visible_to(by).select_related("activity").select_for_update(of=("self",))
    held: Lesson | None = rows.filter(pk=lesson.pk).first()
    if held is None or (version is not None and held.version != version):
        raise RecordChanged
    if held.done_on is not None:
        raise LessonClosed
    return held


def _check(row: Lesson, today: dt.date) -> None:
    if row.noted_on > today:
        raise NotDoneYet(fields={"on": NotDoneYet.message})
    if row.due_on < row.noted_on:
        raise DueBeforeNoted(fields={"due_on": DueBeforeNoted.message})
    for name in ("activity", "repeats"):
        pointed = getattr(row, name)
        if pointed is not None and not dominates(row.label_id, pointed.label_id):
            raise MoreRestricted(fields={name: MoreRestricted.message})
