"""The stories P1 to P5 and L1 of domain.md D, each played from its situation to its good end in data entry alone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from approvals.models import Case
from attaches.models import HandoverItem
from correspondence.models import Correspondence
from foundation.clock import today
from tests.attaches import story_scenes as scenes
from tests.attaches.scenes import day, state_of
from tests.attaches.story_ways import (
    case_about,
    door,
    get,
    link,
    listed,
    page_of,
    pressed,
    propose,
    refused,
    sent,
    typed_reply,
    words,
)
from tests.attaches.test_admin import NO_LANGUAGE
from tests.cast import acting
from tests.documents.files import pdf

SignIn = Callable[[str], Client]
pytestmark = pytest.mark.django_db
NOTE = "/admin/correspondence/correspondence/"


def by_hand(signed_in: SignIn, way: str) -> None:
    """From the board to the note asking for consent, each step by whose it is."""
    for name, step in (
        ("cmd_desk", "select"), ("cmd_desk", "prepare"), ("cmd_desk", "order"), ("mfa_desk", "coordinate"),
        ("mfa_protocol", "request-consent"),
    ):  # fmt: skip
        pressed(signed_in(name), way, step)


def reply_comes_in(client: Client, note: Correspondence, subject: str) -> str:
    """The host's answer is typed and has come in; what it answers is answered."""
    sent(client, f"{NOTE}add/", **typed_reply(note, subject))
    with acting("mfa_protocol"):
        reply = Correspondence.in_context.get(subject=subject)
    pressed(client, page_of(reply), "receive")
    assert state_of(note) == "answered"
    return get(client, page_of(note))


def test_p1_a_successor_is_chosen_and_the_host_consents(signed_in: SignIn):
    scene, clerk = scenes.p1(), signed_in("cmd_desk")
    assert scene.leaving is not None
    leaves = door(listed(clerk, "posting", standing="year", q="Gedən"), "posting")
    shown = get(clerk, leaves)
    assert "in 5 months" in words(shown)
    coming = propose(clerk, link(shown, "Choose a successor."), "Yeni Nümunə")
    assert (coming.predecessor_id, coming.planned.lower) == (scene.leaving.pk, day(150))
    by_hand(signed_in, page_of(coming))
    assert "Consent requested." in words(get(clerk, leaves))
    pressed(signed_in("mfa_protocol"), page_of(coming), "record-consent")
    assert f"Successor {coming.reference}: Consent granted." in words(get(clerk, leaves))
    post = get(clerk, page_of(scene.post))
    assert "Yeni Nümunə" in words(post)
    assert "Choose a successor" not in words(post)


def test_p2_the_host_is_reminded_and_answers(signed_in: SignIn):
    scene, protocol = scenes.p2(), signed_in("mfa_protocol")
    assert scene.note is not None
    waits = listed(protocol, "correspondence", "correspondence", reply="theirs")
    assert "their reply awaited for 40 days" in words(waits)
    shown = get(protocol, page_of(scene.posting))
    assert "no reply yet" in words(shown)
    made = sent(protocol, link(shown, "Draft a note"), purpose="reminder")
    assert f"to recall its note of {day(-40).day} " in words(get(protocol, made["Location"]))
    pressed(protocol, made["Location"], "dispatch")
    answered = reply_comes_in(protocol, scene.note, "Consent is given")
    assert "Consent is given" in words(answered)
    pressed(protocol, page_of(scene.posting), "record-consent", on=day(-1))
    assert "consent given on" in words(get(protocol, page_of(scene.posting)))
    assert state_of(scene.posting) == "consent_granted"
    waits = listed(protocol, "correspondence", "correspondence", reply="theirs")
    assert "awaited" not in words(waits)


def test_p3_a_refusal_ends_the_posting_and_another_is_proposed(signed_in: SignIn):
    scene, protocol, clerk = scenes.p3(), signed_in("mfa_protocol"), signed_in("cmd_desk")
    assert scene.note is not None
    reply_comes_in(protocol, scene.note, "Consent is not given")
    shown = pressed(protocol, page_of(scene.posting), "refuse", on=day(-2), reason="the host owes no reasons")
    assert "consent refused on" in words(shown)
    assert state_of(scene.posting) == "consent_refused"
    ended = get(clerk, page_of(scene.posting))
    plan = {"planned_from": day(120), "planned_to": day(1200)}
    other = propose(clerk, link(ended, "Choose another officer."), "Başqa Nümunə", **plan)
    assert other.post == scene.post
    ended = get(clerk, page_of(scene.posting))
    assert other.reference in link(ended, f"Successor {other.reference}: Proposed.")
    by_hand(signed_in, page_of(other))
    tenures = words(get(clerk, page_of(scene.post)))
    assert "İstənməyən Nümunə · Consent refused" in tenures
    assert "Başqa Nümunə" in tenures


