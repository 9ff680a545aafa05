"""Each party for itself: it signs, completes its procedures, notifies, declares, and may leave the others."""

import datetime as dt

import pytest

from access.context import Subject
from agreements.models import Agreement, DomesticStep, PartySignature, PartyStatement, PartyWithdrawal
from agreements.services import agreements, conclusion, consents, statements
from agreements.services.party_refusals import (
    ActMissing,
    AgreementOver,
    AlreadySigned,
    AlreadyWithdrawn,
    ConsentNotDue,
    DomesticStepDone,
    DomesticStepsOpen,
    HomeDenounces,
    HomeSignsByStep,
    NoReservationBetweenTwo,
    NothingToObjectTo,
    OnlyManyAreLeft,
    PartiesStay,
    SignatureNotDue,
    StatementWithdrawn,
    WithdrawalEffective,
)
from agreements.services.refusals import (
    NotPartyOfIt,
    PartyHasNotified,
    StepBeforePrevious,
    StepInFuture,
    StepRefused,
)
from foundation.acts import act
from foundation.clock import now, today
from foundation.errors import InvalidInput, NotPermitted, RuleBroken
from tests.agreements.instruments import MINISTER, country, in_force, negotiated, recorded
from tests.cast import acting

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
SIGNED_ON = dt.date(2019, 10, 10)
ON_SIGNATURE = {"eif_rule": "on_signature"}


def _signed(clerk: Subject, **facts: object) -> Agreement:
    signature = facts.pop("signature", "simple")
    return conclusion.record_signature(
        negotiated(clerk, **facts), by=clerk, on=SIGNED_ON, at=now(), signature=signature, **MINISTER
    )


def _many(clerk: Subject, **facts: object) -> Agreement:
    parties = [country(code) for code in ("GE", "TR", "KZ")]
    return in_force(clerk, dt.date(2020, 1, 1), participation="multilateral", parties=parties, **facts)


def _other(agreement: Agreement, code: str = "GE") -> object:
    return agreement.parties.get(country__iso2=code)


def _sign_for(agreement: Agreement, by: Subject, **facts: object) -> Agreement:
    known = {"party": _other(agreement), "on": SIGNED_ON, "signatory": "Giorgi Nimushi", **facts}
    return consents.sign_for(agreement, by=by, at=now(), **known)


def _state(agreement: Agreement, by: Subject, **facts: object) -> Agreement:
    known = {"party": _other(agreement), "kind": "reservation", "text": "Art. 5 does not apply.", **facts}
    return statements.state(agreement, by=by, at=now(), **{"on": dt.date(2020, 2, 1), **known})


def test_a_later_signature_of_the_other_side_decides(clerk: Subject) -> None:
    agreement = _signed(clerk, clause=ON_SIGNATURE, signature="definitive")
    later = SIGNED_ON + 9 * DAY
    agreement = _sign_for(agreement, clerk, on=later, form="definitive", place="Tbilisi")
    assert conclusion.enter_into_force(agreement, by=clerk, at=now()).eif_on == later


def test_a_party_signs_once_and_the_home_state_by_its_step(clerk: Subject) -> None:
    agreement = negotiated(clerk)
    with pytest.raises(HomeSignsByStep):
        _sign_for(agreement, clerk, party=agreement.parties.get(is_home=True))
    agreement = _sign_for(agreement, clerk)
    with pytest.raises(AlreadySigned):
        _sign_for(agreement, clerk)
    with pytest.raises(NotPartyOfIt):
        _sign_for(agreement, clerk, party=_other(recorded(clerk)))
    with pytest.raises(SignatureNotDue):
        _sign_for(recorded(clerk), clerk)
    with pytest.raises(StepInFuture):
        _sign_for(negotiated(clerk), clerk, on=today() + DAY)


def test_an_older_instrument_names_who_signed(clerk: Subject) -> None:
    agreement = in_force(clerk, dt.date(2008, 5, 17))
    home = agreement.parties.get(is_home=True)
    agreement = _sign_for(agreement, clerk, party=home, on=dt.date(2008, 4, 17), signatory="Nazim Test")
    assert agreement.signatures.get().signatory == "Nazim Test"


