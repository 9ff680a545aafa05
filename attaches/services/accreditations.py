"""Accreditations planned for a posting: one principal, one per further State (VCDR art. 5; domain.md I4).

What happens to them then is in `notes`.
"""

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from attaches.lifecycle import (
    ACCREDITATION_TERMINAL,
    OVER,
    AccreditationRole,
    AccreditationState,
    PostingState,
)
from attaches.models import Accreditation, HostPractice, Posting
from attaches.selectors.submissions import under_approval
from attaches.services import labels
from attaches.services.hosts import OWN_STATE, practice_of
from attaches.services.selection import drafted
from attaches.services.steps import CaseRunning, Frozen, lock, not_ahead
from directory.models import Country, Organisation
from directory.selectors.stances import stances_on
from directory.terms import StanceKind
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput
from foundation.permissions import require
from foundation.writes import insert, update

_A = AccreditationState
BEFORE_NOTES = frozenset(
    {PostingState.PROPOSED, PostingState.SELECTED, PostingState.PREPARED, PostingState.MOD_ORDERED}
)


class AccreditedThere(DomainError):
    """One principal accreditation per posting, one per further State (I4)."""

    message = _("This posting has an accreditation like this already.")


class NoRelations(InvalidInput):
    """Nobody is accredited to a State with which there are no diplomatic relations (VCDR art. 2; domain.md C9)."""

    message = _("There are no diplomatic relations with this State: nobody is accredited there.")


def begin(
    posting: Posting, *, by: Subject, on: dt.date, role: str = AccreditationRole.PRINCIPAL,
    country: Country | None = None, organisation: Organisation | None = None, consent_waived: bool | None = None,
    waiver_basis: str = "", one_note: bool | None = None, is_demo: bool = False,
) -> Accreditation:  # fmt: skip
    """Write a planned accreditation of a locked posting; what is not said follows the host's practice."""
    if (country is None) == (organisation is None):
        raise InvalidInput(fields={"country": [_("Either a State or an organisation.")]})
    if country is not None and country.iso2 == settings.HOME_COUNTRY:
        raise InvalidInput(fields={"country": [OWN_STATE]})
    if country is not None and country.iso2 in stances_on(on)[StanceKind.WITHOUT_RELATIONS]:
        raise NoRelations(fields={"country": [NoRelations.message]})
    asked = _as_the_host_wants(practice_of(country, by=by), consent_waived, waiver_basis.strip(), one_note)
    _check_waiver(**asked)
    others = Accreditation.objects.unrestricted(reason="one per State, whoever looks").filter(posting=posting)
    there = others.filter(country=country, organisation=organisation).exclude(
        state__in=ACCREDITATION_TERMINAL
    )
    if there.exists() or (role == AccreditationRole.PRINCIPAL and others.filter(role=role).exists()):
        raise AccreditedThere
    return insert(
        Accreditation(
            posting=posting, role=role, country=country, organisation=organisation, state_on=on,
            label=labels.base(), is_demo=is_demo, **asked,
        )
    )  # fmt: skip


def _as_the_host_wants(
    practice: HostPractice | None, waived: bool | None, basis: str, one_note: bool | None
) -> dict[str, Any]:
    """Whether consent is asked for, and whether one note suffices."""
    if waived is None:
        waived = practice is not None and not practice.consents_to_person
        basis = basis or (practice.basis if practice is not None and waived else "")
    if one_note is None:
        one_note = practice is not None and not practice.second_note and not waived
    return {"consent_waived": waived, "waiver_basis": basis, "one_note": one_note}


@verb("accreditations.plan")
def plan(
    posting: Posting, *, by: Subject, on: dt.date, at: dt.datetime | None = None, **receiver: Any
) -> Accreditation:
    """Plan an accreditation to a further State or organisation, by default a side one (VCDR art. 5)."""
    require(by, "accreditations.plan")
    not_ahead(on, at)
    held = lock(posting)
    if held.state in OVER:
        raise Frozen
    refuse_while_decided(held, by)
    drafted(held, by)
    return begin(held, by=by, on=on, **{"role": AccreditationRole.SIDE, **receiver})


@verb("accreditations.amend")
def amend(
    accreditation: Accreditation, *, by: Subject, consent_waived: bool | None = None, waiver_basis: str | None = None,
    one_note: bool | None = None, version: int | None = None,
) -> Accreditation:  # fmt: skip
    """Change whether the host asks for consent, while no note has left."""
    require(by, "accreditations.amend")
    posting = lock(accreditation.posting)
    held = lock(accreditation)
    if held.state != _A.PLANNED:
        raise Frozen
    refuse_while_decided(posting, by)
    drafted(posting, by)
    waived = held.consent_waived if consent_waived is None else consent_waived
    basis = (held.waiver_basis if waiver_basis is None else waiver_basis).strip()
    single = held.one_note if one_note is None else one_note
    _check_waiver(waived, basis, single)
    return update(held, version=version, consent_waived=waived, waiver_basis=basis, one_note=single)


def refuse_while_decided(posting: Posting, by: Subject) -> None:
    """Where it is accredited is part of what the approvers agree to, until the MFA has coordinated."""
    if posting.state in BEFORE_NOTES and under_approval([posting.pk], to=by):
        raise CaseRunning


def _check_waiver(consent_waived: bool, waiver_basis: str, one_note: bool) -> None:
    if consent_waived and one_note:
        raise InvalidInput(
            fields={"one_note": [_("Where no consent is asked for, the one note asks for accreditation.")]}
        )
    if consent_waived and not waiver_basis:
        raise InvalidInput(
            fields={"waiver_basis": [_("Say on what legal ground the host asks for no consent.")]}
        )
