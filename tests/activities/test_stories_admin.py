"""The stories E1, E2, C1, V1 and R1 of domain.md D, each played to its natural end in data entry alone.

A clearance is prepared in data entry and goes its steps where its page leads to.
"""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from activities.models import Activity, DiplomaticClearance, Lesson, Visit
from directory.models import Institution
from foundation.clock import today
from tests.activities import story_scenes as scenes
from tests.activities.programme import country, days, kind
from tests.activities.story_ways import came_in, moment, state_of, stepped, typed_visit
from tests.activities.told import TOLD
from tests.agreements.test_stories_admin import agreed
from tests.attaches.story_ways import door, get, link, listed, page_of, pressed, refused, sent, words
from tests.cast import acting

SignIn = Callable[[str], Client]
pytestmark = pytest.mark.django_db


def test_e1_the_final_planning_conference_is_due_and_held(signed_in: SignIn):
    big, desk = scenes.e1(), signed_in("cmd_desk")
    way = door(listed(desk, "exercise", "activities"), "exercise")
    assert "in 12 days" in words(get(desk, way))
    sent(desk, way, fpc_planned_on=today(), fpc_held_on=today())
    assert "Planned soon" not in words(get(desk, way))
    with acting("cmd_desk"):
        assert big.conferences.get(kind="fpc").held_on == today()


def test_an_exercise_is_entered_with_who_leads_it_who_comes_and_what_it_costs(signed_in: SignIn):
    desk = signed_in("cmd_desk")
    with acting("cmd_desk"):
        lead = Institution.objects.order_by("pk").first()
        assert lead is not None
    sent(
        desk, reverse("admin:activities_exercise_add"), title="DEMO-EX Dağ", country=country("TR").pk,
        ad_hoc_reason="Agreed", starts_on=days(200), ends_on=days(205), lead_institution=lead.pk, power_type="hard",
        coordination_level="minister", **{
            "contingents-TOTAL_FORMS": "1", "contingents-0-country": country("TR").pk,
            "contingents-0-rank_level": "officers", "contingents-0-planned": "40", "costs-TOTAL_FORMS": "1",
            "costs-0-item": "travel", "costs-0-currency": "AZN", "costs-0-planned": "5000.00",
        },
    )  # fmt: skip
    with acting("cmd_desk"):
        made = Activity.in_context.get()
        assert (made.lead_institution, made.power_type, made.planned_cost) == (lead, "hard", 5000)
        assert made.contingents.get().planned == 40
    way = door(listed(desk, "exercise", "activities"), "exercise")
    assert 'value="40"' in get(desk, way)
    sent(desk, way, **{"contingents-0-planned": "45", "status_clause": ""})
    with acting("cmd_desk"):
        assert made.contingents.get().planned == 45
        assert Activity.in_context.get().lead_institution == lead


def test_e2_notified_by_the_desk_before_the_day(signed_in: SignIn):
    big, control = scenes.e2(), signed_in("arms_control_desk")
    way = door(listed(control, "exercise", "activities"), "exercise")
    assert "Notify by" in words(get(control, way))
    pressed(control, way, "notify")
    shown = pressed(control, way, "invite")
    assert "Notified on" in words(shown)
    assert "step/notify/" not in shown
    pressed(signed_in("cmd_desk"), way, "prepare")
    assert state_of(big.activity) == "preparing"


def test_e2_without_a_notification_it_does_not_begin(signed_in: SignIn):
    big, desk = scenes.e2_unnotified(), signed_in("cmd_desk")
    way = page_of(big)
    assert "must have been notified" in words(refused(desk, way, "begin"))
    pressed(signed_in("arms_control_desk"), way, "notify")
    assert "must have been notified" in words(refused(desk, way, "begin"))
    sent(desk, way, exemption="Alert activity: nobody knew of it beforehand")
    pressed(desk, way, "begin")
    assert state_of(big.activity) == "ongoing"


