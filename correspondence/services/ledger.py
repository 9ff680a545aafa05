"""Taking over what stands in an older ledger: notes that left and came in before this register was kept."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from access.context import Subject
from access.models import Label
from correspondence.models import Correspondence
from correspondence.selectors.ledger import is_number_told
from correspondence.services import refusals, steps
from correspondence.services.refusals import refuse
from correspondence.services.register import enter
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput, RuleBroken
from foundation.permissions import require


@verb("correspondence.take_over")
def take_over(
    *, by: Subject, at: dt.datetime, label: Label, direction: str, dated_on: dt.date, subject: str, text: str = "",
    is_demo: bool = False, **facts: Any,
) -> Correspondence:  # fmt: skip
    """A note as the ledger has it: what left keeps its number and counts as dispatched, what came in as received.

    Of an old note often the subject alone is known; it stands for the text then.
    """
    require(by, "correspondence.take_over")
    try:
        note = enter(
            by=by, at=at, label=label, direction=direction, dated_on=dated_on, subject=subject, text=text or subject,
            is_demo=is_demo, **facts,
        )  # fmt: skip
    except InvalidInput as refusal:
        raise _as_told_to_all(refusal, dated_on, facts, by=by) from refusal
    if not note.is_outgoing:
        return steps.receive(note, by=by, on=note.received_on or dated_on, at=at)
    if not note.number:
        raise refuse(refusals.NumberMissing, "number")
    return steps.dispatch(note, by=by, on=dated_on, at=at)


def _as_told_to_all(
    refusal: InvalidInput, dated_on: dt.date, facts: Mapping[str, Any], *, by: Subject
) -> DomainError:
    """What is refused stands in the findings of the table: it says no more than to somebody who may read just that.

    So a number that a note marked higher has used is refused like the database refuses it, and a record marked higher
    is none.
    """
    if isinstance(refusal, refusals.LabelTooLow):
        return refuse(refusals.NothingKnownByThisReference, *refusal.fields)
    if isinstance(refusal, refusals.NumberTaken):
        sender = {body: facts.get(body) for body in ("sender_mission", "sender_institution")}
        if not is_number_told(facts["number"], dated_on.year, to=by, **sender):
            return RuleBroken()
    return refusal
