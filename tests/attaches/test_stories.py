"""The stories P1 to P5 and L1 of domain.md D in the demo; each way alone: test_stories_admin, _rest and _pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from attaches.models import HandoverItem, Officer, Posting
from attaches.services import officers
from foundation.clock import now, today
from tests.attaches.scenes import day, principal, state_of
from tests.attaches.test_admin import page, press
from tests.attaches.test_rest import post
from tests.cast import acting
from workspace.management.demo import attaches

Api = Callable[..., Client]
SignIn = Callable[[str], Client]
pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def demo(db: None) -> None:
    attaches.load(on=today(), at=now())


def of(code: str, **facts: Any) -> Posting:
    """The posting of a story, as everybody's base label shows it."""
    with acting("cmd_desk"):
        rows = Posting.in_context.filter(post__code=code, **facts).select_related(
            "officer", "post__mission", "label"
        )
        return rows.get()


def step(
    client: Client, kind: str, reference: str, verb: str, body: dict[str, Any] | None = None
) -> dict[str, Any]:
    """A verb over REST on the record as it stands."""
    where = f"{kind}/{reference}/"
    answer = post(client, f"{where}{verb}/", body or {}, client.get(f"/api/v1/{where}")["ETag"])
    assert answer.status_code == 200, answer.content
    return answer.json()


def paper_of(posting: Posting) -> str:
    with acting("cmd_desk"):
        return principal(posting).reference


def row_of(client: Client, code: str) -> str:
    """What the board's table says of a post."""
    table = client.get("/rotation/", {"mission": f"emb-{code.removeprefix('da-')}"}).content.decode()
    return " ".join(table.split())


def test_p1_a_posting_that_ends_without_successor_is_followed_by_one(api: Api, signed_in: SignIn):
    leaving, desk = of("da-de", state="in_post"), signed_in("cmd_desk")
    assert "Choose a successor." in page(desk, "posting", leaving)
    assert "nobody yet" in row_of(desk, "da-de")
    clerk = api("cmd_desk")
    officer = post(
        clerk, "officers/", {"full_name": "Yeni Nümunə", "rank": "colonel", "service_branch": "staff"}
    )
    plan = {
        "officer": officer.json()["reference"], "post": leaving.post.reference, "predecessor": leaving.reference,
        "planned_from": day(150).isoformat(), "planned_to": day(1245).isoformat(),
    }  # fmt: skip
    proposed = post(clerk, "postings/", plan)
    assert proposed.status_code == 201
    assert "Yeni Nümunə" in row_of(desk, "da-de")
    assert "Successor" in page(desk, "posting", leaving)


def test_p2_a_consent_that_was_waited_for_comes_in(api: Api, signed_in: SignIn):
    waiting, desk = of("da-ro", state="consent_requested"), signed_in("cmd_desk")
    assert "no reply yet" in page(desk, "posting", waiting)
    assert "consent asked" in row_of(desk, "da-ro")
    step(api("mfa_protocol"), "accreditations", paper_of(waiting), "record-consent")
    assert state_of(waiting) == "consent_granted"
    assert "consent given" in row_of(desk, "da-ro")


def test_p3_after_a_refusal_another_officer_is_proposed(api: Api, signed_in: SignIn):
    refused, desk = of("da-ua", state="consent_refused"), signed_in("cmd_desk")
    assert "consent refused" in row_of(desk, "da-ua")
    with acting("cmd_desk") as by:
        other = officers.record(by=by, full_name="Başqa Nümunə", rank="colonel", service_branch="air_force")
    plan = {
        "officer": other.reference, "post": refused.post.reference, "planned_from": day(120).isoformat(),
        "planned_to": day(1200).isoformat(),
    }  # fmt: skip
    assert post(api("cmd_desk"), "postings/", plan).status_code == 201
    assert "Başqa Nümunə" in row_of(desk, "da-ua")


def test_p4_who_was_declared_persona_non_grata_leaves_and_the_post_is_free(api: Api, signed_in: SignIn):
    sent_away, protocol = of("da-by", state="declared_png"), signed_in("mfa_protocol")
    press(protocol, "posting", sent_away, "depart", on=day(-1))
    step(api("mfa_protocol"), "postings", sent_away.reference, "end", {"on": day(0).isoformat()})
    assert state_of(sent_away) == "ended"
    with acting("cmd_desk"):
        assert Posting.in_context.get(pk=sent_away.pk).presence.upper == day(-1)
    assert "vacant" in row_of(protocol, "da-by")


def test_p5_the_predecessor_hands_over_and_the_successor_takes_up_the_post(api: Api, signed_in: SignIn):
    leaving, coming = of("da-it", state="handover"), of("da-it", state="accredited")
    clerk, desk = api("cmd_desk"), signed_in("cmd_desk")
    refused = post(clerk, f"postings/{coming.reference}/assume/", {}, clerk.get(
        f"/api/v1/postings/{coming.reference}/")["ETag"])  # fmt: skip
    assert refused.status_code == 409  # one incumbent of a post at a time
    with acting("cmd_desk"):
        items = list(HandoverItem.in_context.filter(posting=leaving))
    for item in items:
        press(desk, "handoveritem", item, "done")
    step(clerk, "postings", leaving.reference, "end", {"on": day(0).isoformat()})
    press(desk, "posting", coming, "assume", on=day(0))
    assert (state_of(leaving), state_of(coming)) == ("ended", "in_post")
    assert coming.officer.full_name in row_of(desk, "da-it")


@pytest.mark.parametrize("way", ["a new result", "a waiver"])
def test_l1_a_lapsed_language_is_tested_again_or_waived(api: Api, signed_in: SignIn, way: str):
    selected, desk = of("da-fr", state="selected"), signed_in("cmd_desk")
    assert "not met" in page(desk, "posting", selected)
    assert "No language result" in press(desk, "posting", selected, "prepare")
    if way == "a waiver":
        told = {"requirement": "language", "reason": "course in March"}
        assert post(api("imcd_head"), f"postings/{selected.reference}/waive/", told).status_code == 200
    else:
        result = {
            "language": "fr",
            "slp": "2222",
            "tested_on": day(0).isoformat(),
            "valid_until": day(900).isoformat(),
        }
        where = f"officers/{selected.officer.reference}/languages/"
        assert post(api("ndu_language"), where, result).status_code == 200
    step(api("cmd_desk"), "postings", selected.reference, "advance", {"to": "prepared"})
    with acting("cmd_desk"):
        assert Officer.in_context.get(pk=selected.officer_id).postings.get(pk=selected.pk).state == "prepared"
