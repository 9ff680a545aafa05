"""The stories P1 to P5 and L1 of domain.md D, each played from its situation to its good end over REST alone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.attaches import story_scenes as scenes
from tests.attaches.scenes import day
from tests.attaches.test_rest import post
from tests.workspace.test_inbox import remind

Api = Callable[..., Client]
pytestmark = pytest.mark.django_db
OFFICER = {"rank": "colonel", "service_branch": "staff"}
LANGUAGE = {"waived": "waived by the head of department", "tested again": "meets what the post asks"}
ROUTE = (
    ("mod_personnel", "concur"), ("mod_security_2", "acknowledge"), ("ndu_language", "acknowledge"),
    ("imcd_head", "concur"), ("mod_leadership", "approve"), ("mfa_milpol", "concur"),
)  # fmt: skip


def shown(client: Client, path: str) -> dict[str, Any]:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def step(client: Client, where: str, verb: str, **body: Any) -> dict[str, Any]:
    """A verb on the record as it stands."""
    answer = post(client, f"{where}{verb}/", body, client.get(f"/api/v1/{where}")["ETag"])
    assert answer.status_code == 200, answer.content
    return answer.json()


def refused(client: Client, where: str, verb: str, **body: Any) -> str:
    """The rule that says no."""
    answer = post(client, f"{where}{verb}/", body, client.get(f"/api/v1/{where}")["ETag"])
    assert answer.status_code == 409, answer.content
    return answer.json()["type"].rpartition(":")[2]


def made(client: Client, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = post(client, path, body)
    assert answer.status_code == 201, answer.content
    return answer.json()


def the_one(client: Client, path: str) -> dict[str, Any]:
    """What a list finds, when it is one."""
    (row,) = shown(client, path)["results"]
    return row


def forecast(client: Client, code: str) -> dict[str, Any]:
    """What the rotation report says of a post."""
    rows = shown(client, "reports/rotation-forecast/")["rows"]
    return next(row for row in rows if row["post"] == code)


def told(client: Client) -> set[tuple[str, str]]:
    """Rules and records the caller was reminded of."""
    return {(row["rule"], row["record"]) for row in shown(client, "reminders/?page_size=500")["results"]}


def proposed(client: Client, place: str, name: str, first: int, **more: Any) -> str:
    """An officer is recorded and proposed for a post; where his posting is."""
    officer = made(client, "officers/", {"full_name": name, **OFFICER})
    plan = {"planned_from": day(first).isoformat(), "planned_to": day(first + 1095).isoformat(), **more}
    posting = made(client, "postings/", {"post": place, "officer": officer["reference"], **plan})
    return f"postings/{posting['reference']}/"


def approved(api: Api, where: str) -> None:
    """Through its case, seat by seat."""
    case = step(api("cmd_desk"), where, "submit")["case"]
    decided(api, case, ROUTE)
    assert shown(api("cmd_desk"), where)["state"] == "mfa_coordinated"


def decided(api: Api, case: str, route: tuple[tuple[str, str], ...]) -> None:
    for name, verdict in route:
        client = api(name)
        content = shown(client, f"cases/{case}/")["content_hash"]
        answer = post(client, f"cases/{case}/decide/", {"verdict": verdict, "content_hash": content})
        assert answer.status_code == 200, answer.content


def paper_of(client: Client, where: str) -> str:
    """Where the principal accreditation of a posting is."""
    (line,) = shown(client, where)["accreditations"]
    return f"accreditations/{line['reference']}/"


def written(client: Client, paper: str, purpose: str) -> dict[str, Any]:
    """A note is drafted about an accreditation and leaves."""
    draft = made(client, "correspondence/draft/", {"about": paper.split("/")[1], "purpose": purpose})
    return step(client, f"correspondence/{draft['reference']}/", "dispatch")


def reply_comes_in(client: Client, note: str, iso2: str, code: str) -> None:
    """The host's answer is recorded and has come in; nobody waits for it any more."""
    answer = {
        "kind": "note_verbale", "direction": "incoming", "subject": "Their answer", "sender_country": iso2,
        "number": "118", "addressee_mission": code, "dated_on": day(-2).isoformat(), "in_reply_to": note,
    }  # fmt: skip
    reply = made(client, "correspondence/", answer)
    step(client, f"correspondence/{reply['reference']}/", "receive")
    assert shown(client, f"correspondence/{note}/")["state"] == "answered"
    assert not shown(client, "correspondence/?outstanding=true&direction=outgoing")["results"]


