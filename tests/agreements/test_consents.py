"""Who has consented to be bound, on which day, and what that day brings about (VCLT arts 11-16, 24)."""

import datetime as dt
from typing import Any

import pytest

from access.context import Subject, enter_subject
from access.service_subjects import service_subject
from agreements.deadlines import RULES
from agreements.models import Agreement, Party
from agreements.selectors.agreements import agreement as read
from agreements.selectors.pipeline import pipeline
from agreements.services import agreements, conclusion, consents
from agreements.services.party_refusals import NoNotificationOwed
from agreements.services.refusals import EntryDiffers, EntryNotComputable
from foundation.acts import act
from foundation.clock import now, today
from foundation.errors import RuleBroken
from tests.agreements.instruments import MINISTER, V1_CLAUSE, country, negotiated, recorded
from tests.cast import acting

pytestmark = pytest.mark.django_db
SIGNED, LATER, LAST = dt.date(2019, 6, 1), dt.date(2019, 7, 1), dt.date(2019, 8, 1)
LAST_NOTE = {**V1_CLAUSE, "eif_rule": "last_notification_received"}
TWO = {**V1_CLAUSE, "eif_rule": "n_consents", "eif_consents": 2}
OPEN = {**V1_CLAUSE, "eif_rule": "as_agreed"}
UNSAID = {**V1_CLAUSE, "eif_rule": ""}


def _signed(by: Subject, clause: dict[str, Any], signature: str = "definitive", **facts: Any) -> Agreement:
    held = negotiated(by, clause=clause, **facts)
    return conclusion.record_signature(held, by=by, on=SIGNED, at=now(), signature=signature, **MINISTER)


def _several(by: Subject, clause: dict[str, Any], **facts: Any) -> Agreement:
    return _signed(by, clause, participation="multilateral", parties=[country("GE"), country("TR")], **facts)


def _party(agreement: Agreement, code: str) -> Party:
    return agreement.parties.get(country__iso2=code)


def _sign_for(
    agreement: Agreement, by: Subject, code: str, on: dt.date, form: str = "definitive"
) -> Agreement:
    return consents.sign_for(agreement, by=by, party=_party(agreement, code), on=on, at=now(), form=form)


def test_definitive_signatures_are_the_consents_a_clause_counts(clerk: Subject) -> None:
    agreement = _several(clerk, TWO)
    with pytest.raises(EntryNotComputable, match="Not enough consents"):
        conclusion.enter_into_force(agreement, by=clerk, at=now())
    agreement = _sign_for(agreement, clerk, "TR", LAST, form="simple")
    with pytest.raises(EntryNotComputable, match="Not enough consents"):
        conclusion.enter_into_force(agreement, by=clerk, at=now())
    agreement = _sign_for(agreement, clerk, "GE", LATER)
    assert conclusion.enter_into_force(agreement, by=clerk, at=now()).eif_on == LATER


def test_an_accession_is_a_consent_with_the_day_of_its_deposit(clerk: Subject) -> None:
    agreement = consents.accede(_several(clerk, TWO), by=clerk, body=country("KZ"), on=LATER, at=now())
    assert conclusion.enter_into_force(agreement, by=clerk, at=now()).eif_on == LATER


def test_whoever_signed_definitively_owes_no_notification(clerk: Subject) -> None:
    agreement = _sign_for(_signed(clerk, LAST_NOTE), clerk, "GE", LATER)
    for code in ("AZ", "GE"):
        with pytest.raises(NoNotificationOwed) as refused:
            conclusion.notify(agreement, by=clerk, party=_party(agreement, code), sent_on=LAST, at=now())
        assert "party" in refused.value.fields
    assert conclusion.enter_into_force(agreement, by=clerk, at=now()).eif_on == LATER


def test_the_last_notification_is_awaited_of_the_others_alone(clerk: Subject) -> None:
    agreement = _sign_for(_signed(clerk, LAST_NOTE), clerk, "GE", LATER, form="simple")
    (row,) = pipeline(to=clerk, as_of=today(), language="en")
    assert row.waits_for == ("Georgia",)
    agreement = conclusion.notify(
        agreement, by=clerk, party=_party(agreement, "GE"), sent_on=LATER, received_on=LAST, at=now()
    )
    assert conclusion.enter_into_force(agreement, by=clerk, at=now()).eif_on == LAST


