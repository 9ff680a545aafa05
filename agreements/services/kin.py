"""A later instrument takes the place of an earlier one (VCLT art. 59)."""

import datetime as dt

from access.context import Subject
from access.services.labels import join
from agreements.lifecycle import EIF_KNOWN, AgreementState
from agreements.models import Agreement, Party, Supersession
from agreements.services.refusals import (
    PartiesMissing,
    SuccessorEarlier,
    SuccessorMissing,
    SuccessorNotInForce,
)
from agreements.services.steps import begin, explained, move
from foundation.acts import verb
from foundation.writes import insert

S = AgreementState


@verb("agreements.supersede")
def supersede(
    agreement: Agreement,
    *,
    by: Subject,
    on: dt.date,
    at: dt.datetime,
    reason: str,
    successor: Agreement | None = None,
    version: int | None = None,
) -> Agreement:
    """A later instrument of the same parties, which is in force, takes its place (VCLT art. 59)."""
    held = begin(agreement, "agreements.supersede", by=by, on=on, at=at, version=version)
    explained(reason)
    moved = move(held, S.SUPERSEDED, by=by, on=on, at=at, ended_on=on)
    later = _successor(held, successor, on, by=by)
    label = join([held.label, later.label])
    insert(Supersession(earlier=held, successor=later, since=on, label=label, is_demo=held.is_demo))
    return moved


def _successor(held: Agreement, successor: Agreement | None, on: dt.date, *, by: Subject) -> Agreement:
    """The successor, held; raises what it lacks."""
    if successor is None or successor.pk == held.pk:
        raise SuccessorMissing(fields={"successor": SuccessorMissing.message})
    rows = Agreement.objects.visible_to(by).select_for_update(of=("self",))
    later = rows.filter(pk=successor.pk).first()
    if later is None:
        raise SuccessorMissing(fields={"successor": SuccessorMissing.message})
    over = later.ended_on is not None and later.ended_on <= on
    if later.state not in EIF_KNOWN or later.eif_on is None or later.eif_on > on or over:
        raise SuccessorNotInForce(fields={"successor": SuccessorNotInForce.message})
    if held.signed_on and later.signed_on and later.signed_on < held.signed_on:
        raise SuccessorEarlier(fields={"successor": SuccessorEarlier.message})
    parties = Party.objects.visible_to(by)
    bound = set(parties.filter(agreement=later).values_list("country", "organisation"))
    if not bound >= set(parties.filter(agreement=held).values_list("country", "organisation")):
        raise PartiesMissing(fields={"successor": PartiesMissing.message})
    return later
