"""The deadlines of a posting stand until what they wait for has happened (domain.md C7, rows 1 to 5 and 7 to 9)."""

from typing import Any

import pytest

from access.context import enter_subject
from access.service_subjects import service_subject
from attaches.deadlines import RULES
from attaches.models import Posting
from attaches.services import calls
from reminders.models import Rule
from reminders.registry import rules
from tests.attaches.scenes import a_post, a_posting, day, principal
from tests.cast import acting

COLUMNS = {"reference", "label_id", "due_on", "mission_id", "office_id"}


def due(code: str) -> dict[str, Any]:
    """What the planner finds: due days by reference."""
    with enter_subject(service_subject("planner"), "test"):
        return {row["reference"]: row["due_on"] for row in rules()[code].deadlines()}


def paper_of(posting: Posting) -> str:
    with acting("cmd_desk"):
        return principal(posting).reference


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_gives_the_planners_columns_and_a_page(db: None, rule: Any):
    a_posting("in_post")
    with enter_subject(service_subject("planner"), "test"):
        assert all(set(row) == COLUMNS for row in rule.deadlines())
    assert rule.link("POS-2026-AAAAA").endswith("AAAAA/change/")
    assert rules()[rule.code] is rule


def test_a_successor_is_to_be_chosen_until_somebody_is_on_the_way(db: None):
    post = a_post()
    holder = a_posting("in_post", post=post, first=-400, end=300)
    assert due("postings.successor") == {holder.reference: day(300)}
    assert due("postings.extension") == {holder.reference: day(300)}
    a_posting("proposed", post=post, first=300, end=900)
    assert due("postings.successor") == due("postings.extension") == {}
    assert due("postings.gap") == {holder.reference: day(300)}


def test_a_gap_stands_until_somebody_is_accredited_also_once_the_post_is_vacant(db: None):
    post = a_post()
    a_posting("debriefed", post=post, first=-1400, end=-700)
    last = a_posting("ended", post=post, first=-700, end=-20)
    assert due("postings.gap") == {last.reference: day(-20)}
    a_posting("accredited", post=post, first=10, end=900)
    assert due("postings.gap") == {}


def test_whoever_holds_the_post_has_no_gap_behind_him(db: None):
    post = a_post()
    a_posting("ended", post=post, first=-700, end=-20)
    holder = a_posting("in_post", post=post, first=-20, end=900)
    assert due("postings.gap") == {holder.reference: day(900)}


def test_farewell_calls_are_to_be_planned_by_who_leaves_without_one(db: None):
    leaving = a_posting("in_post", first=-400, end=30)
    assert due("calls.farewell") == {leaving.reference: day(30)}
    with acting("cmd_desk") as clerk:
        calls.plan(
            leaving, by=clerk, kind="farewell", on_whom="Chief of the General Staff", planned_on=day(20)
        )
    assert due("calls.farewell") == {}


def test_what_was_not_notified_reaches_the_head_of_mission_once_more(db: None):
    for code in ("postings.arrival_notice", "postings.departure_notice"):
        chain = Rule.objects.get(code=code).escalations.all()
        assert [(step.role, step.after, step.at_mission) for step in chain] == [("head_of_mission", 2, True)]


def test_the_notes_and_the_reply(db: None):
    posting = a_posting("mfa_coordinated", first=100, end=900)
    assert due("accreditations.consent_note") == {paper_of(posting): day(100)}
    asked = a_posting("consent_requested", first=100, end=900)
    assert due("accreditations.consent_reply") == {paper_of(asked): day(-250)}
    granted = a_posting("consent_granted", first=100, end=900)
    assert due("accreditations.second_note") == {paper_of(granted): day(-240)}


def test_arrival_handover_departure_and_debriefing(db: None):
    coming = a_posting("accredited", first=20, end=900)
    assert due("postings.arrival_notice") == {coming.reference: day(20)}
    leaving = a_posting("handover", first=-400, end=0)
    assert due("postings.handover")[leaving.reference] == day(0)
    assert due("postings.departure_notice")[leaving.reference] == day(0)
    over = a_posting("ended", first=-400, end=-20)
    assert due("postings.debrief") == {over.reference: day(-20)}


def test_the_page_of_a_reminder_opens_by_reference(db: None, signed_in: Any):
    posting = a_posting("in_post")
    page = signed_in("cmd_desk").get(rules()["postings.successor"].link(posting.reference))
    assert page.status_code == 200
    assert posting.reference in page.content.decode()
