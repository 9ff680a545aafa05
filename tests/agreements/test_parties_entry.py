"""Parties and full powers at the admin and on the page: recorded from the agreement, refusals beside what was typed."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from agreements.models import Agreement, DomesticStep, FullPowers, PartyStatement
from agreements.services import conclusion, consents
from foundation.clock import now, today
from tests.agreements.instruments import MINISTER, country, empowered, in_force, negotiated
from tests.cast import acting

pytestmark = pytest.mark.django_db
ADMIN = "/admin/agreements/"


def test_full_powers_are_typed_used_and_revoked(signed_in: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        agreement = negotiated(clerk)
    desk = signed_in("mfa_legal")
    add = f"{ADMIN}fullpowers/add/?agreement={agreement.reference}"
    assert f'value="{agreement.pk}" selected' in desk.get(add).content.decode()
    typed = {
        "agreement": str(agreement.pk), "holder": "Elçin Nümunə", "subject": "Defence", "issued_by": "President",
        "permitted": ["sign"], "valid_from": "2019-01-01", "valid_until": "2018-01-01",
    }  # fmt: skip
    refused = desk.post(add, typed)
    assert refused.status_code == 400
    assert "do not end before they begin" in refused.content.decode()
    assert "Elçin Nümunə" in refused.content.decode()
    assert "This field is required" in desk.post(add, {**typed, "permitted": []}).content.decode()
    answer = desk.post(add, {**typed, "valid_until": ""})
    assert answer.headers["Location"].endswith(f"agreement/{agreement.pk}/change/")
    page = desk.get(answer.headers["Location"]).content.decode()
    assert "Elçin Nümunə" in page
    assert "Signed by full powers of" in page
    step = f"{ADMIN}agreement/{agreement.pk}/step/sign/"
    assert (
        "Choose among those recorded"
        in desk.post(step, {"on": "2019-10-10", "full_powers": "7"}).content.decode()
    )
    desk.post(step, {"on": "2019-10-10", "full_powers": "1", "place": "Bakı"})
    with acting("mfa_legal"):
        assert Agreement.in_context.get().signatures.get().full_powers.holder == "Elçin Nümunə"
        held = FullPowers.in_context.get()
    row = f"{ADMIN}fullpowers/{held.pk}/"
    shown = desk.get(f"{row}change/").content.decode()
    assert "Revoked" in shown
    assert 'name="holder"' not in shown
    desk.post(f"{row}step/revoke/", {"on": "2019-11-01", "reason": "r"})
    with acting("mfa_legal"):
        assert FullPowers.in_context.get().revoked_on == dt.date(2019, 11, 1)


def test_a_party_is_named_by_code_or_name(signed_in: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        agreement = negotiated(clerk)
    desk = signed_in("cmd_desk")
    add = f"{ADMIN}partysignature/add/?agreement={agreement.reference}&party=GE"
    assert 'value="GE"' in desk.get(add).content.decode()
    typed = {"agreement": str(agreement.pk), "signed_on": "2019-10-10", "form": "simple", "capacity": "other"}
    wrong = desk.post(add, {**typed, "party_code": "TR"})
    assert "not a party to the agreement" in wrong.content.decode()
    assert desk.post(add, {**typed, "party_code": "georgia", "signatory": "Giorgi"}).status_code == 302
    with acting("cmd_desk"):
        assert Agreement.in_context.get().signatures.get().party.code == "GE"
    assert "recorded already" in desk.post(add, {**typed, "party_code": "GE"}).content.decode()
    assert desk.get(f"{ADMIN}partysignature/").status_code == 200


def test_a_procedure_is_completed_by_its_button(signed_in: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        agreement = conclusion.record_signature(
            negotiated(clerk), by=clerk, on=dt.date(2019, 10, 10), at=now(), **MINISTER
        )
    desk = signed_in("cmd_desk")
    typed = {
        "agreement": str(agreement.pk),
        "party_code": "GE",
        "kind": "ratification",
        "due_on": "2020-02-30",
    }
    add = f"{ADMIN}domesticstep/add/"
    assert "Enter a valid date" in desk.post(add, typed).content.decode()
    assert desk.post(add, {**typed, "due_on": "2020-02-28"}).status_code == 302
    with acting("cmd_desk"):
        step = DomesticStep.in_context.get()
    press = f"{ADMIN}domesticstep/{step.pk}/step/done/"
    assert "Name the act" in desk.post(press, {"on": "2020-02-01"}, follow=True).content.decode()
    desk.post(press, {"on": "2020-02-01", "act": "Law 17"})
    with acting("cmd_desk"):
        assert DomesticStep.in_context.get().act == "Law 17"
    page = desk.get(f"/agreements/{agreement.reference}/").content.decode()
    assert "Law 17" in page
    assert "Nazim Test" in page
    assert desk.get(f"{ADMIN}domesticstep/?kind__exact=ratification").status_code == 200


def test_statements_and_withdrawals_of_many(signed_in: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        parties = [country(code) for code in ("GE", "TR", "KZ")]
        agreement = in_force(clerk, dt.date(2020, 1, 1), participation="multilateral", parties=parties)
    desk = signed_in("cmd_desk")
    base = {"agreement": str(agreement.pk), "party_code": "TR"}
    add = f"{ADMIN}partystatement/add/"
    said = {**base, "kind": "reservation", "text": "Not art. 5.", "made_on": "2020-02-01"}
    assert desk.post(add, said).status_code == 302
    with acting("cmd_desk"):
        statement = PartyStatement.in_context.get()
    desk.post(f"{ADMIN}partystatement/{statement.pk}/step/withdrawn/", {"on": "2021-01-01"})
    leave = {**base, "notified_on": "2024-01-01", "effective_on": "2023-01-01"}
    add = f"{ADMIN}partywithdrawal/add/"
    assert "on the day it is notified or later" in desk.post(add, leave).content.decode()
    ahead = (today() + dt.timedelta(days=30)).isoformat()
    assert desk.post(add, {**leave, "effective_on": ahead}).status_code == 302
    page = desk.get(f"/agreements/{agreement.reference}/").content.decode()
    assert "Not art. 5." in page
    assert "Withdraws with effect from" in page
    panel = desk.get(f"{ADMIN}agreement/{agreement.pk}/change/").content.decode()
    assert "Withdrawal taken back" in panel
    assert "partystatement/add/?agreement=" in panel


def test_readers_see_and_do_not_write(signed_in: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        agreement = empowered(negotiated(clerk), clerk)
        hidden = empowered(negotiated(clerk, level="limited_official_use"), clerk, holder="Hidden holder")
        hidden_row = hidden.full_powers.get()
    reader = signed_in("mfa_protocol")
    page = reader.get(f"{ADMIN}agreement/{agreement.pk}/change/").content.decode()
    assert "Elçin Nümunə" in page
    assert "Record full powers" not in page
    assert reader.get(f"{ADMIN}fullpowers/add/").status_code == 403
    assert "Hidden holder" not in reader.get(f"{ADMIN}fullpowers/").content.decode()
    assert reader.get(f"{ADMIN}fullpowers/{hidden_row.pk}/change/").status_code == 404


def test_the_page_costs_a_fixed_number_of_queries(
    signed_in: Callable[..., Client], django_assert_max_num_queries
) -> None:
    with acting("cmd_desk") as clerk:
        parties = [country(code) for code in ("GE", "TR", "KZ", "UZ", "TM")]
        agreement = in_force(clerk, dt.date(2020, 1, 1), participation="multilateral", parties=parties)
        for party in agreement.parties.all():
            agreement = consents.sign_for(agreement, by=clerk, party=party, on=dt.date(2019, 12, 2), at=now())
    desk = signed_in("cmd_desk")
    with django_assert_max_num_queries(48):
        desk.get(f"/agreements/{agreement.reference}/")
