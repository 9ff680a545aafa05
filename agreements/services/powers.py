"""Full powers: given with a subject and permitted acts, revoked, asked for before a signature (VCLT art. 7; I13)."""

import datetime as dt
from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from agreements.lifecycle import TERMINAL, FullPowersScope
from agreements.models import Agreement, FullPowers, PartySignature
from agreements.services.party_refusals import (
    AgreementOver,
    FullPowersNotCovering,
    PowersRevoked,
    PowersUsed,
)
from agreements.services.steps import begin, next_number, part_held
from documents.services.files import File, kept_with
from foundation.acts import verb
from foundation.errors import InvalidInput
from foundation.writes import insert, update


@verb("agreements.give_full_powers")
def give(
    agreement: Agreement,
    *,
    by: Subject,
    at: dt.datetime,
    holder: str,
    subject: str,
    permitted: Collection[str],
    issued_by: str,
    valid_from: dt.date,
    valid_until: dt.date | None = None,
    holder_title: str = "",
    document: File | None = None,
    version: int | None = None,
) -> Agreement:
    """Somebody may negotiate, initial or sign about a subject, from a day on and up to one."""
    held = begin(agreement, "agreements.give_full_powers", by=by, on=dt.date.min, at=at, version=version)
    if held.state in TERMINAL:
        raise AgreementOver
    _check(permitted, valid_from, valid_until)
    rows = FullPowers.objects.visible_to(by).filter(agreement=held)
    insert(
        FullPowers(
            agreement=held, no=next_number(rows), label_id=held.label_id, holder=" ".join(holder.split()),
            holder_title=holder_title, subject=subject, issued_by=issued_by, valid_from=valid_from,
            permitted=[scope.value for scope in FullPowersScope if scope in permitted], valid_until=valid_until,
            document=kept_with(held, document, by=by, beside="document") if document else None, is_demo=held.is_demo,
        )
    )  # fmt: skip
    return update(held)


def _check(permitted: Collection[str], valid_from: dt.date, valid_until: dt.date | None) -> None:
    if unknown := set(permitted) - set(FullPowersScope.values):
        raise InvalidInput(fields={"permitted": [_("Unknown: %s") % ", ".join(sorted(unknown))]})
    if not permitted:
        raise InvalidInput(fields={"permitted": [_("Full powers permit at least one act.")]})
    if valid_until is not None and valid_until < valid_from:
        raise InvalidInput(fields={"valid_until": [_("Full powers do not end before they begin.")]})


@verb("agreements.revoke_full_powers")
def revoke(
    powers: FullPowers, *, by: Subject, on: dt.date, at: dt.datetime, reason: str = "", version: int | None = None
) -> Agreement:  # fmt: skip
    """Nothing may be done with them any more from a day on; what was signed before stays signed."""
    agreement = begin(powers.agreement, "agreements.revoke_full_powers", by=by, on=on, at=at, version=version)
    held = part_held(powers, by=by)
    if held.revoked_on is not None:
        raise PowersRevoked
    if on < held.valid_from:
        raise InvalidInput(fields={"on": [_("Full powers are not revoked before they begin.")]})
    used = PartySignature.objects.visible_to(by).filter(full_powers=held, signed_on__gte=on)
    if used.exists():
        raise PowersUsed(fields={"on": PowersUsed.message})
    update(held, revoked_on=on)
    return update(agreement)


def powers_for(
    held: Agreement, act: str, on: dt.date, *, by: Subject, named: FullPowers | None = None
) -> FullPowers | None:
    """The full powers that cover an act on a day: those named, else the only ones; raises when those named do not."""
    rows = FullPowers.objects.visible_to(by).filter(agreement=held)
    if named is not None:
        found = rows.filter(pk=named.pk).select_for_update(of=("self",)).first()
        if found is None or not found.covers(act, on):
            raise FullPowersNotCovering(fields={"full_powers": FullPowersNotCovering.message})
        return found
    covering = [row for row in rows.select_for_update(of=("self",)) if row.covers(act, on)]
    return covering[0] if len(covering) == 1 else None
