"""Buttons for the next step of an agreement: what each asks for beside its day, and the service it calls."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from agreements.lifecycle import (
    AWAITING,
    BEFORE_SIGNATURE,
    TRANSITIONS,
    AgreementState,
    Participation,
    SignatureKind,
)
from agreements.models import Agreement, FullPowers, Party
from agreements.services import agreements, applying, conclusion, consents, correcting, ending, kin
from directory.models import Country
from directory.selectors.named import bodies_called
from foundation.admin_forms import posted_day, seen_version
from foundation.clock import now, today
from foundation.errors import InvalidInput

S = AgreementState


@dataclass(frozen=True)
class Step:
    """A button: its words, its verb, the states it is shown in, and a caller that reads what was typed."""

    label: Any
    verb: str
    states: frozenset[str]
    call: Callable[..., Any]
    asks: tuple[str, ...] = ()
    explained: bool = False


def _into(target: S, *without: S) -> frozenset[str]:
    return frozenset(source for source, after in TRANSITIONS.items() if target in after) - set(without)


def typed(request: HttpRequest, name: str) -> str:
    """A word typed beside the buttons."""
    return request.POST.get(name, "").strip()


def _day(request: HttpRequest) -> dt.date:
    return posted_day(request, "on", None) or today()


def _plain(service: Callable[..., Any]) -> Callable[..., Any]:
    def call(request: HttpRequest, record: Agreement, **facts: Any) -> Any:
        return service(record, on=_day(request), **facts)

    return call


def _sign(request: HttpRequest, record: Agreement, **facts: Any) -> Any:
    number = typed(request, "full_powers")
    rows = FullPowers.in_context.filter(agreement=record)
    named = (
        rows.filter(no=number if number.isdecimal() and len(number) < 5 else 0).first() if number else None
    )
    if number and named is None:
        raise InvalidInput(fields={"full_powers": _("Choose among those recorded.")})
    return conclusion.record_signature(
        record,
        on=_day(request),
        place=typed(request, "place"),
        signature=typed(request, "signature") or SignatureKind.SIMPLE,
        signatory=typed(request, "signatory"),
        capacity=typed(request, "capacity"),
        full_powers=named,
        **facts,
    )


def _notify(request: HttpRequest, record: Agreement, **facts: Any) -> Any:
    chosen = typed(request, "party")
    party = Party.in_context.filter(agreement=record, pk=chosen if chosen.isdecimal() else 0).first()
    if party is None:
        raise InvalidInput(fields={"party": _("Choose the party that notifies.")})
    sent_on = _day(request)
    received_on = posted_day(request, "received_on", None)
    return conclusion.notify(record, party=party, sent_on=sent_on, received_on=received_on, **facts)


def _accede(request: HttpRequest, record: Agreement, **facts: Any) -> Any:
    named = typed(request, "acceding")
    bodies, _unknown = bodies_called([named])[named] if named else ([], [])
    if len(bodies) != 1:
        raise InvalidInput(fields={"acceding": _("Name one State or organisation by its code or its name.")})
    return consents.accede(record, body=bodies[0], on=_day(request), **facts)


def _correct(request: HttpRequest, record: Agreement, **facts: Any) -> Any:
    named = typed(request, "right_parties")
    bodies, unknown = bodies_called([named])[named]
    if unknown or not bodies:
        words = _("Name them by their codes or names, separated by semicolons.")
        raise InvalidInput(fields={"right_parties": [" ".join([str(words), *unknown])]})
    return correcting.correct_parties(record, parties=bodies, **facts)


def _enter(request: HttpRequest, record: Agreement, **facts: Any) -> Any:
    return conclusion.enter_into_force(record, on=posted_day(request, "entry_on", None), **facts)


def _supersede(request: HttpRequest, record: Agreement, **facts: Any) -> Any:
    named = typed(request, "successor")
    found = Agreement.in_context.filter(reference=named).first() if named else None
    return kin.supersede(record, on=_day(request), successor=found, **facts)


def _apply(request: HttpRequest, record: Agreement, **facts: Any) -> Any:
    return applying.apply_provisionally(record, on=_day(request), basis=typed(request, "basis"), **facts)


def _register(request: HttpRequest, record: Agreement, **facts: Any) -> Any:
    by_whom = Country.objects.filter(iso2=typed(request, "registered_by")).first()
    number = typed(request, "number")
    return conclusion.register(record, on=_day(request), number=number, registered_by=by_whom, **facts)


def _verify(request: HttpRequest, record: Agreement, **facts: Any) -> Any:
    entry, effect = (posted_day(request, name, None) for name in ("entry_on", "effect_on"))
    return agreements.verify(record, eif_on=entry, effect_on=effect, **facts)


def _denounce(request: HttpRequest, record: Agreement, **facts: Any) -> Any:
    effect_on = posted_day(request, "effect_on", None)
    return ending.denounce(record, on=_day(request), effect_on=effect_on, **facts)


IN_FORCE = frozenset({S.IN_FORCE, S.DENUNCIATION_NOTIFIED, S.SUSPENDED})
FINAL = frozenset({"terminate", "expire", "supersede", "abandon"})
SIGNING = ("place", "signature", "full_powers", "signatory", "capacity")
STEPS: dict[str, Step] = {
    "mandate": Step(_("Mandate given"), "mandate", _into(S.MANDATED), _plain(conclusion.mandate)),
    "negotiate": Step(
        _("Negotiations begun"), "negotiate", _into(S.NEGOTIATING), _plain(conclusion.negotiate)
    ),
    "initial": Step(_("Initialled"), "initial", _into(S.INITIALLED), _plain(conclusion.initial)),
    "sign": Step(_("Signed"), "sign", _into(S.SIGNED), _sign, SIGNING),
    "domestic": Step(
        _("Domestic procedures begun"),
        "start_domestic_procedures",
        _into(S.DOMESTIC_PROCEDURES),
        _plain(conclusion.start_domestic_procedures),
    ),
    "notify": Step(
        _("Notification sent"), "notify", frozenset(conclusion.NOTIFYING), _notify, ("party", "received_on")
    ),
    "enter": Step(
        _("Entered into force"), "enter_into_force", frozenset(conclusion.ENTERING), _enter, ("entry_on",)
    ),
    "apply": Step(_("Applied provisionally"), "apply_provisionally", frozenset(AWAITING), _apply, ("basis",)),
    "end-provisional": Step(
        _("Provisional application ended"),
        "end_provisional",
        frozenset(AWAITING),
        _plain(applying.end_provisional),
        explained=True,
    ),
    "accede": Step(
        _("A further party acceded"), "accede", frozenset(S) - consents.NO_PROCEDURES, _accede, ("acceding",)
    ),
    "correct-parties": Step(
        _("Parties entered wrongly"),
        "correct_parties",
        frozenset(S) - BEFORE_SIGNATURE,
        _correct,
        ("right_parties",),
        explained=True,
    ),
    "submit-registration": Step(
        _("Submitted for registration"), "submit_registration", IN_FORCE, _plain(applying.submit_registration)
    ),
    "register": Step(_("Registered"), "register", IN_FORCE, _register, ("number", "registered_by")),
    "verify": Step(_("Verified"), "verify", frozenset(S), _verify, ("entry_on", "effect_on")),
    "denounce": Step(
        _("Denunciation received"),
        "denounce",
        _into(S.DENUNCIATION_NOTIFIED),
        _denounce,
        ("effect_on",),
        explained=True,
    ),
    "withdraw-denunciation": Step(
        _("Denunciation withdrawn"),
        "withdraw_denunciation",
        frozenset({S.DENUNCIATION_NOTIFIED}),
        _plain(ending.withdraw_denunciation),
        explained=True,
    ),
    "terminate": Step(_("Terminated"), "terminate", _into(S.TERMINATED), _plain(ending.terminate)),
    "expire": Step(_("Expired"), "expire", _into(S.EXPIRED), _plain(ending.expire)),
    "suspend": Step(
        _("Suspended"), "suspend", frozenset({S.IN_FORCE}), _plain(ending.suspend), explained=True
    ),
    "resume": Step(_("Applied again"), "resume", frozenset({S.SUSPENDED}), _plain(ending.resume)),
    "supersede": Step(
        _("Superseded"), "supersede", _into(S.SUPERSEDED), _supersede, ("successor",), explained=True
    ),
    "abandon": Step(_("Given up"), "abandon", _into(S.ABANDONED), _plain(ending.abandon), explained=True),
}


def possible(record: Agreement, name: str) -> bool:
    """What a button needs besides the state."""
    registered = record.registered_on is not None
    rules: dict[str, bool] = {
        "verify": record.needs_verification,
        "accede": record.participation == Participation.MULTILATERAL,
        "correct-parties": not registered,
        "register": not registered and record.eif_on is not None,
        "submit-registration": not registered
        and record.registration_sent_on is None
        and record.eif_on is not None,
        "apply": record.provisional_on is None,
        "end-provisional": record.provisional_on is not None and record.provisional_ended_on is None,
    }
    return rules.get(name, True)


def presses(step: Step) -> Callable[..., None]:
    """What the admin calls when a button is pressed."""

    def press(_admin: Any, request: HttpRequest, record: Agreement, reason: str) -> None:
        seen = seen_version(request)
        step.call(request, record, by=request.subject, at=now(), reason=reason, version=seen)  # type: ignore[attr-defined]

    return press
