"""What happens to a note: it leaves or comes in, is answered, or is waited for no longer."""

import datetime as dt
from typing import Any

from access.context import Subject
from correspondence.lifecycle import CorrespondenceState, allowed
from correspondence.models import Correspondence
from correspondence.services import refusals
from correspondence.services.numbers import draw
from correspondence.services.refusals import refuse
from correspondence.services.register import (
    check_number,
    check_parties,
    check_reply_day,
    is_reply_across,
    locked,
    own,
)  # fmt: skip
from foundation.acts import verb
from foundation.errors import TransitionRefused
from foundation.permissions import require
from foundation.wording import legal_day
from foundation.writes import update

_S = CorrespondenceState


@verb("correspondence.dispatch")
def dispatch(
    note: Correspondence, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None
) -> Correspondence:
    """The note leaves on a day: it gets its number, answers what it replies to, and is not changed any more."""
    require(by, "correspondence.dispatch")
    held = _held(note, _S.DISPATCHED, by=by, version=version)
    if not held.is_outgoing:
        raise TransitionRefused
    check_parties(held, by=by)
    if not held.text.strip():
        raise refuse(refusals.TextMissing, "text")
    dated = held.dated_on or on
    if dated > on:
        raise refuse(refusals.DayNotYetCome, "dated_on")
    check_reply_day(held, dated)
    if held.reply_due_on and held.reply_due_on < dated:
        raise refuse(refusals.DueBeforeWritten, "reply_due_on")
    if held.dated_on is None:
        check_number(held, dated.year, by=by)
    number = held.number or draw(held, dated.year, by=by)
    moved = _step(held, _S.DISPATCHED, on=on, at=at, dated_on=dated, year=dated.year, number=number)
    _answer_first(moved, by=by, on=on, at=at)
    return moved


@verb("correspondence.receive")
def receive(
    note: Correspondence, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None
) -> Correspondence:
    """What was entered has come in: it answers what it replies to, and is not changed any more."""
    require(by, "correspondence.receive")
    held = _held(note, _S.RECEIVED, by=by, version=version)
    if held.is_outgoing:
        raise TransitionRefused
    if held.dated_on is None:
        raise refuse(refusals.DayMissing, "dated_on")
    received = held.received_on or on
    if received < held.dated_on:
        raise refuse(refusals.ReceivedBeforeWritten, "received_on")
    if received > legal_day(at):
        raise refuse(refusals.DayNotYetCome, "received_on")
    check_reply_day(held, received)
    moved = _step(held, _S.RECEIVED, on=received, at=at, received_on=received)
    _answer_first(moved, by=by, on=received, at=at)
    return moved


@verb("correspondence.answer")
def answer(
    note: Correspondence, *, by: Subject, on: dt.date, at: dt.datetime, reason: str = "",
    version: int | None = None,
) -> Correspondence:  # fmt: skip
    """It was answered otherwise than by a note in this register; the reason says how."""
    require(by, "correspondence.answer")
    if not reason.strip():
        raise refusals.ReasonMissing
    held = _held(note, _S.ANSWERED, by=by, version=version)
    return _step(held, _S.ANSWERED, on=on, at=at)


@verb("correspondence.close")
def close(
    note: Correspondence, *, by: Subject, on: dt.date, at: dt.datetime, reason: str = "",
    version: int | None = None,
) -> Correspondence:  # fmt: skip
    """Nobody waits any more: no answer comes to what went out, none is needed to what came in."""
    require(by, "correspondence.close")
    if not reason.strip():
        raise refusals.ReasonMissing
    target = _S.CLOSED if note.is_outgoing else _S.NO_REPLY_NEEDED
    return _step(_held(note, target, by=by, version=version), target, on=on, at=at)


@verb("correspondence.cancel")
def cancel(
    note: Correspondence, *, by: Subject, on: dt.date, at: dt.datetime, reason: str = "",
    version: int | None = None,
) -> Correspondence:  # fmt: skip
    """A draft that will not leave; it has no number, so none is missing."""
    require(by, "correspondence.cancel")
    held = _held(note, _S.CANCELLED, by=by, version=version)
    return _step(held, _S.CANCELLED, on=on, at=at)


def _held(note: Correspondence, target: _S, *, by: Subject, version: int | None) -> Correspondence:
    held = own(note, by=by, version=version)
    if not allowed(_S(held.state), target):
        raise TransitionRefused
    return held


def _step(held: Correspondence, to: _S, *, on: dt.date, at: dt.datetime, **changes: Any) -> Correspondence:
    """Write a step of a locked note; its row is written by the database."""
    if on > legal_day(at):
        raise refuse(refusals.DayNotYetCome, "on")
    if on < held.state_on:
        raise refusals.StepBeforeLast(held.state_on)
    return update(held, state=to, state_on=on, **changes)


def _answer_first(reply: Correspondence, *, by: Subject, on: dt.date, at: dt.datetime) -> None:
    """A reply answers what it replies to, in the same act; of another's note an office abroad decides nothing."""
    if reply.in_reply_to is None or not is_reply_across(reply):
        return
    first = locked(reply.in_reply_to, by=by)
    if first.kept_by(by.mission_id) and allowed(_S(first.state), _S.ANSWERED):
        _step(first, _S.ANSWERED, on=max(on, first.state_on), at=at)
