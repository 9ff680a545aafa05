"""Diplomatic clearances over REST and on their pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from foundation.clock import today
from tests.activities.crossings import asked, hour
from tests.activities.programme import days
from tests.activities.test_api import send
from tests.activities.test_clearances import came_in
from tests.cast import acting

pytestmark = pytest.mark.django_db
HOME = "/api/v1/diplomatic-clearances/"
ENTRY = {
    "granting": "AZ", "flag": "TR", "vehicle": "aircraft", "craft": "A400M, DEMO 02", "passage": "entry",
    "cargo": "military", "route": "Poylu – Baku", "enters_at": hour(days(60)).isoformat(),
    "leaves_at": hour(days(61)).isoformat(),
}  # fmt: skip


def test_from_the_draft_to_the_permission(api: Callable[..., Client]) -> None:
    desk = api("cmd_desk")
    made = send(desk, "post", HOME, ENTRY)
    assert made.status_code == 201, made.content
    found = made.json()
    assert (found["rule"], found["lead"]) == ("az-landing-military", "14 working days ahead")
    address = f"{HOME}{found['reference']}/"
    unsaid = send(desk, "post", f"{address}send/", {}, made["ETag"])
    assert (unsaid.status_code, unsaid.json()["errors"][0]["field"]) == (400, "note")
    with acting("cmd_desk") as clerk:
        from activities.models import DiplomaticClearance

        row = DiplomaticClearance.objects.visible_to(clerk).get(reference=found["reference"])
        note = came_in(clerk, row)
    sent = send(desk, "post", f"{address}send/", {"note": note.reference}, made["ETag"])
    assert (sent.status_code, sent.json()["sent_on"]) == (200, str(today())), sent.content
    assert send(desk, "post", f"{address}grant/", {"number": "X"}).status_code == 428
    granted = send(desk, "post", f"{address}grant/", {"number": "DEMO-1"}, sent["ETag"])
    assert granted.json()["state"] == "granted", granted.content
    early = send(desk, "post", f"{address}use/", {"used_at": hour(days(60)).isoformat()}, granted["ETag"])
    assert (early.status_code, early.json()["errors"][0]["field"]) == (400, "used_at")
    assert [step["state"] for step in granted.json()["steps"]] == ["draft", "note_sent", "granted"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"vehicle": "balloon"}, "vehicle"),
        ({"flag": "AZ"}, "flag"),
        ({"leaves_at": hour(days(2)).isoformat()}, "leaves_at"),
        ({"enters_at": "soon"}, "enters_at"),
        ({"activity": "ACT-2026-ZZZZZ"}, "activity"),
        ({"told_latest_on": str(days(3))}, "told_latest_on"),
    ],
)
def test_bad_input_is_told_beside_its_field(
    api: Callable[..., Client], change: dict[str, Any], field: str
) -> None:
    refused = send(api("cmd_desk"), "post", HOME, {**ENTRY, **change})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, field), refused.content


def test_lists_tell_what_is_late_and_where_to_ask(api: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        gap = asked(clerk, cargo="ordinary")
        late = asked(clerk, enters_at=hour(days(3)))
        asked(clerk, level="limited_official_use")
    desk = api("cmd_desk")
    assert [row["reference"] for row in desk.get(f"{HOME}?no_rule=true").json()["results"]] == [gap.reference]
    assert [row["reference"] for row in desk.get(f"{HOME}?late=true").json()["results"]] == [late.reference]
    assert len(desk.get(f"{HOME}?search=A400M").json()["results"]) == 3


def test_the_pages_show_the_gap_and_take_the_step(signed_in: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        gap = asked(clerk, cargo="ordinary")
        row = asked(clerk, craft="A400M, DEMO 03")
        came_in(clerk, row)
    desk = signed_in("cmd_desk")
    listed = desk.get("/clearances/").content.decode()
    assert "No rule: ask" in listed
    assert gap.reference in listed
    page = f"/clearances/{row.reference}/"
    assert desk.get(page).status_code == 200
    sent = desk.post(page, {"step": "send", "send-version": row.version, "send-waiver": "", "send-note": ""})
    assert sent.status_code == 302, sent.content.decode()[-3000:]
    refused = desk.post(page, {"step": "grant", "grant-version": row.version + 1, "grant-on": str(today())})
    assert refused.status_code == 400
    given = {
        "step": "grant",
        "grant-version": row.version + 1,
        "grant-on": str(today()),
        "grant-number": "DEMO-3",
    }
    assert desk.post(page, given).status_code == 302
    assert "DEMO-3" in desk.get(page).content.decode()
    for admin in ("add/", f"{row.pk}/change/", ""):
        assert desk.get(f"/admin/activities/diplomaticclearance/{admin}").status_code == 200
    assert desk.get("/admin/directory/clearancerule/").status_code == 200
