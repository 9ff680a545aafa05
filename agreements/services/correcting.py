"""A wrong entry of an older instrument is put right, on record and before anything followed from it."""

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.selectors.dependants import pointing_at
from agreements.lifecycle import BEFORE_SIGNATURE
from agreements.models import (
    Agreement,
    AgreementDeadline,
    AgreementDrafter,
    AgreementText,
    Clause,
    ClauseBefore,
    Party,
    Provision,
    StageDocument,
    StageEvent,
)
from agreements.services import parties as sides
from agreements.services.agreements import locked
from agreements.services.cases import drafted, not_running
from agreements.services.computed import rewrite
from agreements.services.refusals import StepRefused
from agreements.services.steps import explained
from foundation.acts import verb
from foundation.errors import DomainError
from foundation.permissions import require
from foundation.writes import update

# What belongs to the entry itself, whoever the parties are.
OWN = (
    AgreementDeadline, AgreementDrafter, AgreementText, Clause, ClauseBefore, Party, Provision, StageDocument,
    StageEvent,
)  # fmt: skip


class SomethingFollowed(DomainError):
    """What others built on stays; what is wrong about it is a doubt to be settled (domain.md E5)."""

    message = _(
        "Its parties are corrected only as long as nothing followed from them. Mark the agreement as needing "
        "verification and say what is wrong. Recorded already:"
    )


@verb("agreements.correct_parties")
def correct_parties(
    agreement: Agreement,
    *,
    by: Subject,
    parties: Sequence[sides.Body],
    reason: str,
    at: dt.datetime,
    version: int | None = None,
) -> Agreement:
    """The parties of an instrument entered where it stands were typed wrongly; nobody joins or leaves by that.

    Once a party has acted or something stands on the agreement, a State joins by accession and leaves by withdrawal
    (VCLT arts 15, 54).
    """
    require(by, "agreements.correct_parties")
    held = locked(agreement, by=by, version=version)
    explained(reason)
    if held.state in BEFORE_SIGNATURE:
        raise StepRefused
    not_running(held, by=by)
    bodies = sides.with_home(parties)
    sides.check(held.participation, bodies)
    if found := _followed(held, by=by):
        raise SomethingFollowed(f"{SomethingFollowed.message} {', '.join(found)}.")
    sides.replace(held, bodies, by=by)
    drafted(held, by)
    rewrite([held], by=by, on=timezone.localdate(at))
    return update(held)


def _followed(held: Agreement, *, by: Subject) -> list[str]:
    """In words, what stands on the entry as far as the clerk may see it; PostgreSQL asks what parties did."""
    first = StageEvent.objects.visible_to(by).filter(agreement=held).order_by("pk").first()
    own = [str(first.get_state_display())] if first is not None and first.state in BEFORE_SIGNATURE else []
    registered = [str(Agreement._meta.get_field("registered_on").verbose_name)] if held.registered_on else []
    named = (
        *pointing_at(Party, held.parties.all()),
        *(r for r in pointing_at(Agreement, [held]) if r.model not in OWN),
    )
    others = [str(rows.model._meta.verbose_name_plural) for rows in named if rows.exists()]
    return [*own, *registered, *sorted(set(others))]
