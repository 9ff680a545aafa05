"""On which day an agreement enters into force, and who may state one (VCLT arts 11-16, 24)."""

import datetime as dt

from access.context import Subject
from agreements.lifecycle import ConsentForm, Eif, EifRule, eif_date
from agreements.models import Agreement, Clause, Party, PartySignature
from agreements.services.refusals import EntryDiffers, EntryNotComputable
from foundation.wording import written_date


def entry_by_clause(held: Agreement, *, by: Subject) -> Eif:
    """Entry into force as its clause and the recorded facts give it, or why they do not.

    Whoever signed definitively or acceded has consented and notifies nothing (VCLT arts 12, 15).
    """
    clause = Clause.objects.visible_to(by).filter(agreement=held).first()
    if clause is None:
        return eif_date(None)
    parties = Party.objects.visible_to(by).filter(agreement=held).order_by("id")
    parties = parties.select_related("agreement", "signature", "notification")
    consents = [party.consented_on for party in parties]
    return eif_date(
        clause.eif_rule,
        signed_on=_last_signature(held, by=by),
        notifications_received=consents,
        notifications_needed=len(consents),
        exchanged_on=held.exchanged_on,
        fixed_on=clause.eif_fixed_on,
        n_days=clause.eif_days,
        consents=[day for day in consents if day],
        n_consents=clause.eif_consents,
    )


def _last_signature(held: Agreement, *, by: Subject) -> dt.date | None:
    """The day on which the last party signed; where others sign later, that is what "on signature" means."""
    rows = PartySignature.objects.visible_to(by).filter(agreement=held).exclude(form=ConsentForm.ACCESSION)
    days = rows.values_list("signed_on", flat=True)
    return max([*days, *filter(None, [held.signed_on])], default=None)


def day_of_entry(held: Agreement, stated: dt.date | None, reason: str, *, by: Subject) -> dt.date:
    """The day the clause gives. It is stated only where the text leaves it to the parties (VCLT art. 24.1), or, with a
    reason, where the agreement is marked as needing verification; else the refusal names what is missing.
    """
    computed = entry_by_clause(held, by=by)
    if computed.on is not None:
        if stated not in (None, computed.on):
            raise EntryDiffers(f"{EntryDiffers.message} {written_date(computed.on)}")
        return computed.on
    as_agreed = Clause.objects.visible_to(by).filter(agreement=held, eif_rule=EifRule.AS_AGREED).exists()
    in_doubt = held.needs_verification and reason.strip()
    if stated is None or not (as_agreed or in_doubt):
        missing = " ".join(str(each.label) for each in computed.missing)
        raise EntryNotComputable(f"{EntryNotComputable.message} {missing}".strip())
    return stated