def test_nobody_is_reminded_of_notifications_that_nobody_owes(db: None) -> None:
    with acting("cmd_desk") as clerk:
        waiting = _signed(clerk, LAST_NOTE)
        done = _sign_for(_signed(clerk, LAST_NOTE), clerk, "GE", LATER)
    rule = next(one for one in RULES if one.code == "agreements.domestic_procedures")
    with enter_subject(service_subject("planner"), "test"):
        told = {row["reference"] for row in rule.deadlines()}
    assert waiting.reference in told
    assert done.reference not in told


def test_the_page_of_the_parties_knows_who_consented_when(clerk: Subject) -> None:
    agreement = _sign_for(_signed(clerk, LAST_NOTE, signature="simple"), clerk, "GE", LATER)
    found = {party.code: party for party in read(agreement.reference, to=clerk).parties.all()}
    assert (found["GE"].consented_by_signature, found["GE"].consented_on) == (LATER, LATER)
    assert (found["AZ"].consented_by_signature, found["AZ"].consented_on) == (None, None)


def test_a_day_is_stated_where_the_text_leaves_it_to_the_parties(clerk: Subject) -> None:
    agreement = _signed(clerk, OPEN)
    with pytest.raises(EntryNotComputable, match="parties agreed is not stated"):
        conclusion.enter_into_force(agreement, by=clerk, at=now())
    assert conclusion.enter_into_force(agreement, by=clerk, at=now(), on=LATER).eif_on == LATER


@pytest.mark.parametrize(
    ("clause", "missing"),
    [
        (UNSAID, "not recorded how"),
        (LAST_NOTE, "notification has not been received"),
        ({**V1_CLAUSE, "eif_rule": "exchange_of_instruments"}, "exchange of instruments is not recorded"),
    ],
)
def test_else_a_stated_day_is_refused_with_what_is_missing(
    clerk: Subject, clause: dict[str, Any], missing: str
) -> None:
    agreement = _signed(clerk, clause)
    with pytest.raises(EntryNotComputable, match=missing):
        conclusion.enter_into_force(agreement, by=clerk, at=now(), on=LATER, reason="They say so")


def test_in_doubt_it_is_stated_with_a_reason_and_stays_in_doubt(clerk: Subject) -> None:
    agreement = agreements.amend(
        _signed(clerk, UNSAID), by=clerk, at=now(), needs_verification=True, doubt="Two sources"
    )
    with pytest.raises(EntryNotComputable):
        conclusion.enter_into_force(agreement, by=clerk, at=now(), on=LATER, reason=" ")
    bound = conclusion.enter_into_force(
        agreement, by=clerk, at=now(), on=LATER, reason="The depositary says so"
    )
    assert (bound.eif_on, bound.needs_verification, bound.deadlines.count()) == (LATER, True, 0)


def test_a_stated_day_does_not_contradict_the_clause(clerk: Subject) -> None:
    agreement = _signed(clerk, {**V1_CLAUSE, "eif_rule": "on_signature"})
    with pytest.raises(EntryDiffers):
        conclusion.enter_into_force(agreement, by=clerk, at=now(), on=LATER, reason="They say so")


@pytest.mark.parametrize("day", [LATER, LAST])
def test_the_database_computes_the_same_day(clerk: Subject, day: dt.date) -> None:
    agreement = _sign_for(_several(clerk, TWO), clerk, "GE", LATER)
    rows = Agreement.in_context.filter(pk=agreement.pk)
    if day == LATER:
        with act("test"):
            rows.update(state="in_force", state_on=today(), eif_on=day)
        return
    with pytest.raises(RuleBroken), act("test"):
        rows.update(state="in_force", state_on=today(), eif_on=day)


def test_the_database_takes_no_stated_day_either(clerk: Subject) -> None:
    rows = Agreement.in_context.filter(pk=_signed(clerk, UNSAID).pk)
    with pytest.raises(RuleBroken), act("test"):
        rows.update(state="in_force", state_on=today(), eif_on=LATER)


def test_nor_one_that_was_written_down_before(clerk: Subject) -> None:
    rows = Agreement.in_context.filter(pk=_signed(clerk, UNSAID).pk)
    with act("test"):
        rows.update(eif_on=LATER)
    with pytest.raises(RuleBroken), act("test"):
        rows.update(state="in_force", state_on=today())


def test_an_older_one_is_entered_with_the_day_it_had(clerk: Subject) -> None:
    entered = recorded(clerk, stands_as="in_force", signed_on=SIGNED, eif_on=LATER, clause=UNSAID)
    assert entered.eif_on == LATER