def test_p1_a_successor_is_chosen_approved_and_consented_to(api: Api):
    scene, clerk, protocol = scenes.p1(), api("cmd_desk"), api("mfa_protocol")
    leaving = f"postings/{scene.posting.reference}/"
    remind()
    assert ("postings.successor", scene.posting.reference) in told(clerk)
    assert shown(clerk, leaving)["rotation"]["successor"] is None
    assert forecast(clerk, "p1")["gap_days"] > 0
    where = proposed(clerk, scene.post.reference, "Yeni Nümunə", 150, predecessor=scene.posting.reference)
    approved(api, where)
    paper = paper_of(clerk, where)
    assert written(protocol, paper, "consent")["days_outstanding"] == 0
    step(protocol, paper, "request-consent")
    assert forecast(clerk, "p1")["gap_days"] > 0
    step(protocol, paper, "record-consent")
    follows = shown(clerk, leaving)["rotation"]
    assert (follows["successor"], follows["successor_state"]) == (where.split("/")[1], "consent_granted")
    assert forecast(clerk, "p1")["gap_days"] == 0


def test_p2_the_host_is_reminded_and_answers(api: Api):
    scene, protocol = scenes.p2(), api("mfa_protocol")
    assert scene.note is not None
    where, paper = (
        f"postings/{scene.posting.reference}/",
        f"accreditations/{scenes.paper_of(scene.posting).reference}/",
    )
    waits = the_one(protocol, "correspondence/?outstanding=true&direction=outgoing")
    assert shown(protocol, f"correspondence/{waits['reference']}/")["days_outstanding"] == 40
    remind()
    assert ("accreditations.consent_reply", paper.split("/")[1]) in told(api("mfa_desk"))
    reminder = written(protocol, paper, "reminder")
    assert (reminder["state"], reminder["purpose"], reminder["reply_expected"]) == (
        "dispatched",
        "reminder",
        False,
    )
    reply_comes_in(protocol, scene.note.reference, "RO", "emb-ro")
    assert step(protocol, paper, "record-consent", on=day(-1).isoformat())["state"] == "consent_granted"
    assert shown(protocol, where)["state"] == "consent_granted"
    assert forecast(protocol, "p2")["gap_days"] == 0


def test_p3_a_refusal_ends_the_posting_and_another_is_proposed(api: Api):
    scene, clerk, protocol = scenes.p3(), api("cmd_desk"), api("mfa_protocol")
    assert scene.note is not None
    where = f"postings/{scene.posting.reference}/"
    reply_comes_in(protocol, scene.note.reference, "UA", "emb-ua")
    step(protocol, paper_of(protocol, where), "refuse", on=day(-2).isoformat(), reason="no reasons owed")
    assert shown(clerk, where)["state"] == "consent_refused"
    found = shown(clerk, f"posts/{scene.post.reference}/candidates/")["results"]
    assert scene.posting.officer.reference in {one["officer"] for one in found if one["is_free"]}
    other = proposed(clerk, scene.post.reference, "Başqa Nümunə", 120)
    approved(api, other)
    step(protocol, paper_of(protocol, other), "request-consent")
    row = the_one(clerk, f"postings/?post={scene.post.reference}&state=consent_requested")
    assert row["officer_name"] == "Başqa Nümunə"


