"""The stories P1 to P5 and L1 of domain.md D, each played on the pages: warned, seen, written, approved, well again.

What is entered is entered where a link on a page leads to.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from attaches.models import HandoverItem, Posting
from correspondence.models import Correspondence
from tests.attaches import story_scenes as scenes
from tests.attaches.scenes import day, state_of
from tests.attaches.story_ways import (
    BOARD,
    decided,
    door,
    get,
    link,
    pressed,
    propose,
    refused,
    sent,
    words,
)
from tests.attaches.test_admin import NO_LANGUAGE
from tests.cast import acting
from tests.workspace.test_inbox import remind

SignIn = Callable[[str], Client]
pytestmark = pytest.mark.django_db
GAP = 'class="stay gap"'
ON_THE_CASE = {"waived": "not met, waived: course in March", "tested again": "held: 2222 · met"}


def board(client: Client, mission: str) -> str:
    """The table of the rotation board for one mission."""
    shown = get(client, "/rotation/", mission=mission)
    return shown[shown.index("rotation-caption") : shown.rindex("</table>")]


def case_of(client: Client, posting: Posting) -> str:
    """The case about a posting, found in the inbox of whoever is to decide."""
    inbox = get(client, "/inbox/")
    assert posting.officer.full_name in words(inbox)
    return link(inbox, str(posting.officer))


def approved(signed_in: SignIn, posting: Posting, way: str) -> None:
    """Submitted, then decided seat by seat on the case page, which each finds in the own inbox."""
    pressed(signed_in("cmd_desk"), way, "submit")
    for name, verdict in BOARD:
        client = signed_in(name)
        decided(client, case_of(client, posting), verdict)
    assert state_of(posting) == "mfa_coordinated"


def asked(signed_in: SignIn, way: str) -> None:
    """The note asking for consent is written where the posting's page leads to, and leaves."""
    protocol = signed_in("mfa_protocol")
    draft = sent(protocol, link(get(protocol, way), "Send the note asking for consent."), purpose="consent")
    pressed(protocol, draft["Location"], "dispatch")
    pressed(protocol, way, "request-consent")


def reply_comes_in(client: Client, note: Correspondence, subject: str) -> str:
    """The host's answer is recorded from the register, where nobody waits any more."""
    register = get(client, "/correspondence/")
    assert f"their reply awaited for {-(note.dated_on - day(0)).days} days" in words(register)
    form = link(get(client, link(register, note.subject)), "Record their reply")
    sent(client, form, subject=subject, number="118", dated_on=day(-2), text="With compliments.")
    pressed(client, link(get(client, "/correspondence/", q=subject), subject), "receive")
    register = get(client, "/correspondence/")
    assert "Nobody waits for a reply." in words(register)
    return register


def test_p1_a_successor_is_chosen_approved_and_consented_to(signed_in: SignIn):
    scene, clerk = scenes.p1(), signed_in("cmd_desk")
    remind()
    assert "Choose the successor" in words(get(clerk, "/inbox/"))
    empty = board(clerk, "emb-de")
    assert "nobody yet" in words(empty)
    assert GAP in empty
    coming = propose(clerk, link(empty, "Choose a successor"), "Yeni Nümunə")
    way = link(board(clerk, "emb-de"), "Colonel Yeni Nümunə")
    approved(signed_in, coming, way)
    asked(signed_in, way)
    waits = words(board(clerk, "emb-de"))
    assert "consent asked today" in waits
    assert "until the host agrees" in waits
    pressed(signed_in("mfa_protocol"), way, "record-consent")
    closed = board(clerk, "emb-de")
    assert "consent given" in words(closed)
    assert "until the host agrees" not in words(closed)
    assert GAP not in closed
    assert words(closed).endswith("none")
    assert scene.posting.officer.full_name in words(closed)


def test_p2_the_host_is_reminded_and_answers(signed_in: SignIn):
    scene, protocol = scenes.p2(), signed_in("mfa_protocol")
    assert scene.note is not None
    remind()
    assert "The host has not answered" in words(get(signed_in("mfa_desk"), "/inbox/"))
    waits = board(protocol, "emb-ro")
    assert "consent asked 40 days ago" in words(waits)
    way = link(waits, "Colonel Gözləyən Nümunə")
    reminder = sent(protocol, link(get(protocol, way), "Draft a note"), purpose="reminder")
    pressed(protocol, reminder["Location"], "dispatch")
    reply_comes_in(protocol, scene.note, "Consent is given")
    assert "Consent is given" in words(get(protocol, way))
    pressed(protocol, way, "record-consent", on=day(-1))
    assert "consent given" in words(board(protocol, "emb-ro"))


def test_p3_a_refusal_ends_the_posting_and_another_is_proposed(signed_in: SignIn):
    scene, protocol, clerk = scenes.p3(), signed_in("mfa_protocol"), signed_in("cmd_desk")
    assert scene.note is not None
    way = link(board(protocol, "emb-ua"), "Colonel İstənməyən Nümunə")
    reply_comes_in(protocol, scene.note, "Consent is not given")
    pressed(protocol, way, "refuse", on=day(-2))
    vacant = board(clerk, "emb-ua")
    assert "consent refused" in words(vacant)
    assert "vacant" in words(vacant)
    plan = {"planned_from": day(120), "planned_to": day(1200)}
    other = propose(clerk, link(vacant, "Choose a successor"), "Başqa Nümunə", **plan)
    way = link(board(clerk, "emb-ua"), "Colonel Başqa Nümunə")
    approved(signed_in, other, way)
    asked(signed_in, way)
    assert "consent asked today" in words(board(clerk, "emb-ua"))


