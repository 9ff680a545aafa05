"""Reminders set by hand on any record: for oneself or an office, once or coming back until a last day."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.models import CompartmentGrant, Label
from access.selectors.readers import cleared_holders
from access.selectors.records import record_of
from access.services.relabelling import labels_stay
from accounts.models import Office
from accounts.roles import Role
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput, NotPermitted, RecordChanged
from foundation.permissions import require
from foundation.writes import insert, update
from reminders.models import CustomReminder
from reminders.models.custom import (
    NEEDS_LAST_DAY,
    OF_A_MARKING,
    ORDER_OF_DAYS,
    SAY_SOMETHING,
    TOO_FAR,
    TOO_MANY_DAYS,
)
from reminders.selectors.custom import may_change, stands_on
from reminders.terms import MOST_DAYS, MOST_DAYS_BEFORE, About, Repeat

STILL_AHEAD = _("Choose a day that is still ahead.")
PAST_ALREADY = _("So many days before it is past already.")
CHANGEABLE = ("sentence", "day", "days_before", "repeats", "until")


class NoSuchRecord(InvalidInput):
    """Hidden and absent are the same."""

    message = _("There is no such record.")


class NobodyMayRead(InvalidInput):
    """A reminder that no holder of the office, however cleared, could read would never reach anybody."""

    message = _("This office is not on the need-to-know list of the record: nobody there could read it.")


class AlreadyTakenBack(DomainError):
    """It is taken back once, and not changed afterwards."""

    message = _("This reminder was taken back.")


class NotYours(NotPermitted):
    """Whoever set it changes it; for an office, anybody of the office it was set in."""

    message = _("Whoever set this reminder changes it, or a colleague where it is for an office.")


@verb("custom_reminders.set")
def set_by_hand(
    record: str, *, by: Subject, on: dt.date, sentence: str, day: dt.date, days_before: int = 0,
    repeats: str = Repeat.ONCE, until: dt.date | None = None, office: Office | None = None,
    about: str = About.OWN_WORDS,
) -> CustomReminder:  # fmt: skip
    """Remind me, or an office, of this record on a day. Without an office it is for whoever sets it alone.

    It carries the record's marking; the review of that marking is always an office's. Raises NoSuchRecord,
    NobodyMayRead; InvalidInput for days that cannot be.
    """
    require(by, "custom_reminders.set")
    labels_stay()
    of = stands_on(record, to=by)
    found = record_of(of.reference, to=by) if of is not None else None
    if of is None or found is None:
        raise NoSuchRecord(fields={"record": NoSuchRecord.message})
    told: dict[str, Any] = {
        "sentence": sentence, "day": day, "days_before": days_before, "repeats": repeats, "until": until,
    }  # fmt: skip
    _check(told, moved=True, on=on)
    if about == About.MARKING and (office is None or days_before or repeats != Repeat.ONCE):
        raise InvalidInput(fields={"about": OF_A_MARKING})
    if office is not None and not _on_the_list(office, found.label, on=on):
        raise NobodyMayRead(fields={"office": NobodyMayRead.message})
    return insert(
        CustomReminder(
            record=of.reference, label=found.label, about=about, **told,
            office_id=office.pk if office else by.office_id or 0,
            person_id=None if office else by.user_id, set_by_id=by.user_id, set_in_id=by.office_id or 0, set_on=on,
            is_demo=getattr(found, "is_demo", False),
        )
    )  # fmt: skip


@verb("custom_reminders.change")
def change(
    reminder: CustomReminder, *, by: Subject, on: dt.date, version: int | None = None, **changes: Any
) -> CustomReminder:
    """Another sentence or other days; what was planned for the days before lapses with it, what was told stays.

    Raises AlreadyTakenBack, NotYours, RecordChanged, InvalidInput.
    """
    held = _held(reminder, by, version)
    if unknown := set(changes) - set(CHANGEABLE):
        raise InvalidInput(fields=dict.fromkeys(unknown, _("This stays as it was set.")))
    told = {name: changes.get(name, getattr(held, name)) for name in CHANGEABLE}
    if told["repeats"] == Repeat.ONCE and "until" not in changes:
        told["until"] = None
    moved = (told["day"], told["days_before"]) != (held.day, held.days_before)
    _check(told, moved=moved, on=on)
    if held.about == About.MARKING and (told["days_before"] or told["repeats"] != Repeat.ONCE):
        raise InvalidInput(fields={"day": OF_A_MARKING})
    return update(held, **told)


@verb("custom_reminders.take_back")
def take_back(
    reminder: CustomReminder, *, by: Subject, on: dt.date, version: int | None = None
) -> CustomReminder:
    """Nobody is told any more; who was told already finds it taken back. Raises as change()."""
    held = _held(reminder, by, version)
    return update(held, taken_back_on=on, taken_back_by_id=by.user_id)


def reaches_nobody(reminder: CustomReminder, *, on: dt.date) -> bool:
    """Nobody of the office may read it today: it waits until somebody may, and the Center sees that it waits."""
    held = cleared_holders(reminder.office_id, reminder.label_id, on=on)
    return not any(reminder.person_id in (None, appointment.user_id) for appointment in held)


def _held(reminder: CustomReminder, by: Subject, version: int | None) -> CustomReminder:
    rows = CustomReminder.objects.visible_to(by).select_for_update(of=("self",))
    held = rows.filter(pk=reminder.pk).first()
    if held is None or (version is not None and held.version != version):
        raise RecordChanged
    if held.is_taken_back:
        raise AlreadyTakenBack
    if not may_change(held, by=by):
        raise NotYours
    return held


def _check(told: dict[str, Any], *, moved: bool, on: dt.date) -> None:
    """Says everything that is wrong at once."""
    told["sentence"] = str(told["sentence"]).strip()
    wrong: dict[str, object] = {} if told["sentence"] else {"sentence": SAY_SOMETHING}
    wrong |= _wrong_day(told["day"], told["days_before"], moved=moved, on=on)
    wrong |= _wrong_end(told["day"], told["repeats"], told["until"], on=on)
    if wrong:
        raise InvalidInput(fields=wrong)


def _wrong_day(day: dt.date, ahead: int, *, moved: bool, on: dt.date) -> dict[str, object]:
    if not 0 <= ahead <= MOST_DAYS_BEFORE:
        return {"days_before": TOO_MANY_DAYS}
    if day > on + dt.timedelta(days=MOST_DAYS):
        return {"day": TOO_FAR}
    if moved and day <= on:
        return {"day": STILL_AHEAD}
    if moved and day - dt.timedelta(days=ahead) <= on:
        return {"days_before": PAST_ALREADY}
    return {}


def _wrong_end(day: dt.date, repeats: str, until: dt.date | None, *, on: dt.date) -> dict[str, object]:
    if repeats not in Repeat.values:
        return {"repeats": _("Choose how often it comes back.")}
    if (repeats == Repeat.ONCE) != (until is None):
        return {"until": NEEDS_LAST_DAY}
    if until is not None and until < day:
        return {"until": ORDER_OF_DAYS}
    return {"until": TOO_FAR} if until is not None and until > on + dt.timedelta(days=MOST_DAYS) else {}


def _on_the_list(office: Office, label: Label, *, on: dt.date) -> bool:
    """Somebody of that office could read it once cleared: the office is on every list the record is kept to.

    The services of the system have no inbox that anybody reads.
    """
    if office.role == Role.SERVICE:
        return False
    granted = CompartmentGrant.objects.filter(office=office, confirmed_at__isnull=False, valid__contains=on)
    return set(label.compartments) <= set(granted.values_list("compartment", flat=True))
