"""Diplomatic clearances: prepared, asked for by note, answered, used (domain.md B3, C3, I20)."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.models import Label
from activities.engine import latest_day_to_ask, valid_span
from activities.lifecycle import CLEARANCE_TRANSITIONS, ClearanceState
from activities.models import Activity, DiplomaticClearance
from activities.services import clearance_refusals as no
from activities.services.basis import dominates, near
from activities.services.clearance_cases import (
    check_approved,
    drafted,
    end,
    end_case,
    refuse_running,
)
from correspondence.lifecycle import ON_RECORD
from correspondence.models import Correspondence
from directory.models import Country
from directory.selectors.calendar import work_calendar
from directory.selectors.clearance_rules import rule_for
from directory.terms import Passage
from foundation.acts import verb
from foundation.errors import RecordChanged
from foundation.permissions import require
from foundation.workdays import WorkCalendar
from foundation.writes import insert, update

S = ClearanceState
CHANGEABLE = (
    "activity", "granting", "flag", "vehicle", "craft", "passage", "cargo", "cargo_words", "route", "enters_at",
    "leaves_at", "told_latest_on", "waiver", "owner_unit",
)  # fmt: skip
OF_THE_RULE = {"granting", "vehicle", "passage", "cargo", "enters_at", "told_latest_on"}


@verb("diplomatic_clearances.record")
def record(
    *,
    by: Subject,
    at: dt.datetime,
    label: Label,
    on: dt.date | None = None,
    is_demo: bool = False,
    **facts: Any,
) -> DiplomaticClearance:
    """Prepare a request; the latest day to ask follows from the rule table, or "no rule: ask"."""
    require(by, "diplomatic_clearances.record")
    today = timezone.localdate(at)
    if on is not None and on > today:
        raise no.DayAhead(fields={"on": no.DayAhead.message})
    row = DiplomaticClearance(**facts, label=label, is_demo=is_demo, state=S.DRAFT, state_on=on or today)
    _check(row, by=by)
    derive(row, work_calendar())
    made = insert(row)
    drafted(made, by=by)
    return made


@verb("diplomatic_clearances.amend")
def amend(
    clearance: DiplomaticClearance, *, by: Subject, version: int | None = None, **changes: Any
) -> DiplomaticClearance:
    """Change what is asked for while it has not been asked; a waiver may be added until the answer."""
    require(by, "diplomatic_clearances.amend")
    held = locked(clearance, by=by, version=version)
    if held.state != S.DRAFT:
        raise no.ClearanceFixed
    if set(changes) - {"waiver"}:
        refuse_running(held, by=by)
        drafted(held, by=by)
    for name in set(changes) & set(CHANGEABLE):
        setattr(held, name, changes[name])
    _check(held, by=by)
    if OF_THE_RULE & set(changes):
        derive(held, work_calendar())
        changes |= {"rule": held.rule, "latest_on": held.latest_on}
    return update(held, **changes)


@verb("diplomatic_clearances.send")
def send(
    clearance: DiplomaticClearance, *, by: Subject, at: dt.datetime, note: Correspondence | None = None,
    waiver: str = "", version: int | None = None, reason: str = "", on: dt.date | None = None,
) -> DiplomaticClearance:  # fmt: skip
    """The note has left, or theirs has come in; its day counts against the rule (I20)."""
    require(by, "diplomatic_clearances.send")
    held = locked(clearance, by=by, version=version)
    _may(held, S.NOTE_SENT)
    said = note or latest_note(held, by=by)
    if said is None:
        raise no.NoteMissing(fields={"note": no.NoteMissing.message})
    asked_on = _asked_on(held, said)
    check_approved(held, said, by=by)
    check_day(held, asked_on, at)
    agreed = waiver.strip() or held.waiver
    if not agreed and held.latest_on is None:
        raise no.NoRuleAsk(fields={"told_latest_on": no.NoRuleAsk.message})
    if not agreed and held.latest_on is not None and asked_on > held.latest_on:
        raise no.LateWithoutWaiver(fields={"waiver": no.LateWithoutWaiver.message})
    return update(held, state=S.NOTE_SENT, state_on=asked_on, note=said, sent_on=asked_on, waiver=agreed)


@verb("diplomatic_clearances.answer")
def grant(
    clearance: DiplomaticClearance, *, by: Subject, on: dt.date, at: dt.datetime, number: str,
    valid_from: dt.datetime | None = None, valid_until: dt.datetime | None = None, version: int | None = None,
    reason: str = "",
) -> DiplomaticClearance:  # fmt: skip
    """Given under a number, for the hours of the rule unless the clearance itself says otherwise."""
    require(by, "diplomatic_clearances.answer")
    held = locked(clearance, by=by, version=version)
    _may(held, S.GRANTED)
    check_day(held, on, at)
    near(valid_from=valid_from, valid_until=valid_until)
    first, last = valid_span(valid_from or held.enters_at, held.rule.validity_hours if held.rule else None)
    last = valid_until or last
    if last is None:
        raise no.UntilWhenMissing(fields={"valid_until": no.UntilWhenMissing.message})
    if last < first:
        raise no.ValidityBackwards(fields={"valid_until": no.ValidityBackwards.message})
    return update(held, state=S.GRANTED, state_on=on, number=number, valid_from=first, valid_until=last)


@verb("diplomatic_clearances.answer")
def refuse(
    clearance: DiplomaticClearance, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None,
    reason: str = "",
) -> DiplomaticClearance:  # fmt: skip
    """The State said no; its reason, where it gave one, stays with the step."""
    require(by, "diplomatic_clearances.answer")
    held = locked(clearance, by=by, version=version)
    _may(held, S.REFUSED)
    check_day(held, on, at)
    return end(held, S.REFUSED, by=by, on=on)


@verb("diplomatic_clearances.use")
def use(
    clearance: DiplomaticClearance, *, by: Subject, at: dt.datetime, used_at: dt.datetime,
    version: int | None = None, reason: str = "", on: dt.date | None = None,
) -> DiplomaticClearance:  # fmt: skip
    """It crossed, within its hours (I20)."""
    require(by, "diplomatic_clearances.use")
    held = locked(clearance, by=by, version=version)
    _may(held, S.USED)
    if used_at > at:
        raise no.DayAhead(fields={"used_at": no.DayAhead.message})
    if (
        held.valid_from is None
        or held.valid_until is None
        or not held.valid_from <= used_at <= held.valid_until
    ):
        raise no.OutsideItsHours(fields={"used_at": no.OutsideItsHours.message})
    day = max(timezone.localdate(used_at), held.state_on)
    return end(held, S.USED, by=by, on=day, used_at=used_at)


@verb("diplomatic_clearances.lapse")
def lapse(
    clearance: DiplomaticClearance, *, by: Subject, at: dt.datetime, version: int | None = None, reason: str = "",
    on: dt.date | None = None,
) -> DiplomaticClearance:  # fmt: skip
    """Its hours are over and nothing crossed; the bell does the same every hour."""
    require(by, "diplomatic_clearances.lapse")
    held = locked(clearance, by=by, version=version)
    _may(held, S.LAPSED)
    if held.valid_until is None or held.valid_until >= at:
        raise no.StillValid
    return end(held, S.LAPSED, by=by, on=max(timezone.localdate(held.valid_until), held.state_on))


@verb("diplomatic_clearances.withdraw")
def withdraw(
    clearance: DiplomaticClearance, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None,
    reason: str = "",
) -> DiplomaticClearance:  # fmt: skip
    """It is not needed any more."""
    require(by, "diplomatic_clearances.withdraw")
    end_case(clearance, by=by, reason=reason or str(_("The clearance is not needed any more.")), at=at)
    held = locked(clearance, by=by, version=version)
    _may(held, S.WITHDRAWN)
    check_day(held, on, at)
    return end(held, S.WITHDRAWN, by=by, on=on)


def derive(row: DiplomaticClearance, calendar: WorkCalendar) -> None:
    """The rule of the table, and the latest day to ask by it or as it was told."""
    row.rule = rule_for(row.granting, vehicle=row.vehicle, passage=row.passage, cargo=row.cargo)
    row.latest_on = row.told_latest_on
    if row.rule is not None:
        if row.told_latest_on is not None:
            raise no.RuleStands(fields={"told_latest_on": no.RuleStands.message})
        enters_on = timezone.localdate(row.enters_at)
        row.latest_on = latest_day_to_ask(enters_on, row.rule.lead_days, row.rule.day_type, calendar)


def latest_note(held: DiplomaticClearance, *, by: Subject) -> Correspondence | None:
    """The note about this clearance that has left, or come in, most lately."""
    rows = Correspondence.objects.visible_to(by).filter(about_reference=held.reference)
    direction = "outgoing" if held.flag.iso2 == settings.HOME_COUNTRY else "incoming"
    found: Correspondence | None = (
        rows.filter(state__in=sorted(ON_RECORD), direction=direction).order_by("-dated_on", "-id").first()
    )
    return found


def locked(clearance: DiplomaticClearance, *, by: Subject, version: int | None = None) -> DiplomaticClearance:
    """The row as it stands now, held until the verb ends."""
    rows = DiplomaticClearance.objects.visible_to(by).select_related("granting", "flag", "activity", "rule")
    held: DiplomaticClearance | None = rows.select_for_update(of=("self",)).filter(pk=clearance.pk).first()
    if held is None or (version is not None and held.version != version):
        raise RecordChanged
    return held


def _check(row: DiplomaticClearance, *, by: Subject) -> None:
    near(enters_at=row.enters_at, leaves_at=row.leaves_at)
    ours = [side.iso2 == settings.HOME_COUNTRY for side in (row.granting, row.flag)]
    if sum(ours) != 1:
        raise no.OneSideIsOurs(fields={"flag": no.OneSideIsOurs.message})
    if row.leaves_at < row.enters_at:
        raise no.LeavesBeforeItEnters(fields={"leaves_at": no.LeavesBeforeItEnters.message})
    if row.activity is not None:
        _check_activity(row, row.activity, row.flag if ours[0] else row.granting)


def _check_activity(row: DiplomaticClearance, activity: Activity, other: Country) -> None:
    """A State that is only crossed need not take part."""
    if not dominates(row.label_id, activity.label_id):
        raise no.ActivityMoreRestricted(fields={"activity": no.ActivityMoreRestricted.message})
    takes_part = other.pk == activity.country_id or activity.participants.filter(country=other).exists()
    if row.passage == Passage.ENTRY and not takes_part:
        raise no.ActivityOfOthers(fields={"activity": no.ActivityOfOthers.message})


def _asked_on(held: DiplomaticClearance, note: Correspondence) -> dt.date:
    """The day on our note, or the day theirs came in."""
    outgoing = held.flag.iso2 == settings.HOME_COUNTRY
    day = note.dated_on if outgoing else note.received_on
    if note.state not in ON_RECORD or note.is_outgoing != outgoing or day is None:
        raise no.NoteUnfit(fields={"note": no.NoteUnfit.message})
    if not dominates(held.label_id, note.label_id):
        raise no.NoteMoreRestricted(fields={"note": no.NoteMoreRestricted.message})
    return day


def _may(held: DiplomaticClearance, target: ClearanceState) -> None:
    if target not in CLEARANCE_TRANSITIONS[ClearanceState(held.state)]:
        raise no.ClearanceStepRefused


def check_day(held: DiplomaticClearance, on: dt.date, at: dt.datetime) -> None:
    """A step happened, and after the one before it."""
    if on > timezone.localdate(at):
        raise no.DayAhead(fields={"on": no.DayAhead.message})
    if on < held.state_on:
        raise no.DayBefore(fields={"on": no.DayBefore.message})
