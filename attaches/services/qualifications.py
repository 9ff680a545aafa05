"""What an officer has learnt and is cleared for: added by those who examine, train and vet (domain.md A1.6-7)."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from attaches.models import Officer, OfficerClearance, TrainingRecord
from attaches.services.merged import lock_officer
from attaches.services.steps import lock, next_number
from directory.models import Country
from foundation.acts import verb
from foundation.errors import InvalidInput
from foundation.permissions import require
from foundation.writes import insert, update


@verb("officers.record_clearance")
def record_clearance(
    officer: Officer, *, by: Subject, granted_on: dt.date, valid_until: dt.date, is_demo: bool = False
) -> OfficerClearance:
    """The security office cleared the officer for service abroad until a day; earlier clearances stay."""
    require(by, "officers.record_clearance")
    lock_officer(officer)
    if valid_until < granted_on:
        raise InvalidInput(fields={"valid_until": [_("Not before the day it was granted.")]})
    return insert(
        OfficerClearance(
            officer=officer, label=officer.label, granted_on=granted_on, valid_until=valid_until, is_demo=is_demo
        )
    )  # fmt: skip


@verb("officers.record_training")
def record_training(
    officer: Officer, *, by: Subject, kind: str, title: str, starts_on: dt.date, country: Country | None = None,
    completed_on: dt.date | None = None, valid_until: dt.date | None = None, obliged_until: dt.date | None = None,
    is_demo: bool = False,
) -> TrainingRecord:  # fmt: skip
    """A course the officer is on or has completed; one abroad may oblige him to serve on until a day."""
    require(by, "officers.record_training")
    lock_officer(officer)
    number = next_number(TrainingRecord.objects.visible_to(by).filter(officer=officer))
    row = TrainingRecord(
        officer=officer, no=number, label=officer.label, kind=kind, title=" ".join(title.split()), country=country,
        starts_on=starts_on, completed_on=completed_on, valid_until=valid_until, obliged_until=obliged_until,
        is_demo=is_demo,
    )  # fmt: skip
    _check_days(row)
    return insert(row)


@verb("officers.complete_training")
def complete_training(
    training: TrainingRecord, *, by: Subject, on: dt.date, valid_until: dt.date | None = None,
    obliged_until: dt.date | None = None, version: int | None = None,
) -> TrainingRecord:  # fmt: skip
    """The officer completed the course on a day."""
    require(by, "officers.record_training")
    held = lock(training)
    changes: dict[str, Any] = {"completed_on": on, "valid_until": valid_until or held.valid_until}
    if obliged_until is not None:
        changes["obliged_until"] = obliged_until
    for name, value in changes.items():
        setattr(held, name, value)
    _check_days(held)
    return update(held, version=version, **changes)


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
