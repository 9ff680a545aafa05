"""Whoever signs for the home State holds full powers that cover the day, or needs none (VCLT art. 7; I13)."""

import datetime as dt

import pytest

from access.context import Subject
from agreements.models import Agreement, FullPowers, PartySignature
from agreements.services import conclusion, powers
from agreements.services.party_refusals import (
    AgreementOver,
    FullPowersNeeded,
    FullPowersNotCovering,
    NotTheHolder,
    PowersRevoked,
    PowersUsed,
    SignatoryMissing,
)
from foundation.acts import act
from foundation.clock import now, today
from foundation.errors import InvalidInput, NotPermitted, RuleBroken
from tests.agreements.instruments import empowered, in_force, negotiated, recorded
from tests.cast import acting

pytestmark = pytest.mark.django_db
SIGNED_ON = dt.date(2019, 10, 10)


def _sign(agreement: Agreement, by: Subject, **facts: object) -> Agreement:
    return conclusion.record_signature(
        agreement, by=by, at=now(), **{"on": SIGNED_ON, "place": "Bakı", **facts}
    )


def test_the_only_full_powers_that_cover_the_day_are_found(clerk: Subject) -> None:
    agreement = empowered(negotiated(clerk), clerk, holder_title="Deputy Minister")
    signed = _sign(agreement, clerk)
    signature = signed.signatures.get()
    assert (signature.signatory, signature.signatory_title) == ("Elçin Nümunə", "Deputy Minister")
    assert signature.full_powers == FullPowers.in_context.get()
    assert signature.party.is_home


UNCOVERED = {
    "none at all": None,
    "over before": {"valid_until": dt.date(2019, 10, 9)},
    "not yet begun": {"valid_from": dt.date(2019, 10, 11)},
    "only to negotiate": {"permitted": ["negotiate", "initial"]},
}


@pytest.mark.parametrize("case", UNCOVERED)
def test_without_full_powers_for_that_day_nobody_signs(clerk: Subject, case: str) -> None:
    agreement = negotiated(clerk)
    if UNCOVERED[case] is not None:
        agreement = empowered(agreement, clerk, **UNCOVERED[case])
    with pytest.raises(FullPowersNeeded):
        _sign(agreement, clerk)
    if UNCOVERED[case] is not None:
        with pytest.raises(FullPowersNotCovering):
            _sign(agreement, clerk, full_powers=FullPowers.in_context.get())
    assert Agreement.in_context.get().state == "negotiating"


@pytest.mark.parametrize("day", [dt.date(2019, 10, 10), dt.date(2019, 12, 31)])
def test_first_and_last_day_are_covered(clerk: Subject, day: dt.date) -> None:
    agreement = empowered(negotiated(clerk), clerk, valid_from=SIGNED_ON)
    assert _sign(agreement, clerk, on=day).state == "signed"


@pytest.mark.parametrize("capacity", ["head_of_state", "head_of_government", "foreign_minister"])
def test_three_offices_need_none_but_have_a_name(clerk: Subject, capacity: str) -> None:
    agreement = negotiated(clerk)
    with pytest.raises(SignatoryMissing):
        _sign(agreement, clerk, capacity=capacity)
    assert _sign(agreement, clerk, capacity=capacity, signatory="Nazim Test").state == "signed"


def test_a_minister_of_defence_does(clerk: Subject) -> None:
    with pytest.raises(FullPowersNeeded):
        _sign(negotiated(clerk), clerk, capacity="defence_minister", signatory="Nazim Test")


def test_what_does_not_bind_is_signed_by_whom_it_may(db: None) -> None:
    with acting("mod_legal") as legal:
        assert _sign(negotiated(legal, binding=False), legal).state == "signed"
        with pytest.raises(FullPowersNeeded):
            _sign(negotiated(legal, binding=None), legal)


