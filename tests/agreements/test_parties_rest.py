"""Parties and full powers over REST: every verb, every number and code that names nothing."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from agreements.models import Agreement
from agreements.services import statements
from foundation.clock import now, today
from tests.agreements.instruments import country, in_force, negotiated
from tests.cast import acting

pytestmark = pytest.mark.django_db
HOME = "/api/v1/agreements/"
POWERS = {
    "holder": "Elçin Nümunə", "subject": "Cooperation in defence", "permitted": ["negotiate", "sign"],
    "issued_by": "President", "valid_from": "2019-01-01", "valid_until": "2019-12-31",
}  # fmt: skip


class Talk:
    """One agreement and its latest ETag."""

    def __init__(self, client: Client, agreement: Agreement) -> None:
        self.client, self.address = client, f"{HOME}{agreement.reference}/"
        self.etag = client.get(self.address)["ETag"]

    def say(self, verb: str, **body: Any) -> Any:
        headers = {"If-Match": self.etag}
        answer = self.client.post(
            f"{self.address}{verb}/", body, content_type="application/json", headers=headers
        )
        self.etag = answer.get("ETag", self.etag)
        return answer

    def done(self, verb: str, **body: Any) -> dict[str, Any]:
        answer = self.say(verb, **body)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def refused(self, verb: str, field: str, *, status: int = 400, **body: Any) -> None:
        answer = self.say(verb, **body)
        assert answer.status_code == status, answer.content
        assert field in {error["field"] for error in answer.json()["errors"]}, answer.content


def _one(body: dict[str, Any], code: str) -> dict[str, Any]:
    return next(party for party in body["party_details"] if party["party"] == code)


def test_from_full_powers_to_the_last_notification(api: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        agreement = negotiated(clerk)
    talk = Talk(api("mfa_legal"), agreement)
    talk.refused("sign", "full_powers", status=409, on="2019-10-10")
    assert talk.done("full-powers", **POWERS)["full_powers"][0]["no"] == 1
    talk.done("full-powers", **{**POWERS, "holder": "Aydın Misal"})
    talk.refused("sign", "full_powers", on="2019-10-10", full_powers=7)
    talk.refused("sign", "capacity", on="2019-10-10", capacity="poet")
    signed = talk.done("sign", on="2019-10-10", place="Bakı", full_powers=2)
    assert _one(signed, "AZ")["signature"]["full_powers"] == 2
    talk.done("full-powers-revoked", no=1, on="2019-10-11")
    talk.refused("full-powers-revoked", "no", no=9)
    talk.refused("party-signed", "party", party="TR")
    signed = talk.done("party-signed", party="GE", on="2019-10-12", signatory="Giorgi Nimushi")
    assert _one(signed, "GE")["signature"]["signatory"] == "Giorgi Nimushi"
    talk.refused("domestic-steps", "kind", party="GE", kind="lottery")
    talk.done("domestic-steps", party="GE", kind="ratification", due_on="2020-03-01")
    early = talk.say("notify", party="GE", sent_on="2020-02-01")
    assert (early.status_code, early.json()["type"]) == (409, "urn:parley:problem:domestic_steps_open")
    talk.refused("domestic-step-done", "act", no=1)
    done = talk.done("domestic-step-done", no=1, on="2020-02-01", act="Law 17")
    assert _one(done, "GE")["domestic_steps"][0]["act"] == "Law 17"
    told = talk.done("notify", party="GE", sent_on="2020-02-01", received_on="2020-02-03")
    assert _one(told, "GE")["notification"] == {"sent_on": "2020-02-01", "received_on": "2020-02-03"}


def test_statements_and_withdrawals(api: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        parties = [country(code) for code in ("GE", "TR", "KZ")]
        agreement = in_force(clerk, dt.date(2020, 1, 1), participation="multilateral", parties=parties)
    talk = Talk(api("cmd_desk"), agreement)
    said = talk.done("statements", party="TR", kind="reservation", text="Not art. 5.", on="2020-02-01")
    assert _one(said, "TR")["statements"][0]["no"] == 1
    talk.refused("statement-withdrawn", "on", no=1, on="2020-01-31")
    gone = talk.done("statement-withdrawn", no=1, on="2021-01-01")
    assert _one(gone, "TR")["statements"][0]["withdrawn_on"] == "2021-01-01"
    ahead = (today() + dt.timedelta(days=30)).isoformat()
    talk.refused("withdrawals", "party", status=409, party="AZ", effective_on=ahead)
    left = talk.done("withdrawals", party="KZ", effective_on=ahead, because="New law")
    assert _one(left, "KZ")["withdrawals"][0]["effective_on"] == ahead
    stayed = talk.done("withdrawal-taken-back", party="KZ")
    assert _one(stayed, "KZ")["withdrawals"][0]["taken_back_on"] == today().isoformat()
    talk.refused("withdrawal-taken-back", "party", party="KZ")
    talk.refused("statements", "odd", party="KZ", kind="declaration", text="t", odd=1)


def test_writes_name_what_they_saw_and_come_from_an_office(api: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        agreement = negotiated(clerk)
    talk = Talk(api("mfa_desk"), agreement)
    assert talk.say("full-powers", **POWERS).status_code == 403
    talk = Talk(api("cmd_desk"), agreement)
    stale = talk.etag
    talk.done("full-powers", **POWERS)
    talk.etag = stale
    assert talk.say("full-powers", **POWERS).status_code == 412


def test_on_a_day_only_those_who_have_not_left_are_found(api: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        parties = [country(code) for code in ("GE", "TR", "KZ")]
        agreement = in_force(clerk, dt.date(2020, 1, 1), participation="multilateral", parties=parties)
        statements.withdraw(
            agreement, by=clerk, party=agreement.parties.get(country__iso2="KZ"), on=dt.date(2024, 1, 1),
            effective_on=dt.date(2024, 7, 1), at=now(),
        )  # fmt: skip
    client = api("cmd_desk")

    def found(query: str) -> int:
        answer = client.get(f"{HOME}?{query}")
        assert answer.status_code == 200, answer.content
        return len(answer.json()["results"])

    assert [found(f"country=KZ&in_force_on={day}") for day in ("2024-06-30", "2024-07-01")] == [1, 0]
    assert found("country=TR&in_force_on=2024-07-01") == found("country=KZ") == 1
    assert found("relation=amends") == 0
    assert client.get(f"{HOME}?relation=odd").status_code == 400
