"""The stories E1, E2, C1, V1 and R1 of domain.md D, each played on the pages: warned, seen, decided, done.

What is entered is entered where a link on a page leads to.
"""

from collections.abc import Callable

import pytest
from django.test import Client

from activities.models import Activity, Exercise, Lesson
from foundation.clock import today
from tests.activities import story_scenes as scenes
from tests.activities.programme import country, days, kind
from tests.activities.story_ways import came_in, moment, state_of, stepped, typed_visit
from tests.activities.told import TOLD
from tests.agreements.story_scenes import route_of
from tests.attaches.story_ways import decided, get, link, pressed, refused, sent, words
from tests.cast import acting
from tests.workspace.test_inbox import remind

SignIn = Callable[[str], Client]
pytestmark = pytest.mark.django_db


def reminded(client: Client, said: str, title: str) -> None:
    inbox = words(get(client, "/inbox/"))
    assert said in inbox
    assert title in inbox


def found(client: Client, activity: Activity) -> str:
    """Its page, by its link in the programme."""
    return link(get(client, "/activities/"), activity.title)


def entry(client: Client, page: str) -> str:
    """Where data entry goes on; an exercise has a page of its own there."""
    way = link(get(client, page), "Record a step or amend")
    answer = client.get(way)
    return str(answer["Location"]) if answer.status_code == 302 else way


def test_e1_the_final_planning_conference_is_due_and_held(signed_in: SignIn):
    big, desk = scenes.e1(), signed_in("cmd_desk")
    remind()
    reminded(desk, "Final planning conference of an exercise", big.activity.title)
    page = found(desk, big.activity)
    shown = words(get(desk, page))
    assert "Final planning conference" in shown
    assert "Planned soon" in shown
    sent(desk, entry(desk, page), fpc_planned_on=today(), fpc_held_on=today())
    shown = words(get(desk, page))
    assert "Planned soon" not in shown
    assert shown.count("Held in time") == 3


def test_e2_notified_by_the_desk_before_the_day(signed_in: SignIn):
    big, control, desk = scenes.e2(), signed_in("arms_control_desk"), signed_in("cmd_desk")
    remind()
    reminded(control, "Notify the exercise under the Vienna Document", big.activity.title)
    reminded(control, "Invite observers to the exercise", big.activity.title)
    page = found(control, big.activity)
    assert "in 5 days" in words(get(control, page))
    way = link(get(control, "/inbox/"), big.activity.title)
    pressed(control, way, "notify")
    pressed(control, way, "invite")
    assert "Notified on" in words(get(desk, page))
    assert "invited on" in words(get(desk, page))
    pressed(desk, entry(desk, page), "prepare")
    assert "Preparing" in words(get(desk, page))


def test_e2_without_a_notification_it_does_not_begin(signed_in: SignIn):
    big: Exercise = scenes.e2_unnotified()
    desk = signed_in("cmd_desk")
    page = found(desk, big.activity)
    assert "42 days ago" in words(get(desk, page))
    way = entry(desk, page)
    assert "must have been notified" in words(refused(desk, way, "begin"))
    sent(desk, way, exemption="Alert activity: nobody knew of it beforehand")
    assert "nobody knew of it beforehand" in words(get(desk, page))
    pressed(desk, way, "begin")
    assert "Ongoing" in words(get(desk, page))


def test_c1_asked_in_time_given_and_used(signed_in: SignIn):
    row, protocol = scenes.a_crossing(days(-1), prepared=-60), signed_in("mfa_protocol")
    page = link(get(protocol, "/clearances/"), row.craft)
    came_in(protocol, row.reference, -40)
    assert "DEMO/7" in words(get(protocol, page))
    stepped(protocol, page, "send")
    assert "Note sent" in words(get(protocol, page))
    stepped(protocol, page, "grant", number="DEMO-7", on=days(-30))
    assert state_of(row) == "granted"
    stepped(protocol, page, "use", used_at=moment(-2, 10))
    assert state_of(row) == "granted"
    stepped(protocol, page, "use", used_at=moment(-1, 12))
    assert "Used" in words(get(protocol, page))


def test_c1_asked_late_only_with_a_waiver_and_unused_it_lapses(signed_in: SignIn):
    row, protocol = scenes.a_crossing(days(-4), prepared=-9), signed_in("mfa_protocol")
    remind()
    page = link(get(protocol, "/clearances/", which="late"), row.craft)
    came_in(protocol, row.reference, -8)
    assert "waiver" in words(stepped(protocol, page, "send")).lower()
    assert state_of(row) == "draft"
    stepped(protocol, page, "send", waiver="State Protocol, by telephone")
    stepped(protocol, page, "grant", number="DEMO-8", on=days(-6))
    stepped(protocol, page, "lapse")
    assert "Lapsed" in words(get(protocol, page))


def test_v1_the_ministry_concurs_late_and_the_minister_is_received(signed_in: SignIn):
    visit, desk, protocol = scenes.v1(), signed_in("cmd_desk"), signed_in("mfa_protocol")
    remind()
    for name in ("mfa_desk", "mfa_milpol"):
        assert "A decision in an approval case is due" in words(get(signed_in(name), "/inbox/"))
    page = found(desk, visit)
    assert "In approval" in words(get(desk, page))
    for name in ("mfa_desk", "mod_leadership"):
        client = signed_in(name)
        decided(client, link(get(client, "/inbox/"), visit.title), dict(route_of(visit.reference))[name])
    assert state_of(visit) == "approved"
    sent(protocol, link(get(protocol, page), "Make it a visit"), **typed_visit())
    listed = words(get(protocol, "/visits/", which="late"))
    assert visit.title in listed
    assert "0/3" in listed
    way = link(get(protocol, page), "Delegation, programme and phases")
    for phase in ("programme", "protocol", "assurance"):
        pressed(protocol, way, phase)
    assert "Nümunə Nazir" in words(get(protocol, "/visits/"))
    assert "3/3" in words(get(protocol, "/visits/"))
    for step in ("prepare", "begin", "complete"):
        pressed(desk, entry(desk, page), step)
    assert "Completed" in words(get(protocol, "/visits/", which="past"))


def test_r1_the_report_is_overdue_submitted_and_its_lesson_comes_back(signed_in: SignIn):
    activity, desk = scenes.r1(), signed_in("cmd_desk")
    remind()
    reminded(desk, "Hot wash, after-action report and lessons", activity.title)
    page = found(desk, activity)
    assert "6 days" in words(get(desk, page))
    sent(desk, link(get(desk, page), "Write the report"), hot_wash_on=days(-35), **TOLD)
    pressed(desk, link(get(desk, page), "Write the report"), "submit")
    assert "After-action report submitted" in words(get(desk, page))
    seen = {
        "topic": "logistics",
        "observation": "Rations came late.",
        "recommendation": "Order a week ahead.",
    }
    sent(desk, link(get(desk, page), "Note a lesson"), **seen)
    sent(
        desk, link(get(desk, "/activities/"), "Plan an activity"), title="DEMO: the next exchange",
        kind=kind("unit_exchange").pk, country=country("GE").pk, starts_on=days(90), ends_on=days(94),
    )  # fmt: skip
    coming = link(get(desk, "/activities/"), "DEMO: the next exchange")
    learned = get(desk, coming)
    assert "Learned before, in similar activities" in words(learned)
    pressed(desk, link(learned, "Rations came late."), "close", outcome="It is in the order of the next one")
    with acting("cmd_desk"):
        assert Lesson.in_context.get().done_on == today()
    pressed(desk, entry(desk, page), "close")
    assert state_of(activity) == "closed"