def test_c1_asked_in_time_given_and_used(signed_in: SignIn):
    row, protocol = scenes.a_crossing(days(-1), prepared=-60), signed_in("mfa_protocol")
    came_in(protocol, row.reference, -40)
    own = link(get(protocol, page_of(row)), "Notes, answer and crossing")
    stepped(protocol, own, "send")
    stepped(protocol, own, "grant", number="DEMO-7", on=days(-30))
    assert "outside" in words(stepped(protocol, own, "use", used_at=moment(-2, 10))).lower()
    stepped(protocol, own, "use", used_at=moment(-1, 12))
    assert state_of(row) == "used"


def test_c1_asked_late_only_with_a_waiver_and_unused_it_lapses(signed_in: SignIn):
    protocol = signed_in("mfa_protocol")
    sent(
        protocol, reverse("admin:activities_diplomaticclearance_add"), granting=country("AZ").pk,
        flag=country("TR").pk, vehicle="aircraft", craft="A400M, DEMO 09", passage="entry", cargo="military",
        route="Poylu – Baku", enters_at=moment(4, 10), leaves_at=moment(4, 18),
    )  # fmt: skip
    with acting("cmd_desk"):
        assert DiplomaticClearance.in_context.get().latest_on < today()
    row = scenes.a_crossing(days(-4), prepared=-9)
    came_in(protocol, row.reference, -8)
    own = link(get(protocol, page_of(row)), "Notes, answer and crossing")
    stepped(protocol, own, "send")
    assert state_of(row) == "draft"
    stepped(protocol, own, "send", waiver="State Protocol, by telephone")
    stepped(protocol, own, "grant", number="DEMO-8", on=days(-6))
    stepped(protocol, own, "lapse")
    assert state_of(row) == "lapsed"


def test_v1_the_ministry_concurs_late_and_the_minister_is_received(signed_in: SignIn):
    visit, desk, protocol = scenes.v1(), signed_in("cmd_desk"), signed_in("mfa_protocol")
    way = page_of(visit)
    agreed(signed_in, visit.reference, only=("mfa_desk", "mod_leadership"))
    assert state_of(visit) == "approved"
    sent(protocol, reverse("admin:activities_visit_add"), activity=visit.pk, **typed_visit())
    page = door(listed(protocol, "visit", "activities"), "visit")
    assert "overdue" in words(get(protocol, page))
    for phase in ("programme", "protocol", "assurance"):
        pressed(protocol, page, phase)
    sent(protocol, page, contact="State Protocol, 12-34")
    with acting("cmd_desk"):
        held = Visit.in_context.get()
        assert (held.delegation.count(), held.prepared.count(), held.contact) == (
            2,
            3,
            "State Protocol, 12-34",
        )
    for step in ("prepare", "begin", "complete"):
        pressed(desk, way, step)
    assert state_of(visit) == "completed"
    assert "all phases done" not in words(listed(protocol, "visit", "activities"))


def test_r1_the_report_is_overdue_submitted_and_its_lesson_comes_back(signed_in: SignIn):
    activity, desk = scenes.r1(), signed_in("cmd_desk")
    sent(
        desk, reverse("admin:activities_afteractionreport_add"), activity=activity.pk, hot_wash_on=days(-35),
        summary="DEMO",
    )  # fmt: skip
    way = door(listed(desk, "afteractionreport", "activities"), "afteractionreport")
    assert "Done: " not in refused(desk, way, "submit")
    sent(desk, way, **TOLD)
    pressed(desk, way, "submit")
    assert state_of(activity) == "aar_submitted"
    sent(
        desk, reverse("admin:activities_lesson_add"), activity=activity.pk, topic="logistics",
        observation="Rations came late.", recommendation="Order a week ahead.",
    )  # fmt: skip
    sent(
        desk, reverse("admin:activities_activity_add"), title="DEMO: the next exchange",
        kind=kind("unit_exchange").pk, country=country("GE").pk, starts_on=days(90), ends_on=days(94),
    )  # fmt: skip
    with acting("cmd_desk"):
        coming = Activity.in_context.get(title="DEMO: the next exchange")
        lesson = Lesson.in_context.get()
    assert "Rations came late." in words(get(desk, page_of(coming)))
    pressed(desk, page_of(lesson), "close", outcome="It is in the order of the next one")
    pressed(desk, page_of(activity), "close")
    assert state_of(activity) == "closed"
