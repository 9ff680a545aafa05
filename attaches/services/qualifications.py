"""What an officer has learnt and is cleared for: added, and withdrawn, by those who test, train and vet (A1.6-7)."""

import datetime as dt
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from attaches.models import LanguageResult, Officer, OfficerClearance, TrainingRecord
from attaches.services.merged import lock_officer
from attaches.services.steps import lock, need_reason, next_number, not_ahead
from directory.models import Country
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput
from foundation.permissions import require
from foundation.wording import legal_day
from foundation.writes import insert, update

E = TypeVar("E", LanguageResult, OfficerClearance, TrainingRecord)


class AlreadyWithdrawn(DomainError):
    """What was withdrawn is history; the right facts are entered anew."""

    message = _("This was withdrawn. Enter what is right as a new entry.")


def refuse_ahead(at: dt.datetime | None, **days: dt.date | None) -> None:
    """Nobody has passed or been cleared on a day that has not come; without an instant the caller has looked."""
    wrong = {name: day for name, day in days.items() if at and day and day > legal_day(at)}
    if wrong:
        raise InvalidInput(fields={name: [_("This day has not come yet.")] for name in wrong})


def next_entry(model: type[E], officer: Officer, by: Subject) -> int:
    """The number of the next entry of a kind of a locked officer."""
    return next_number(model.objects.visible_to(by).filter(officer=officer))


@verb("officers.record_clearance")
def record_clearance(
    officer: Officer, *, by: Subject, granted_on: dt.date, valid_until: dt.date, at: dt.datetime | None = None,
    is_demo: bool = False,
) -> OfficerClearance:  # fmt: skip
    """The security office cleared the officer for service abroad until a day; earlier clearances stay."""
    require(by, "officers.record_clearance")
    lock_officer(officer)
    refuse_ahead(at, granted_on=granted_on)
    if valid_until < granted_on:
        raise InvalidInput(fields={"valid_until": [_("Not before the day it was granted.")]})
    return insert(
        OfficerClearance(
            officer=officer, no=next_entry(OfficerClearance, officer, by), label=officer.label,
            granted_on=granted_on, valid_until=valid_until, is_demo=is_demo,
        )
    )  # fmt: skip


@verb("officers.record_training")
def record_training(
    officer: Officer, *, by: Subject, kind: str, title: str, starts_on: dt.date, country: Country | None = None,
    completed_on: dt.date | None = None, valid_until: dt.date | None = None, obliged_until: dt.date | None = None,
    at: dt.datetime | None = None, is_demo: bool = False,
) -> TrainingRecord:  # fmt: skip
    """A course the officer is to go on, is on or has completed; one abroad may oblige him to serve on until a day."""
    require(by, "officers.record_training")
    lock_officer(officer)
    refuse_ahead(at, completed_on=completed_on)
    row = TrainingRecord(
        officer=officer, no=next_entry(TrainingRecord, officer, by), label=officer.label, kind=kind,
        title=" ".join(title.split()), country=country, starts_on=starts_on, completed_on=completed_on,
        valid_until=valid_until, obliged_until=obliged_until, is_demo=is_demo,
    )  # fmt: skip
    _check_days(row)
    return insert(row)


@verb("officers.complete_training")
def complete_training(
    training: TrainingRecord, *, by: Subject, on: dt.date, valid_until: dt.date | None = None,
    obliged_until: dt.date | None = None, at: dt.datetime | None = None, version: int | None = None,
) -> TrainingRecord:  # fmt: skip
    """The officer completed the course on a day that has come."""
    require(by, "officers.record_training")
    not_ahead(on, at)
    held = lock(training)
    if held.withdrawn_on is not None:
        raise AlreadyWithdrawn
    changes: dict[str, Any] = {"completed_on": on, "valid_until": valid_until or held.valid_until}
    if obliged_until is not None:
        changes["obliged_until"] = obliged_until
    for name, value in changes.items():
        setattr(held, name, value)
    _check_days(held)
    return update(held, version=version, **changes)


@verb("officers.withdraw_language")
def withdraw_language(
    result: LanguageResult, *, by: Subject, on: dt.date, reason: str, at: dt.datetime | None = None,
    version: int | None = None,
) -> LanguageResult:  # fmt: skip
    """A language result was entered wrongly; it stays to be seen with the reason, and counts no longer."""
    require(by, "officers.record_language")
    return _withdraw(result, by, on, reason, at, version)


@verb("officers.withdraw_training")
def withdraw_training(
    training: TrainingRecord, *, by: Subject, on: dt.date, reason: str, at: dt.datetime | None = None,
    version: int | None = None,
) -> TrainingRecord:  # fmt: skip
    """A course was entered wrongly; it stays to be seen with the reason, and counts no longer."""
    require(by, "officers.record_training")
    return _withdraw(training, by, on, reason, at, version)


@verb("officers.withdraw_clearance")
def withdraw_clearance(
    clearance: OfficerClearance, *, by: Subject, on: dt.date, reason: str, at: dt.datetime | None = None,
    version: int | None = None,
) -> OfficerClearance:  # fmt: skip
    """A clearance was entered wrongly; it stays to be seen with the reason, and counts no longer."""
    require(by, "officers.record_clearance")
    return _withdraw(clearance, by, on, reason, at, version)


def _withdraw(
    row: E, by: Subject, on: dt.date, reason: str, at: dt.datetime | None, version: int | None
) -> E:
    need_reason(reason)
    not_ahead(on, at)
    lock_officer(row.officer)
    held = lock(row, version)
    if held.withdrawn_on is not None:
        raise AlreadyWithdrawn
    return update(held, withdrawn_on=on, withdrawn_because=reason.strip())


def _check_days(row: TrainingRecord) -> None:
    """Friendly words for what the constraints refuse."""
    wrong: dict[str, Any] = {}
    if row.completed_on is not None and row.completed_on < row.starts_on:
        wrong["completed_on"] = [_("Not before the course begins.")]
    if row.valid_until is not None and (row.completed_on is None or row.valid_until < row.completed_on):
        wrong["valid_until"] = [_("Valid from completion on: enter that day, and a later one here.")]
    if row.obliged_until is not None and row.country is None:
        wrong["country"] = [_("Only a course abroad obliges: enter where it is held.")]
    if row.obliged_until is not None and row.obliged_until < row.starts_on:
        wrong["obliged_until"] = [_("Not before the course begins.")]
    if wrong:
        raise InvalidInput(fields=wrong)