def test_p4_declared_ratified_left_and_somebody_stands_in(signed_in: SignIn):
    scene, desk, clerk = scenes.p4(), signed_in("mfa_desk"), signed_in("cmd_desk")
    way = link(board(desk, "emb-by"), "Colonel Qovulan Nümunə")
    pressed(desk, way, "declare-png", on=day(-3), reason="The host gave no reasons")
    remind()
    for name, verdict in (("mod_leadership", "approve"), ("mfa_leadership", "concur")):
        leader = signed_in(name)
        assert "An officer was declared persona non grata" in words(get(leader, "/inbox/"))
        decided(leader, case_of(leader, scene.posting), verdict)
    vacant = board(clerk, "emb-by")
    assert "vacant" in words(vacant)
    protocol = signed_in("mfa_protocol")
    notice = sent(protocol, link(get(protocol, way), "Draft a note"), purpose="departure")
    pressed(protocol, notice["Location"], "dispatch")
    pressed(protocol, way, "depart", on=day(-1))
    pressed(protocol, way, "end")
    neighbour = scenes.a_posting("in_post", officer=scenes.an_officer("Qonşu Nümunə"))
    stands_in = {"posting": neighbour.pk, "period_0": day(0), "period_1": day(90)}
    sent(clerk, link(get(clerk, door(vacant, "post")), "Somebody stands in"), **stands_in)
    assert "Colonel Qonşu Nümunə stands in" in words(board(clerk, "emb-by"))
    plan = {"planned_from": day(60), "planned_to": day(1155)}
    coming = propose(clerk, link(vacant, "Choose a successor"), "Yeni Nümunə", **plan)
    approved(signed_in, coming, link(board(clerk, "emb-by"), "Colonel Yeni Nümunə"))


def test_p5_one_hands_over_to_the_other_in_ten_days_together(signed_in: SignIn):
    scene, clerk, protocol = scenes.p5(), signed_in("cmd_desk"), signed_in("mfa_protocol")
    assert scene.leaving is not None
    remind()
    attache = signed_in("attache_de")
    assert "Hand over the post" in words(get(attache, "/inbox/"))
    both = board(attache, "emb-de")
    leaves, comes = link(both, "Colonel Gedən Specimen"), link(both, "Colonel Gələn Nümunə")
    pressed(clerk, leaves, "hand-over", on=day(-12))
    pressed(protocol, comes, "arrive", on=day(-10))
    both = board(clerk, "emb-de")
    assert "Handing over" in words(both)
    assert "Handover:" in words(both)
    assert "10 days" in words(both)
    with acting("cmd_desk"):
        items = list(HandoverItem.in_context.filter(posting=scene.leaving))
    for item in items:
        pressed(attache, link(get(attache, leaves), f"{item.no}. "), "done", reason="in person")
    pressed(protocol, leaves, "end", departed_on=day(0))
    pressed(protocol, comes, "assume")
    alone = board(clerk, "emb-de")
    assert "Gedən Specimen" not in words(alone)
    assert "Colonel Gələn Nümunə" in words(alone)
    tenures = get(clerk, door(alone, "post"))
    pressed(clerk, link(tenures, "Colonel Gedən Specimen"), "debrief")
    assert state_of(scene.leaving) == "debriefed"
    assert scenes.overlap_of(scene.leaving, scene.posting) == 10


@pytest.mark.parametrize("how", ["tested again", "waived"])
def test_l1_a_lapsed_language_is_tested_again_or_waived(signed_in: SignIn, how: str):
    scene, clerk = scenes.l1(), signed_in("cmd_desk")
    warned = board(clerk, "emb-fr")
    assert "Language: result expires before the beginning" in words(warned)
    way = link(warned, "Colonel Seçilən Nümunə")
    assert "No language result" in refused(clerk, way, "submit")
    if how == "waived":
        head = signed_in("imcd_head")
        waiver: dict[str, Any] = {"requirement": "language", "reason": "course in March"}
        sent(head, link(get(head, way), "Waive a requirement"), **waiver)
        assert "Language: waived by the head of department" in words(board(clerk, "emb-fr"))
    else:
        examiner = signed_in("ndu_language")
        result = {
            **NO_LANGUAGE, "languages-TOTAL_FORMS": 1, "languages-0-language": "fr", "languages-0-slp": "2222",
            "languages-0-tested_on": day(-1), "languages-0-valid_until": day(900),
            "languages-0-officer": scene.posting.officer_id,
        }  # fmt: skip
        sent(examiner, door(get(examiner, way), "officer"), **result)
        assert "result expires" not in words(board(clerk, "emb-fr"))
    pressed(clerk, way, "submit")
    for name, verdict in BOARD[:4]:
        client = signed_in(name)
        case = case_of(client, scene.posting)
        assert ON_THE_CASE[how] in words(get(client, case))
        decided(client, case, verdict)
    assert state_of(scene.posting) == "prepared"