def test_procedures_are_completed_before_the_notification(clerk: Subject) -> None:
    agreement = conclusion.start_domestic_procedures(_signed(clerk), by=clerk, on=SIGNED_ON + DAY, at=now())
    other = _other(agreement)
    plan = {"by": clerk, "at": now(), "party": other}
    agreement = consents.plan_domestic_step(
        agreement, kind="ratification", authority="Parliament", due_on=dt.date(2020, 3, 1), **plan
    )
    agreement = consents.plan_domestic_step(agreement, kind="approval_by_order", **plan)
    first, second = agreement.domestic_steps.all()
    assert (first.no, second.no) == (1, 2)
    sent = {"by": clerk, "party": other, "sent_on": dt.date(2020, 4, 1), "at": now()}
    with pytest.raises(DomesticStepsOpen, match="Ratification, Approval by order"):
        conclusion.notify(agreement, **sent)
    done = {"by": clerk, "on": dt.date(2020, 3, 1), "at": now()}
    with pytest.raises(ActMissing):
        consents.complete_domestic_step(first, act=" ", **done)
    with pytest.raises(StepBeforePrevious):
        consents.complete_domestic_step(first, act="Law 17", **{**done, "on": SIGNED_ON - DAY})
    consents.complete_domestic_step(first, act="Law 17", **done)
    with pytest.raises(DomesticStepDone):
        consents.complete_domestic_step(first, act="Law 17", **done)
    agreement = consents.complete_domestic_step(second, act="Order 3", **{**done, "on": dt.date(2020, 4, 2)})
    with pytest.raises(DomesticStepsOpen, match="Approval by order"):
        conclusion.notify(agreement, **sent)
    assert conclusion.notify(agreement, **{**sent, "sent_on": dt.date(2020, 4, 2)}).notifications.count() == 1


def test_procedures_follow_the_signature(clerk: Subject) -> None:
    with pytest.raises(ConsentNotDue):
        agreement = negotiated(clerk)
        consents.plan_domestic_step(agreement, by=clerk, at=now(), party=_other(agreement), kind="agency")
    agreement = _signed(clerk)
    with pytest.raises(InvalidInput):
        consents.plan_domestic_step(agreement, by=clerk, at=now(), party=_other(agreement), kind="lottery")


def test_between_two_there_are_declarations_only(clerk: Subject) -> None:
    agreement = in_force(clerk, dt.date(2008, 5, 17))
    with pytest.raises(NoReservationBetweenTwo):
        _state(agreement, clerk)
    agreement = _state(agreement, clerk, kind="declaration")
    assert agreement.statements.get().text == "Art. 5 does not apply."


def test_reservations_are_objected_to_and_withdrawn(clerk: Subject) -> None:
    agreement = _many(clerk)
    home = agreement.parties.get(is_home=True)
    with pytest.raises(NothingToObjectTo):
        _state(agreement, clerk, party=home, kind="objection", text="Incompatible.")
    agreement = _state(agreement, clerk, provision="Art. 5")
    with pytest.raises(NothingToObjectTo):
        _state(agreement, clerk, kind="objection", text="To our own.")
    _state(agreement, clerk, party=home, kind="objection", text="Incompatible.")
    made = PartyStatement.in_context.get(kind="reservation")
    with pytest.raises(InvalidInput):
        statements.withdraw_statement(made, by=clerk, on=dt.date(2020, 1, 31), at=now())
    statements.withdraw_statement(made, by=clerk, on=dt.date(2021, 1, 1), at=now())
    with pytest.raises(StatementWithdrawn):
        statements.withdraw_statement(made, by=clerk, on=dt.date(2021, 1, 2), at=now())


def test_nothing_is_declared_too_early_or_too_late(clerk: Subject) -> None:
    with pytest.raises(SignatureNotDue):
        _state(recorded(clerk), clerk, kind="declaration")
    over = recorded(clerk, stands_as="expired", signed_on=SIGNED_ON, eif_on=SIGNED_ON, ended_on=today())
    with pytest.raises(AgreementOver):
        _state(over, clerk, kind="declaration")


