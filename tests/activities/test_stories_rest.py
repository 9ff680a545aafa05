"""The stories E1, E2, C1, V1 and R1 of domain.md D, each played to its natural end over REST alone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from activities.models import Activity, DiplomaticClearance
from foundation.clock import today
from tests.activities import story_scenes as scenes
from tests.activities.crossings import hour
from tests.activities.programme import days
from tests.activities.told import TOLD
from tests.agreements.story_scenes import route_of
from tests.agreements.test_stories_rest import amended
from tests.attaches.test_rest import post
from tests.attaches.test_stories_rest import decided, made, refused, shown, step, the_one, told
from tests.workspace.test_inbox import remind

Api = Callable[..., Client]
pytestmark = pytest.mark.django_db


def iso(offset: int) -> str:
    return days(offset).isoformat()


def where_is(activity: Activity) -> str:
    return f"activities/{activity.reference}/"


def came_in(client: Client, about: str, on: int) -> str:
    """Their note about a clearance is recorded and has come in on a day; its reference."""
    note = {
        "kind": "note_verbale", "direction": "incoming", "subject": "A request", "sender_country": "TR",
        "sender_name": "Embassy of Türkiye", "addressee_institution": "mfa", "number": "DEMO/7", "dated_on": iso(on),
        "about_reference": about, "reply_expected": False,
    }  # fmt: skip
    entered = made(client, "correspondence/", note)
    step(client, f"correspondence/{entered['reference']}/", "receive", on=iso(on))
    return str(entered["reference"])


def sent(client: Client, row: DiplomaticClearance, verb: str, **body: Any) -> Any:
    """A step of a clearance, as it is answered."""
    where = f"diplomatic-clearances/{row.reference}/"
    return post(client, f"{where}{verb}/", body, client.get(f"/api/v1/{where}")["ETag"])


def test_e1_the_final_planning_conference_is_due_and_held(api: Api):
    big, desk = scenes.e1(), api("cmd_desk")
    where = f"exercises/{big.reference}/"
    remind()
    assert ("exercises.fpc", big.reference) in told(desk)
    before = {row["kind"]: row for row in shown(desk, where)["conferences"]}
    assert (before["fpc"]["planned_on"], before["fpc"]["standing"]) == (iso(12), "soon")
    assert [before[kind]["standing"] for kind in ("ipc", "mpc")] == ["held", "held"]
    after = amended(desk, where, conferences=[{"kind": "fpc", "planned_on": iso(0), "held_on": iso(0)}])
    assert {row["kind"]: row["standing"] for row in after["conferences"]} == dict.fromkeys(
        ("ipc", "mpc", "fpc"), "held"
    )
    assert the_one(desk, f"exercises/?search={big.reference}")["next_conference_on"] is None


def test_e2_notified_by_the_desk_before_the_day(api: Api):
    big, control = scenes.e2(), api("arms_control_desk")
    where = f"exercises/{big.reference}/"
    remind()
    assert {("exercises.notification", big.reference), ("exercises.observers", big.reference)} <= told(
        control
    )
    assert shown(control, where)["notify_by"] == iso(5)
    assert step(control, where, "notify")["notified_on"] == iso(0)
    assert step(control, where, "invite-observers", on=iso(0))["observers_invited_on"] == iso(0)
    assert refused(control, where, "notify") == "said_already"
    ahead = post(control, f"{where}notify/", {"on": iso(1)}, control.get(f"/api/v1/{where}")["ETag"])
    assert ahead.status_code in {400, 409}
    assert step(api("cmd_desk"), where_is(big.activity), "advance", to="preparing")["state"] == "preparing"


def test_e2_without_a_notification_it_does_not_begin(api: Api):
    big, desk = scenes.e2_unnotified(), api("cmd_desk")
    assert refused(desk, where_is(big.activity), "advance", to="ongoing") == "not_notified"
    step(api("arms_control_desk"), f"exercises/{big.reference}/", "notify")
    assert refused(desk, where_is(big.activity), "advance", to="ongoing") == "not_notified"
    amended(desk, f"exercises/{big.reference}/", exemption="Alert activity: nobody knew of it beforehand")
    assert step(desk, where_is(big.activity), "advance", to="ongoing")["state"] == "ongoing"


def test_c1_asked_in_time_given_and_used(api: Api):
    row, protocol = scenes.a_crossing(days(-1), prepared=-60), api("mfa_protocol")
    assert (row.rule.lead_days, row.rule.validity_hours) == (14, 72)
    note = came_in(protocol, row.reference, -40)
    assert sent(protocol, row, "send", note=note).json()["sent_on"] == iso(-40)
    given = sent(protocol, row, "grant", number="DEMO-7", on=iso(-30)).json()
    assert (given["state"], given["number"]) == ("granted", "DEMO-7")
    outside = sent(protocol, row, "use", used_at=hour(days(-2)).isoformat())
    assert outside.json()["errors"][0]["field"] == "used_at"
    used = sent(protocol, row, "use", used_at=hour(days(-1), 12).isoformat()).json()
    assert [one["state"] for one in used["steps"]] == ["draft", "note_sent", "granted", "used"]


def test_c1_asked_late_only_with_a_waiver_and_unused_it_lapses(api: Api):
    row, protocol = scenes.a_crossing(days(-4), prepared=-9), api("mfa_protocol")
    late = shown(protocol, "diplomatic-clearances/?late=true")["results"]
    assert row.reference in {one["reference"] for one in late}
    came_in(protocol, row.reference, -8)
    denied = sent(protocol, row, "send")
    assert (denied.status_code, denied.json()["errors"][0]["field"]) == (400, "waiver")
    asked = sent(protocol, row, "send", waiver="State Protocol, by telephone").json()
    assert (asked["state"], asked["waiver"]) == ("note_sent", "State Protocol, by telephone")
    given = sent(protocol, row, "grant", number="DEMO-8", on=iso(-6)).json()
    assert given["valid_until"][:10] == iso(-1)
    assert sent(protocol, row, "lapse").json()["state"] == "lapsed"
    closed = sent(protocol, row, "use", used_at=hour(days(-3)).isoformat())
    assert closed.status_code == 409


def test_v1_the_ministry_concurs_late_and_the_minister_is_received(api: Api):
    visit, desk, protocol = scenes.v1(), api("cmd_desk"), api("mfa_protocol")
    case = the_one(desk, f"cases/?matter={visit.reference}&overdue=true")["reference"]
    remind()
    assert ("approvals.step_due", case) in told(api("mfa_desk"))
    assert ("approvals.step_due", case) in told(api("mfa_milpol"))
    assert refused(desk, where_is(visit), "advance", to="approved") == "goes_by_its_case"
    members = [
        {"country": "GE", "name": "Nümunə Nazir", "rank_level": "generals", "is_head": True},
        {"country": "AZ", "name": "Örnək Nazir", "rank_level": "generals", "is_head": True},
    ]
    points = [
        {
            "starts_at": hour(days(0), 9).isoformat(),
            "ends_at": hour(days(0), 11).isoformat(),
            "subject": "Talks",
        }
    ]
    told_of = {"protocol_level": "minister", "purpose": "Talks on training", "programme": points}
    failed = post(protocol, "visits/", {"activity": visit.reference, **told_of, "delegation": members})
    assert failed.status_code == 409, failed.content
    for name in ("mfa_desk", "mod_leadership"):
        word = dict(route_of(visit.reference))[name]
        decided(api, case, ((name, word),))
    assert shown(desk, where_is(visit))["state"] == "approved"
    made(protocol, "visits/", {"activity": visit.reference, **told_of, "delegation": members})
    place = f"visits/{visit.reference}/"
    for phase in ("programme", "protocol", "assurance"):
        assert step(protocol, place, "prepare", phase=phase)
    assert {row["standing"] for row in shown(protocol, place)["phases"]} == {"done_late"}
    for state in ("preparing", "ongoing", "completed"):
        step(desk, where_is(visit), "advance", to=state)
    row = the_one(desk, "visits/?protocol_level=minister")
    assert (row["state"], row["starts_on"]) == ("completed", today().isoformat())


def test_r1_the_report_is_overdue_submitted_and_its_lesson_comes_back(api: Api):
    activity, desk = scenes.r1(), api("cmd_desk")
    remind()
    assert ("activities.after_action", activity.reference) in told(desk)
    report = made(desk, "after-action-reports/", {"activity": activity.reference, "hot_wash_on": iso(-35)})
    where = f"after-action-reports/{activity.reference}/"
    assert report["due_on"] == iso(-6)
    incomplete = post(desk, f"{where}submit/", {}, desk.get(f"/api/v1/{where}")["ETag"])
    assert incomplete.status_code == 400
    amended(desk, where, **TOLD)
    assert step(desk, where, "submit")["submitted_on"] == iso(0)
    assert shown(desk, where_is(activity))["state"] == "aar_submitted"
    lesson = made(
        desk, "lessons/",
        {
            "activity": activity.reference, "topic": "logistics", "observation": "Rations came late.",
            "recommendation": "Order a week ahead.",
        },
    )  # fmt: skip
    next_one = made(
        desk, "activities/",
        {
            "title": "DEMO: the next exchange", "kind": "unit_exchange", "country": "GE", "starts_on": iso(90),
            "ends_on": iso(94),
        },
    )  # fmt: skip
    assert the_one(desk, f"lessons/?for_planning={next_one['reference']}")["reference"] == lesson["reference"]
    closed = step(
        desk, f"lessons/{lesson['reference']}/", "close", outcome="It is in the order of the next one"
    )
    assert closed["done_on"] == iso(0)
    assert step(desk, where_is(activity), "advance", to="closed")["state"] == "closed"
