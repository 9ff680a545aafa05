"""Accreditations planned for a posting: one principal, one per further State (VCDR art. 5; domain.md I4).

What happens to them then is in `notes`.
"""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from attaches.lifecycle import (
    ACCREDITATION_TERMINAL,
    OVER,
    AccreditationRole,
    AccreditationState,
)
from attaches.models import Accreditation, Posting
from attaches.services import labels
from attaches.services.steps import Frozen, lock
from directory.models import Country, Organisation
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput
from foundation.permissions import require
from foundation.writes import insert, update

_A = AccreditationState


class AccreditedThere(DomainError):
    """One principal accreditation per posting, one per further State (I4)."""

    message = _("This posting has an accreditation like this already.")


def begin(
    posting: Posting, *, on: dt.date, role: str = AccreditationRole.PRINCIPAL, country: Country | None = None,
    organisation: Organisation | None = None, consent_waived: bool = False, waiver_basis: str = "",
    is_demo: bool = False,
) -> Accreditation:  # fmt: skip
    """Write a planned accreditation of a locked posting; part of the verbs that may."""
    if (country is None) == (organisation is None):
        raise InvalidInput(fields={"country": [_("Either a State or an organisation.")]})
    _check_waiver(consent_waived, waiver_basis)
    others = Accreditation.objects.unrestricted(reason="one per State, whoever looks").filter(posting=posting)
    there = others.filter(country=country, organisation=organisation).exclude(
        state__in=ACCREDITATION_TERMINAL
    )
    if there.exists() or (role == AccreditationRole.PRINCIPAL and others.filter(role=role).exists()):
        raise AccreditedThere
    return insert(
        Accreditation(
            posting=posting, role=role, country=country, organisation=organisation, state_on=on,
            consent_waived=consent_waived, waiver_basis=waiver_basis.strip(), label=labels.base(), is_demo=is_demo,
        )
    )  # fmt: skip


@verb("accreditations.plan")
def plan(posting: Posting, *, by: Subject, on: dt.date, **receiver: Any) -> Accreditation:
    """Plan an accreditation to a further State or organisation, by default a side one (VCDR art. 5)."""
    require(by, "accreditations.plan")
    held = lock(posting)
    if held.state in OVER:
        raise Frozen
    return begin(held, on=on, **{"role": AccreditationRole.SIDE, **receiver})


@verb("accreditations.amend")
def amend(
    accreditation: Accreditation, *, by: Subject, consent_waived: bool | None = None, waiver_basis: str | None = None,
    version: int | None = None,
) -> Accreditation:  # fmt: skip
    """Change whether the host asks for consent, while no note has left."""
    require(by, "accreditations.amend")
    held = lock(accreditation)
    if held.state != _A.PLANNED:
        raise Frozen
    waived = held.consent_waived if consent_waived is None else consent_waived
    basis = (held.waiver_basis if waiver_basis is None else waiver_basis).strip()
    _check_waiver(waived, basis)
    return update(held, version=version, consent_waived=waived, waiver_basis=basis)


def _check_waiver(waived: bool, basis: str) -> None:
    if waived and not basis.strip():
        raise InvalidInput(
            fields={"waiver_basis": [_("Say on what legal ground the host asks for no consent.")]}
        )