def test_one_of_many_leaves_and_may_think_better_of_it(clerk: Subject) -> None:
    agreement = _many(clerk)
    leave = {"by": clerk, "on": dt.date(2024, 1, 1), "at": now(), "effective_on": today() + 9 * DAY}
    with pytest.raises(HomeDenounces):
        statements.withdraw(agreement, party=agreement.parties.get(is_home=True), **leave)
    with pytest.raises(InvalidInput):
        statements.withdraw(
            agreement, party=_other(agreement), **{**leave, "effective_on": dt.date(2023, 1, 1)}
        )
    agreement = statements.withdraw(agreement, party=_other(agreement), because="New law", **leave)
    with pytest.raises(AlreadyWithdrawn):
        statements.withdraw(agreement, party=_other(agreement), **leave)
    gone = PartyWithdrawal.in_context.get()
    with pytest.raises(InvalidInput):
        statements.take_back_withdrawal(gone, by=clerk, on=dt.date(2023, 12, 31), at=now())
    agreement = statements.take_back_withdrawal(gone, by=clerk, on=today(), at=now())
    with pytest.raises(WithdrawalEffective):
        statements.take_back_withdrawal(gone, by=clerk, on=today(), at=now())
    agreement = statements.withdraw(agreement, party=_other(agreement), **{**leave, "effective_on": today()})
    again = PartyWithdrawal.in_context.get(taken_back_on__isnull=True)
    with pytest.raises(WithdrawalEffective):
        statements.take_back_withdrawal(again, by=clerk, on=today(), at=now())


def test_from_two_nobody_leaves_and_only_what_is_in_force_is_left(clerk: Subject) -> None:
    leave = {"by": clerk, "on": dt.date(2024, 1, 1), "at": now(), "effective_on": today()}
    agreement = in_force(clerk, dt.date(2008, 5, 17))
    with pytest.raises(OnlyManyAreLeft):
        statements.withdraw(agreement, party=_other(agreement), **leave)
    parties = [country(code) for code in ("GE", "TR")]
    proposed = recorded(clerk, participation="multilateral", parties=parties)
    with pytest.raises(StepRefused):
        statements.withdraw(proposed, party=_other(proposed), **leave)


def test_who_has_acted_stays_a_party(clerk: Subject) -> None:
    agreement = _sign_for(negotiated(clerk), clerk)
    with pytest.raises(PartyHasNotified):
        agreements.amend(agreement, by=clerk, at=now(), parties=[country("TR")])
    many = _state(_many(clerk), clerk)
    with pytest.raises(PartiesStay):
        agreements.amend(many, by=clerk, at=now(), parties=[country("TR"), country("KZ")])


def test_other_offices_record_nothing(db: None) -> None:
    with acting("cmd_desk") as clerk:
        agreement = negotiated(clerk)
    with acting("mfa_desk") as desk, pytest.raises(NotPermitted):
        _sign_for(agreement, desk)


def test_the_database_keeps_rows_with_their_agreement(clerk: Subject) -> None:
    one, another = _signed(clerk), _signed(clerk)
    for model, facts in (
        (PartySignature, {"signed_on": SIGNED_ON, "form": "simple"}),
        (DomesticStep, {"no": 1, "kind": "agency"}),
        (PartyStatement, {"no": 1, "kind": "declaration", "text": "t", "made_on": SIGNED_ON}),
        (PartyWithdrawal, {"notified_on": SIGNED_ON, "effective_on": SIGNED_ON}),
    ):
        with pytest.raises(RuleBroken), act("test"):
            model.in_context.create(agreement=one, party=_other(another), label_id=one.label_id, **facts)
    with pytest.raises(RuleBroken), act("test"):
        DomesticStep.in_context.create(
            agreement=one, party=_other(one), label_id=one.label_id, no=1, kind="agency", done_on=SIGNED_ON
        )
