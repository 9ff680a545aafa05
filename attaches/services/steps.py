"""Taking a step: locked, looked at, in order of days (house rules 4 and 5)."""

import datetime as dt
from typing import Any, TypeVar

from django.db.models import Max, Model, QuerySet
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from accounts.roles import Role
from foundation.errors import DomainError, InvalidInput, NotPermitted, RecordChanged, TransitionRefused
from foundation.wording import legal_day, written_date
from foundation.writes import update

M = TypeVar("M", bound=Model)


class StepInFuture(InvalidInput):
    """A step is recorded when it has happened; what is planned has fields of its own."""

    def __init__(self) -> None:
        super().__init__(fields={"on": [_("This day has not come yet.")]})


class StepBeforeLast(InvalidInput):
    """Steps follow each other in time (decisions.md 17)."""

    def __init__(self, last: dt.date) -> None:
        words = _("The step before this one is dated %(day)s.") % {"day": written_date(last)}
        super().__init__(fields={"on": [words]})


class ReasonMissing(InvalidInput):
    """What breaks something off says why."""

    def __init__(self) -> None:
        super().__init__(fields={"reason": [_("Say why.")]})


class NotYourMission(NotPermitted):
    """An attaché acts for his own mission (domain.md C1, row scope)."""

    message = _("This belongs to another mission.")


class CaseRunning(TransitionRefused):
    """What is under approval moves with its case."""

    message = _("This is under approval and moves with its case.")


class Frozen(DomainError):
    """What is over is not amended."""

    message = _("This is over and is not changed any more.")


def not_ahead(on: dt.date, at: dt.datetime | None) -> None:
    """Raise StepInFuture for a day after that of `at`; without an instant the caller has looked."""
    if at is not None and on > legal_day(at):
        raise StepInFuture


def at_own_post(by: Subject, mission_id: int) -> None:
    """Raise NotYourMission when an attaché reaches for another mission's record."""
    if by.role == Role.ATTACHE and by.mission_id != mission_id:
        raise NotYourMission


def lock(record: M, version: int | None = None) -> M:
    """The row as it stands now, held until the verb ends; decide on it, not on what was read before.

    Raises RecordChanged when it is no longer at `version`.
    """
    manager: Any = type(record)._base_manager
    found: Any = manager.select_for_update().get(pk=record.pk)
    if version is not None and found.version != version:
        raise RecordChanged
    held: M = found
    return held


def next_number(rows: QuerySet[Any]) -> int:
    """The number after the last of these parts of a locked record."""
    return int(rows.aggregate(last=Max("no"))["last"] or 0) + 1


def step(
    record: M, to: str, *, on: dt.date, at: dt.datetime, version: int | None = None, **changes: Any
) -> M:
    """Write a step of a locked record; its row is written by the database. Raises StepInFuture, StepBeforeLast."""
    held: Any = record
    not_ahead(on, at)
    if on < held.state_on:
        raise StepBeforeLast(held.state_on)
    return update(record, version=version, state=to, state_on=on, **changes)


def need_reason(reason: str) -> None:
    """Raise ReasonMissing for an empty one."""
    if not reason.strip():
        raise ReasonMissing
