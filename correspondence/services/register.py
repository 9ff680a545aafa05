"""Entering correspondence and changing it while it is a draft (domain.md B3)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from access.context import Subject
from access.models import Label
from access.selectors.dependants import dominates
from access.services.relabelling import labels_stay
from correspondence.lifecycle import ON_RECORD, CorrespondenceDirection, CorrespondenceState
from correspondence.models import Correspondence
from correspondence.models.rules import BODIES
from correspondence.registry import tell_written
from correspondence.selectors.subjects import meant
from correspondence.services import refusals
from correspondence.services.refusals import refuse
from correspondence.terms import looks_drawn
from directory.models import Unit
from documents.engine import FileRefused
from documents.services import files
from foundation.acts import verb
from foundation.errors import RecordChanged
from foundation.permissions import require
from foundation.wording import legal_day
from foundation.writes import insert, update

File = tuple[str, bytes]  # name and content
PARTIES = frozenset(f"{side}_{what}" for side in ("sender", "addressee") for what in (*BODIES, "name"))
CHANGEABLE = PARTIES | {
    "kind", "number", "dated_on", "received_on", "place", "language", "subject", "text", "translation", "in_reply_to",
    "reply_expected", "reply_due_on", "about_reference",
}  # fmt: skip
# When we owe a reply to what came in is our own matter; the paper itself stays.
STILL_CHANGEABLE = frozenset({"reply_expected", "reply_due_on"})


@verb("correspondence.record")
def record(
    *, by: Subject, at: dt.datetime, label: Label, kind: str, direction: str, file: File | None = None,
    is_demo: bool = False, **facts: Any,
) -> Correspondence:  # fmt: skip
    """Enter a draft, or what came in before it is confirmed as received; with its scan where there is one."""
    require(by, "correspondence.record")
    note = enter(by=by, at=at, label=label, kind=kind, direction=direction, is_demo=is_demo, **facts)
    if file is not None:
        _keep(note, file, by=by, is_demo=is_demo)
    return note


def enter(
    *, by: Subject, at: dt.datetime, label: Label, direction: str, on: dt.date | None = None, purpose: str = "",
    is_demo: bool = False, **facts: Any,
) -> Correspondence:  # fmt: skip
    """The row of a new draft; also the second half of drafting a note."""
    _refuse_unknown(facts)
    days = [day for day in (on, facts.get("dated_on"), facts.get("received_on")) if day]
    note = Correspondence(
        direction=direction, label=label, purpose=purpose, is_demo=is_demo,
        owner_unit=Unit.objects.filter(office__pk=by.office_id or 0).first(),
        state_on=min([*days, legal_day(at)]), **facts,
    )  # fmt: skip
    _settle(note, by=by)
    made = insert(note)
    tell_written(made.about_kind, made, by=by)
    return made


@verb("correspondence.amend")
def amend(
    note: Correspondence, *, by: Subject, version: int | None = None, file: File | None = None, **changes: Any
) -> Correspondence:
    """Change a draft; of what came in only when the reply is due. A scan is added at any time."""
    require(by, "correspondence.amend")
    held = own(note, by=by, version=version)
    if file is not None:
        _keep(held, file, by=by)
    if file is not None and not changes:
        return held
    _refuse_unknown(changes)
    draft = held.state == CorrespondenceState.DRAFT
    if not draft and not (held.state == CorrespondenceState.RECEIVED and set(changes) <= STILL_CHANGEABLE):
        raise refusals.NotInDraft
    for name, value in changes.items():
        setattr(held, name, value)
    _settle(held, by=by)
    derived: dict[str, Any] = {"year": held.year, "about_kind": held.about_kind} if draft else {}
    changed = update(held, **{name: getattr(held, name) for name in changes}, **derived)
    if draft:
        tell_written(changed.about_kind, changed, by=by)
    return changed


@verb("correspondence.attach_file")
def attach_file(
    note: Correspondence, *, by: Subject, file: File, version: int | None = None, is_demo: bool = False
) -> Correspondence:
    """Keep a scan or an annex with the note, under its marking; earlier ones stay (walls.md 5)."""
    require(by, "correspondence.attach_file")
    held = own(note, by=by, version=version)
    _keep(held, file, by=by, is_demo=is_demo)
    return held


def _keep(note: Correspondence, file: File, *, by: Subject, is_demo: bool = False) -> None:
    if note.state == CorrespondenceState.CANCELLED:
        raise refusals.NotInDraft
    name, data = file
    try:
        files.store(
            by=by, name=name, data=data, label=note.label, about_kind="correspondence",
            about_reference=note.reference, is_demo=is_demo,
        )  # fmt: skip
    except FileRefused as refusal:
        raise refusal.beside("file") from refusal


def locked(note: Correspondence, *, by: Subject, version: int | None = None) -> Correspondence:
    """The row as it stands now, held until the verb ends; raises RecordChanged when it is no longer `version`."""
    rows = Correspondence.objects.visible_to(by).with_parties().select_for_update(of=("self",))
    held: Correspondence | None = rows.filter(pk=note.pk).first()
    if held is None or (version is not None and held.version != version):
        raise RecordChanged
    return held


def own(note: Correspondence, *, by: Subject, version: int | None = None) -> Correspondence:
    """The locked row of whoever writes in the register: an office abroad keeps that of its own mission alone."""
    held = locked(note, by=by, version=version)
    if not held.kept_by(by.mission_id):
        raise refusals.NotYourMissions
    return held


def _refuse_unknown(facts: Mapping[str, Any]) -> None:
    if unknown := sorted(set(facts) - CHANGEABLE):
        raise refusals.NotAmended(fields={name: [refusals.NotAmended.message] for name in unknown})


def _settle(note: Correspondence, *, by: Subject) -> None:
    """What follows from the facts, and the rules over several of them."""
    note.number, note.about_reference = note.number.strip(), note.about_reference.strip().upper()
    note.year = note.dated_on.year if note.dated_on else None
    check_parties(note, by=by)
    _check_days(note)
    check_number(note, note.year, by=by)
    labels_stay()
    _check_reply(note)
    _check_about(note, by=by)


def check_parties(note: Correspondence, *, by: Subject) -> None:
    """One sender and one addressee; ours sends what goes out, and an office abroad writes for its own mission."""
    for side in ("sender", "addressee"):
        named = [body for body in BODIES if getattr(note, f"{side}_{body}_id") is not None]
        if len(named) > 1 or not (named or getattr(note, f"{side}_name").strip()):
            raise refuse(refusals.PartyNotOne, f"{side}_{(*named, *BODIES)[0]}")
    field = "sender_mission" if note.is_outgoing else "addressee_mission"
    if note.is_outgoing and note.sender_mission_id is None and note.sender_institution_id is None:
        raise refuse(refusals.SenderNotOurs, field)
    if not note.kept_by(by.mission_id):
        raise refuse(refusals.AnotherMissionsNote, field)


def _check_days(note: Correspondence) -> None:
    if note.dated_on and note.received_on and note.received_on < note.dated_on:
        raise refuse(refusals.ReceivedBeforeWritten, "received_on")
    if note.reply_due_on and not note.reply_expected:
        raise refuse(refusals.DueWithoutReply, "reply_due_on")
    if note.reply_due_on and note.dated_on and note.reply_due_on < note.dated_on:
        raise refuse(refusals.DueBeforeWritten, "reply_due_on")
    if note.is_outgoing and note.received_on:
        raise refuse(refusals.NotReceivedByUs, "received_on")


def check_number(note: Correspondence, year: int | None, *, by: Subject) -> None:
    """Numbers of notes older than this register are typed; those of others are not ours to judge."""
    if not note.is_outgoing or not note.number or note.state != CorrespondenceState.DRAFT:
        return
    if looks_drawn(note.number):
        raise refuse(refusals.NumberIsDrawn, "number")
    used = Correspondence.objects.visible_to(by).filter(
        direction=note.direction, sender_mission=note.sender_mission_id, sender_institution=note.sender_institution_id,
        year=year, number=note.number,
    )  # fmt: skip
    if used.exclude(pk=note.pk).exists():
        raise refuse(refusals.NumberTaken, "number")


def _check_reply(note: Correspondence) -> None:
    first = note.in_reply_to
    if first is None:
        return
    if first.state not in ON_RECORD or first.pk == note.pk:
        raise refuse(refusals.NoReplyToADraft, "in_reply_to")
    if not dominates(note.label, first.label):
        raise refuse(refusals.LabelTooLow, "in_reply_to")
    check_reply_day(note, note.dated_on if note.is_outgoing else note.received_on)


def check_reply_day(note: Correspondence, day: dt.date | None) -> None:
    """Our own day is compared, not the one a note from outside carries: others may date theirs wrongly."""
    first = note.in_reply_to
    if first is not None and day is not None and first.dated_on is not None and day < first.dated_on:
        raise refuse(refusals.RepliesTooEarly, "dated_on" if note.is_outgoing else "received_on")


def _check_about(note: Correspondence, *, by: Subject) -> None:
    """Who writes about a record can see it, and who reads the note may read the record."""
    if not note.about_reference:
        note.about_kind = ""
        return
    found = meant(note.about_reference, to=by)
    if found is None or found.record == note:
        raise refuse(refusals.NothingKnownByThisReference, "about_reference")
    if not dominates(note.label, found.record.label):
        raise refuse(refusals.LabelTooLow, "about_reference")
    note.about_kind = found.kind


def is_reply_across(note: Correspondence) -> bool:
    """A reply in the other direction answers; one in the same direction only follows up."""
    return (
        note.in_reply_to is not None and CorrespondenceDirection(note.direction) != note.in_reply_to.direction
    )
