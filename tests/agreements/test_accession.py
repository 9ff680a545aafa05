"""agreements.accede: a further party joins a multilateral agreement (VCLT art. 15)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from access.context import Subject
from agreements.models import Agreement
from agreements.services import consents, submissions
from agreements.services.party_refusals import AccessionNotDue, OnlyManyAreJoined, PartyAlready
from agreements.services.refusals import StepBeforePrevious, StepInFuture, UnderApproval
from foundation.clock import now, today
from foundation.errors import NotPermitted
from tests.agreements.instruments import country, in_force, organisation, recorded
from tests.attaches.story_ways import page_of, pressed, refused, words
from tests.attaches.test_stories_rest import step
from tests.cast import acting

pytestmark = pytest.mark.django_db
E = dt.date(2008, 5, 17)
MANY: dict[str, Any] = {"participation": "multilateral", "parties": []}


def among_many(by: Subject, **facts: Any) -> Agreement:
    """Türkiye, Georgia and the home State, in force since 2008."""
    return in_force(by, E, **{**MANY, "parties": [country("TR"), country("GE")], **facts})


def test_a_further_party_joins_with_its_deposit(clerk: Subject) -> None:
    held = consents.accede(among_many(clerk), by=clerk, body=country("KZ"), on=today(), at=now())
    party = held.parties.get(country__iso2="KZ")
    assert (party.signature.form, party.signature.signed_on) == ("accession", today())
    assert (party.notification.received_on, held.eif_on) == (today(), E)
    with pytest.raises(PartyAlready):
        consents.accede(held, by=clerk, body=country("KZ"), on=today(), at=now())
    with pytest.raises(PartyAlready):
        consents.accede(held, by=clerk, body=country("AZ"), on=today(), at=now())


@pytest.mark.parametrize(
    ("facts", "on", "rule"),
    [
        ({"participation": "bilateral", "parties": ["TR"]}, 0, OnlyManyAreJoined),
        ({"stands_as": "proposed"}, 0, AccessionNotDue),
        ({}, 1, StepInFuture),
        ({}, -20_000, StepBeforePrevious),
    ],
)
def test_what_cannot_be_joined_says_why(
    clerk: Subject, facts: dict[str, Any], on: int, rule: type[Exception]
) -> None:
    named = [country(code) for code in facts.get("parties", ("TR", "GE"))]
    if facts.get("stands_as") == "proposed":
        agreement = recorded(clerk, **{**MANY, "parties": named})
    else:
        agreement = among_many(clerk, **{**facts, "parties": named})
    with pytest.raises(rule):
        day = today() + dt.timedelta(days=on)
        consents.accede(agreement, by=clerk, body=country("KZ"), on=day, at=now())


def test_nobody_joins_what_is_under_approval_and_the_reader_records_nothing(db: None) -> None:
    with acting("cmd_desk") as desk:
        agreement = among_many(desk)
        reason = {"kind": "agreement_denunciation", "reason": "A wider one", "on": today(), "at": now()}
        submissions.submit(agreement, by=desk, **reason)
        with pytest.raises(UnderApproval):
            consents.accede(agreement, by=desk, body=country("KZ"), on=today(), at=now())
        free = among_many(desk)
    with acting("mfa_protocol") as reader, pytest.raises(NotPermitted):
        consents.accede(free, by=reader, body=country("KZ"), on=today(), at=now())


def test_it_is_pressed_in_data_entry(signed_in: Callable[[str], Client]) -> None:
    with acting("cmd_desk") as desk:
        agreement = among_many(desk)
        between_two = in_force(desk, E)
    clerk, way = signed_in("mfa_legal"), page_of(agreement)
    assert "Name one State" in words(refused(clerk, way, "accede", acceding="Atlantis"))
    assert "is a party already" in words(refused(clerk, way, "accede", acceding="Türkiye"))
    assert "Accession" in words(pressed(clerk, way, "accede", acceding="nato"))
    assert "step/accede/" not in clerk.get(page_of(between_two)).content.decode()


def test_it_is_recorded_over_rest(api: Callable[..., Client]) -> None:
    with acting("cmd_desk") as desk:
        agreement = among_many(desk, parties=[country("TR"), organisation("NATO")])
    where = f"agreements/{agreement.reference}/"
    joined = step(api("mfa_legal"), where, "accede", party="KZ", on=str(today()))
    assert "KZ" in joined["parties"]
    unknown = api("mfa_legal").post(
        f"/api/v1/{where}accede/", {"party": "QQ"}, content_type="application/json",
        headers={"If-Match": api("mfa_legal").get(f"/api/v1/{where}")["ETag"]},
    )  # fmt: skip
    assert (unknown.status_code, unknown.json()["errors"][0]["field"]) == (400, "party")
