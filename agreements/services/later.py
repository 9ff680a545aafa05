"""Registering what changed the parties or the terms after the agreement itself was registered (domain.md B4)."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from agreements.engine import LaterKind
from agreements.models import Agreement, LaterRegistration, Party
from agreements.selectors.later import Later, later_actions
from agreements.services.steps import begin
from directory.models import Country
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput
from foundation.writes import insert, update


class AgreementItselfFirst(DomainError):
    """Art. 102: the treaty comes before what changes it."""

    message = _("The agreement itself is not registered: register it first.")


class NoSuchAction(InvalidInput):
    """Only what is recorded is registered."""

    message = _(
        "Nothing of this kind is recorded for this day, or it happened before the agreement was registered."
    )


class AmendmentIsAnAgreement(InvalidInput):
    """An amendment is a treaty."""

    message = _("An amendment is registered as an agreement of its own.")


class ActionRegistered(DomainError):
    """Once is enough; any party's registration relieves the others."""

    message = _("This later action is registered already.")


class RegisteredBeforeIt(InvalidInput):
    """What has not happened is not registered."""

    message = _("It is registered after it has happened.")


@verb("agreements.register_later")
def register_later(
    agreement: Agreement, *, by: Subject, kind: str, acted_on: dt.date, on: dt.date, at: dt.datetime,
    party: Party | None = None, number: str = "", registered_by: Country | None = None,
    version: int | None = None, reason: str = "",
) -> Agreement:  # fmt: skip
    """A denunciation, a termination, an accession or a withdrawal was registered with the United Nations on a day."""
    held = begin(agreement, "agreements.register_later", by=by, on=on, at=at, version=version)
    if held.registered_on is None:
        raise AgreementItselfFirst
    if kind == LaterKind.AMENDMENT:
        raise AmendmentIsAnAgreement(fields={"kind": AmendmentIsAnAgreement.message})
    found = _recorded(held, kind, acted_on, party, by=by)
    if found.registration is not None:
        raise ActionRegistered
    if on < acted_on:
        raise RegisteredBeforeIt(fields={"on": RegisteredBeforeIt.message})
    insert(
        LaterRegistration(
            agreement=held, kind=kind, acted_on=acted_on, party=found.party, registered_on=on, number=number,
            registered_by=registered_by, recorded_at=at, label_id=held.label_id,
        )
    )  # fmt: skip
    return update(held)


def _recorded(held: Agreement, kind: str, acted_on: dt.date, party: Party | None, *, by: Subject) -> Later:
    for one in later_actions(held, to=by):
        if (one.kind, one.acted_on, one.party) == (kind, acted_on, party):
            return one
    raise NoSuchAction(fields={"acted_on": NoSuchAction.message})
