"""The word of security and of the other ministry before a return leaves: agreed to, or sent back (domain.md C6)."""

import datetime as dt

from access.context import Subject
from activities.lifecycle import ReturnState
from activities.models import DueReturn
from activities.selectors import returns as read
from activities.services import return_refusals as no
from activities.services.returns import begin, reasoned
from foundation.acts import verb
from foundation.writes import update

S = ReturnState


@verb("returns.check")
def check(
    row: DueReturn, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None, reason: str = ""
) -> DueReturn:
    """Security agrees that what is marked leaves (C6); whoever prepared it does not (I22)."""
    held = begin(row, S.CHECKED, "returns.check", by=by, on=on, at=at, version=version)
    if read.prepared_by(held, by.user_id):
        raise no.ClearedByAnother
    return update(held, state=S.CHECKED, state_on=on)


@verb("returns.clear")
def clear(
    row: DueReturn, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None, reason: str = ""
) -> DueReturn:
    """The Ministry of Foreign Affairs agrees that it leaves as it is; whoever prepared it does not clear it (I22)."""
    held = begin(row, S.CLEARED, "returns.clear", by=by, on=on, at=at, version=version)
    if read.prepared_by(held, by.user_id):
        raise no.ClearedByAnother
    if read.is_marked(held) and not read.seen_by_security(held):
        raise no.SecurityFirst
    return update(held, state=S.CLEARED, state_on=on)


@verb("returns.send_back")
def send_back(
    row: DueReturn, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None, reason: str = ""
) -> DueReturn:
    """Security or the Ministry of Foreign Affairs does not agree, or not any more, and says why."""
    held = begin(row, S.SENT_BACK, "returns.send_back", by=by, on=on, at=at, version=version)
    reasoned(reason)
    return update(held, state=S.SENT_BACK, state_on=on)
