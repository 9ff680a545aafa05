"""Verbs about the parties of an agreement over REST: If-Match, one service each."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from agreements.api import parts, serializers, shapes
from agreements.models import (
    Agreement,
    DomesticStep,
    FullPowers,
    Party,
    PartyStatement,
    PartyWithdrawal,
)
from agreements.services import conclusion, consents, later, powers, submissions
from agreements.services import statements as said
from agreements.services.refusals import NotPartyOfIt
from directory.models import Country, Organisation
from documents.pages.forms import content_of
from foundation.errors import InvalidInput
from foundation.rest.steps import step as verb_step

# A verb that answers with the agreement.
step = partial(verb_step, answers=serializers.AgreementSerializer)


def party_of(agreement: Agreement, body: Country | Organisation, beside: str = "party") -> Party:
    """The party a code names; raises NotPartyOfIt beside the field that named it."""
    column = "country" if isinstance(body, Country) else "organisation"
    found = agreement.parties.filter(**{column: body}).first()
    if found is None:
        raise NotPartyOfIt(fields={beside: NotPartyOfIt.message})
    return found


def of_a_party(service: Callable[..., Any]) -> Callable[..., Any]:
    """The service, called with the party instead of its code."""

    def call(record: Agreement, *, party: Any, **facts: Any) -> Any:
        return service(record, party=party_of(record, party), **facts)

    call.__doc__ = service.__doc__
    return call


def numbered(rows: QuerySet[Any], no: int, field: str = "no") -> Any:
    """The part with a number; raises beside it."""
    found = rows.filter(no=no).first()
    if found is None:
        raise InvalidInput(fields={field: [_("This agreement has none with this number.")]})
    return found


def of_a_part(model: Any, service: Callable[..., Any]) -> Callable[..., Any]:
    """The service, called with the part of a number."""

    def call(record: Agreement, *, no: int, by: Any, **facts: Any) -> Any:
        rows = model.objects.visible_to(by).filter(agreement=record)
        return service(numbered(rows, no), by=by, **facts)

    call.__doc__ = service.__doc__
    return call


def _sign(record: Agreement, *, by: Any, full_powers: int | None = None, **facts: Any) -> Agreement:
    """Signed for the home State on a day, definitively or subject to domestic procedures."""
    rows = FullPowers.objects.visible_to(by).filter(agreement=record)
    named = None if full_powers is None else numbered(rows, full_powers, "full_powers")
    return conclusion.record_signature(record, by=by, full_powers=named, **facts)


def _register_later(record: Agreement, *, party: Any = None, **facts: Any) -> Agreement:
    """A denunciation, a termination, an accession or a withdrawal was registered with the United Nations on a day."""
    named = None if party is None else party_of(record, party)
    return later.register_later(record, party=named, **facts)


def _take_back(record: Agreement, *, by: Any, party: Any, **facts: Any) -> Agreement:
    """The party stays after all; possible until its withdrawal takes effect (VCLT art. 68)."""
    rows = PartyWithdrawal.objects.visible_to(by).filter(party=party_of(record, party))
    running = rows.filter(taken_back_on__isnull=True).first()
    if running is None:
        raise InvalidInput(fields={"party": [_("No withdrawal of this party is recorded.")]})
    return said.take_back_withdrawal(running, by=by, **facts)


class AroundParties:
    """What each party did; full powers."""

    sign = step("sign", parts.SignedShape, _sign)
    notify = step("notify", shapes.NotifyShape, of_a_party(conclusion.notify), dated=False)
    party_signed = step("party-signed", parts.PartySignedShape, of_a_party(consents.sign_for))
    accede = step("accede", parts.AccededShape, consents.accede)
    domestic_steps = step(
        "domestic-steps", parts.DomesticShape, of_a_party(consents.plan_domestic_step), dated=False
    )
    domestic_step_done = step(
        "domestic-step-done",
        parts.DomesticDoneShape,
        of_a_part(DomesticStep, consents.complete_domestic_step),
    )
    statements = step("statements", parts.StatementShape, of_a_party(said.state))
    statement_withdrawn = step(
        "statement-withdrawn", parts.PartDayShape, of_a_part(PartyStatement, said.withdraw_statement)
    )
    withdrawals = step("withdrawals", parts.WithdrawalShape, of_a_party(said.withdraw))
    withdrawal_taken_back = step("withdrawal-taken-back", parts.WithdrawalTakenBackShape, _take_back)
    full_powers = step(
        "full-powers", parts.FullPowersShape, powers.give, dated=False, file="document", read=content_of
    )
    later_registrations = step("later-registrations", parts.LaterShape, _register_later)
    full_powers_revoked = step(
        "full-powers-revoked", parts.PartDayShape, of_a_part(FullPowers, powers.revoke)
    )


def _submit(record: Agreement, **facts: Any) -> Agreement:
    """Put a proposal, the text before signature, or a denunciation on its route through both ministries."""
    submissions.submit(record, **facts)
    return record


def _withdraw(record: Agreement, **facts: Any) -> Agreement:
    """Take what is under approval back, so that it can be changed; the case ends undecided."""
    submissions.take_back(record, **facts)
    return record


class AroundApproval:
    """What goes to approval; the cases themselves are found under /api/v1/cases/."""

    submit = step("submit", parts.AgreementSubmitShape, _submit)
    take_back = step("take-back", parts.AgreementTakeBackShape, _withdraw, dated=False)