def ratified_on_paper(client: Client, case: Case, seat: str, verdict: str) -> None:
    """A colleague of the deciding institution records the signed sheet."""
    where = link(get(client, page_of(case)), "Record a decision on paper")
    told = {
        "seat": seat, "verdict": verdict, "decided_by": "The Deputy Minister", "decided_on": today(),
        "citation": "No. 9", "file": SimpleUploadedFile("sheet.pdf", pdf()),
    }  # fmt: skip
    sent(client, where, **told)


def test_p4_declared_ratified_left_and_somebody_stands_in(signed_in: SignIn):
    scene, desk, clerk = scenes.p4(), signed_in("mfa_desk"), signed_in("cmd_desk")
    way = page_of(scene.posting)
    shown = pressed(desk, way, "declare-png", on=day(-3), reason="The host gave no reasons")
    case = case_about(scene.posting)
    assert case.reference in shown
    assert case.acted_on == day(-3)
    for name, seat, verdict in (
        ("imcd_head", "1:mod-leadership", "approve"), ("mfa_milpol", "1:mfa-leadership", "concur"),
    ):  # fmt: skip
        ratified_on_paper(signed_in(name), case, seat, verdict)
    assert state_of(case) == "approved"
    assert "record the final departure" in words(get(clerk, way))
    pressed(signed_in("mfa_protocol"), way, "depart", on=day(-1))
    pressed(signed_in("mfa_protocol"), way, "end")
    assert state_of(scene.posting) == "ended"
    post = get(clerk, page_of(scene.post))
    assert "vacant" in words(post)
    neighbour = scenes.a_posting("in_post", officer=scenes.an_officer("Qonşu Nümunə"))
    stands_in = {"posting": neighbour.pk, "period_0": day(0), "period_1": day(90)}
    sent(clerk, link(post, "Somebody stands in"), **stands_in)
    assert "Qonşu Nümunə" in words(get(clerk, page_of(scene.post)))
    plan = {"planned_from": day(60), "planned_to": day(1155)}
    propose(clerk, link(post, "Choose an officer"), "Yeni Nümunə", **plan)
    assert "Yeni Nümunə" in words(get(clerk, page_of(scene.post)))


def test_p5_one_hands_over_to_the_other_in_ten_days_together(signed_in: SignIn):
    scene, clerk, protocol = scenes.p5(), signed_in("cmd_desk"), signed_in("mfa_protocol")
    assert scene.leaving is not None
    leaves, comes = page_of(scene.leaving), page_of(scene.posting)
    pressed(clerk, leaves, "hand-over", on=day(-12))
    pressed(protocol, comes, "arrive", on=day(-10))
    assert "Somebody else still holds this post" in refused(protocol, comes, "assume")
    with acting("cmd_desk"):
        items = list(HandoverItem.in_context.filter(posting=scene.leaving))
    for item in items:
        assert page_of(item) in get(clerk, leaves)
        pressed(clerk, page_of(item), "done", reason="in person")
    assert "not done yet" not in words(get(clerk, leaves))
    pressed(protocol, leaves, "end", departed_on=day(0))
    pressed(protocol, comes, "assume")
    pressed(clerk, leaves, "debrief")
    assert (state_of(scene.leaving), state_of(scene.posting)) == ("debriefed", "in_post")
    assert scenes.overlap_of(scene.leaving, scene.posting) == 10
    assert "Gələn Nümunə" in words(listed(clerk, "post", q="p5"))


@pytest.mark.parametrize("how", ["tested again", "waived"])
def test_l1_a_lapsed_language_is_tested_again_or_waived(signed_in: SignIn, how: str):
    scene, clerk = scenes.l1(), signed_in("cmd_desk")
    way = page_of(scene.posting)
    assert "Language: fr 2222 · not met" in words(get(clerk, way))
    assert "No language result" in refused(clerk, way, "prepare")
    if how == "waived":
        head = signed_in("imcd_head")
        waiver: dict[str, Any] = {"requirement": "language", "reason": "course in March"}
        sent(head, link(get(head, way), "Waive a requirement"), **waiver)
        assert "not met, waived: course in March" in words(get(clerk, way))
    else:
        result = {
            **NO_LANGUAGE, "languages-TOTAL_FORMS": 1, "languages-0-language": "fr", "languages-0-slp": "2222",
            "languages-0-tested_on": day(-1), "languages-0-valid_until": day(900),
            "languages-0-officer": scene.posting.officer_id,
        }  # fmt: skip
        sent(
            signed_in("ndu_language"),
            reverse("admin:attaches_officer_change", args=[scene.posting.officer_id]),
            **result,
        )
        assert "Language: fr 2222 · held: 2222 · met" in words(get(clerk, way))
    pressed(clerk, way, "prepare")
    assert state_of(scene.posting) == "prepared"