def test_among_several_one_is_named(clerk: Subject) -> None:
    agreement = empowered(empowered(negotiated(clerk), clerk), clerk, holder="Aydın Misal")
    with pytest.raises(FullPowersNeeded):
        _sign(agreement, clerk)
    second = FullPowers.in_context.get(no=2)
    with pytest.raises(NotTheHolder):
        _sign(agreement, clerk, full_powers=second, signatory="Elçin Nümunə")
    assert _sign(agreement, clerk, full_powers=second).signatures.get().signatory == "Aydın Misal"


def test_revoked_powers_cover_nothing_from_that_day_on(clerk: Subject) -> None:
    agreement = empowered(negotiated(clerk), clerk)
    agreement = powers.revoke(FullPowers.in_context.get(), by=clerk, on=SIGNED_ON, at=now(), reason="r")
    with pytest.raises(FullPowersNeeded):
        _sign(agreement, clerk)
    with pytest.raises(PowersRevoked):
        powers.revoke(FullPowers.in_context.get(), by=clerk, on=today(), at=now())


def test_what_was_signed_with_them_stands(clerk: Subject) -> None:
    _sign(empowered(negotiated(clerk), clerk), clerk)
    used = FullPowers.in_context.get()
    with pytest.raises(PowersUsed):
        powers.revoke(used, by=clerk, on=SIGNED_ON, at=now())
    with pytest.raises(RuleBroken), act("test"):
        FullPowers.in_context.update(revoked_on=SIGNED_ON)
    with pytest.raises(RuleBroken), act("test"):
        FullPowers.in_context.update(permitted=["negotiate"])
    powers.revoke(used, by=clerk, on=SIGNED_ON + dt.timedelta(days=1), at=now())


WRONG = {
    "nothing permitted": {"permitted": []},
    "unknown act": {"permitted": ["ratify"]},
    "ends before it begins": {"valid_until": dt.date(2018, 12, 31)},
    "no holder": {"holder": " "},
    "no subject": {"subject": ""},
    "nobody gave them": {"issued_by": ""},
}


@pytest.mark.parametrize("case", WRONG)
def test_full_powers_that_cannot_be_are_refused(clerk: Subject, case: str) -> None:
    agreement = negotiated(clerk)
    with pytest.raises(InvalidInput):
        empowered(agreement, clerk, **WRONG[case])
    assert not FullPowers.in_context.exists()


def test_for_what_is_over_nobody_is_empowered(clerk: Subject) -> None:
    over = recorded(clerk, stands_as="expired", signed_on=SIGNED_ON, eif_on=SIGNED_ON, ended_on=today())
    with pytest.raises(AgreementOver):
        empowered(over, clerk)


def test_only_recorders_give_them(db: None) -> None:
    with acting("cmd_desk") as clerk:
        agreement = negotiated(clerk)
    with acting("mfa_desk") as desk, pytest.raises(NotPermitted):
        empowered(agreement, desk)


def test_the_database_asks_too(clerk: Subject) -> None:
    agreement = negotiated(clerk)
    with pytest.raises(RuleBroken), act("test"):
        Agreement.in_context.filter(pk=agreement.pk).update(
            state="signed", state_on=SIGNED_ON, signed_on=SIGNED_ON
        )
    for wrong in ({"permitted": []}, {"permitted": ["ratify"]}, {"valid_until": dt.date(2018, 1, 1)}):
        empowered(agreement, clerk)
        with pytest.raises(RuleBroken), act("test"):
            FullPowers.in_context.update(**wrong)
    other = empowered(negotiated(clerk), clerk)
    with pytest.raises(RuleBroken), act("test"):
        PartySignature.in_context.create(
            agreement=agreement, party=agreement.parties.get(is_home=True), signed_on=SIGNED_ON, form="simple",
            full_powers=other.full_powers.get(), label_id=agreement.label_id, signatory="N.",
        )  # fmt: skip


def test_older_instruments_are_entered_without(clerk: Subject) -> None:
    assert in_force(clerk, dt.date(2008, 5, 17)).state == "in_force"