def test_p4_declared_ratified_left_and_somebody_stands_in(api: Api):
    scene, clerk, protocol = scenes.p4(), api("cmd_desk"), api("mfa_protocol")
    where = f"postings/{scene.posting.reference}/"
    ended = step(api("mfa_desk"), where, "declare-png", on=day(-3).isoformat(), reason="No reasons given")
    assert (ended["state"], ended["incumbent_to"]) == ("declared_png", day(-3).isoformat())
    case = the_one(api("mod_leadership"), "cases/?urgent=true")
    assert (case["matter"], case["acted_on"]) == (scene.posting.reference, day(-3).isoformat())
    remind()
    assert ("postings.png", scene.posting.reference) in told(api("mod_leadership"))
    decided(api, case["reference"], (("mod_leadership", "approve"), ("mfa_leadership", "concur")))
    assert shown(clerk, f"cases/{case['reference']}/")["state"] == "approved"
    assert step(protocol, where, "depart", on=day(-1).isoformat())["present_to"] == day(-1).isoformat()
    assert step(protocol, where, "end")["state"] == "ended"
    assert the_one(clerk, "posts/?vacant=true&search=p4")["reference"] == scene.post.reference
    neighbour = scenes.a_posting("in_post", officer=scenes.an_officer("Qonşu Nümunə"))
    days = {"starts_on": day(0).isoformat(), "ends_on": day(90).isoformat()}
    place = f"posts/{scene.post.reference}/"
    acting = post(clerk, f"{place}acting/", {"posting": neighbour.reference, **days}).json()
    assert acting["acting_tenures"][0]["posting"] == neighbour.reference
    approved(api, proposed(clerk, scene.post.reference, "Yeni Nümunə", 60))


def test_p5_one_hands_over_to_the_other_in_ten_days_together(api: Api):
    scene, clerk, protocol = scenes.p5(), api("cmd_desk"), api("mfa_protocol")
    assert scene.leaving is not None
    leaves, comes = f"postings/{scene.leaving.reference}/", f"postings/{scene.posting.reference}/"
    remind()
    assert ("postings.handover", scene.leaving.reference) in told(api("attache_de"))
    begun = step(clerk, leaves, "advance", to="handover", on=day(-12).isoformat())
    step(protocol, comes, "arrive", on=day(-10).isoformat())
    assert refused(protocol, comes, "assume") == "post_has_incumbent"
    for item in begun["handover_items"]:
        answer = post(api("attache_de"), f"{leaves}handover-done/", {"no": item["no"], "remark": "in person"})
        assert answer.status_code == 200
    assert all(item["done_on"] for item in shown(clerk, leaves)["handover_items"])
    left = step(protocol, leaves, "end", departed_on=day(0).isoformat())
    arrived = step(protocol, comes, "assume")
    assert (arrived["state"], arrived["incumbent_from"]) == ("in_post", left["incumbent_to"])
    assert (arrived["present_from"], left["present_to"]) == (day(-10).isoformat(), day(0).isoformat())
    assert step(clerk, leaves, "advance", to="debriefed")["state"] == "debriefed"
    held = the_one(clerk, "posts/?search=p5")
    assert held["incumbent_posting"] == scene.posting.reference


@pytest.mark.parametrize("how", ["tested again", "waived"])
def test_l1_a_lapsed_language_is_tested_again_or_waived(api: Api, how: str):
    scene, clerk = scenes.l1(), api("cmd_desk")
    where = f"postings/{scene.posting.reference}/"
    assert [row["met"] for row in shown(clerk, where)["requirements"]] == [False]
    assert forecast(clerk, "l1")["language"] == "result expires before the beginning"
    assert refused(clerk, where, "advance", to="prepared") == "language_below_requirement"
    assert refused(clerk, where, "submit") == "language_below_requirement"
    if how == "waived":
        waiver = {"requirement": "language", "reason": "course in March"}
        assert post(api("imcd_head"), f"{where}waive/", waiver).status_code == 200
    else:
        result = {
            "language": "fr", "slp": "2222", "tested_on": day(-1).isoformat(), "valid_until": day(900).isoformat(),
        }  # fmt: skip
        officer = f"officers/{scene.posting.officer.reference}/languages/"
        assert post(api("ndu_language"), officer, result).status_code == 200
    (check,) = shown(clerk, where)["requirements"]
    assert (check["met"], check["waived_because"]) == (
        (False, "course in March") if how == "waived" else (True, "")
    )
    assert forecast(clerk, "l1")["language"] == LANGUAGE[how]
    assert step(clerk, where, "advance", to="prepared")["state"] == "prepared"
