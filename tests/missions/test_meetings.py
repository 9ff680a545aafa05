"""Meetings of the two ministries and what they leave to be done; what comes back twice goes before both leaderships."""

import datetime as dt

import pytest

from access.services.labels import intern
from accounts.models import Office
from foundation.clock import today
from foundation.errors import InvalidInput, NotPermitted, TransitionRefused
from missions.deadlines import ActionItemDue
from missions.models import ActionItem, CoordinationMeeting
from missions.selectors.meetings import action_items
from missions.services import meetings
from reminders import registry
from tests.approvals.conftest import proposals  # noqa: F401
from tests.approvals.stage import SECOND, Proposals, agree, answer
from tests.approvals.test_deadlines import planned as planned_reminders
from tests.approvals.test_deadlines import standing
from tests.cast import acting

SOON = today() + dt.timedelta(days=5)


def planned(by: str = "cmd_desk", **given) -> CoordinationMeeting:
    with acting(by) as subject:
        return meetings.plan(
            by=subject, **{"subject": "Quarterly talks", "level": "department", "planned_on": SOON, **given},
            label=intern("official_use"),
        )  # fmt: skip


def test_a_meeting_is_planned_held_with_minutes_and_left_alone_afterwards(db: None):
    meeting = planned()
    with acting("mfa_milpol") as subject:
        with pytest.raises(InvalidInput) as refusal:
            meetings.hold(meeting, by=subject, on=SOON, today=today(), attendance="", minutes=" ")
        assert set(refusal.value.fields) == {"on", "minutes"}
        held = meetings.hold(
            meeting, by=subject, on=today(), today=today(), attendance="Both desks", minutes="Agreed."
        )
        assert (held.held_on, held.is_open) == (today(), False)
        with pytest.raises(TransitionRefused):
            meetings.cancel(held, by=subject, on=today(), reason="x")
        with pytest.raises(TransitionRefused):
            meetings.amend(held, by=subject, place="Baku")


def test_other_offices_plan_nothing(db: None):
    with pytest.raises(NotPermitted):
        planned("mod_finance")


def test_an_item_is_given_to_an_office_and_closed_by_it_with_a_result(db: None):
    meeting = planned()
    with acting("cmd_desk") as clerk:
        item = meetings.add_item(
            by=clerk, task="Send the draft", owner=Office.objects.get(code="mod-legal"), due_on=SOON,
            level="department", label=meeting.label, meeting=meeting,
        )  # fmt: skip
    with acting("mod_finance") as other, pytest.raises(NotPermitted):
        meetings.close_item(item, by=other, outcome="done", result="x", on=today())
    with acting("mod_legal") as owner:
        with pytest.raises(InvalidInput):
            meetings.close_item(item, by=owner, outcome="done", result=" ", on=today())
        closed = meetings.close_item(item, by=owner, outcome="done", result="Sent.", on=today())
        assert (closed.outcome, closed.closed_on) == ("done", today())
        with pytest.raises(TransitionRefused):
            meetings.close_item(item, by=owner, outcome="done", result="Sent.", on=today())


def returned(adapter: Proposals, version: int) -> None:
    case = adapter.submit(SECOND if version % 2 == 0 else None, version=version)
    agree(case, until="mfa_desk")
    answer("mfa_desk", case, "return", reason_code="wording", comment="Again.")


def items() -> list[ActionItem]:
    with acting("cmd_head") as head:
        return list(action_items(to=head))


def test_what_the_mfa_returns_twice_goes_before_both_leaderships_once(proposals: Proposals):  # noqa: F811
    returned(proposals, 1)
    assert items() == []
    returned(proposals, 2)
    found = items()
    assert {item.owner.role for item in found} == {"mod_leadership", "mfa_leadership"}
    for item in found:
        assert (item.level, item.about_reference) == ("deputy_minister", "PRP-2026-AAAAA")
        assert item.case_reference.startswith("CAS-")
    returned(proposals, 3)
    assert [item.pk for item in items()] == [item.pk for item in found]


def test_both_leaderships_are_told_of_it_and_each_closes_its_own(proposals: Proposals, monkeypatch):  # noqa: F811
    monkeypatch.setattr(registry, "_rules", {ActionItemDue.code: ActionItemDue()})
    returned(proposals, 1)
    returned(proposals, 2)
    first = min(item.due_on for item in items())
    told = {row[0] for row in planned_reminders(first - dt.timedelta(days=7), ActionItemDue.code)}
    leaderships = {item.owner.code for item in items()}
    assert (told, len(told)) == (leaderships, 2)
    for name in ("mod_leadership", "mfa_leadership"):
        with acting(name) as owner:
            (mine,) = [item for item in action_items(to=owner) if item.owner_id == owner.office_id]
            meetings.close_item(mine, by=owner, outcome="done", result="Settled.", on=today())
    assert standing(ActionItemDue()) == []
    returned(proposals, 3)
    assert {item.owner.code for item in items() if item.closed_on is None} == leaderships


def test_a_leadership_that_has_settled_it_is_asked_again_while_the_other_still_owes(proposals: Proposals):  # noqa: F811
    returned(proposals, 1)
    returned(proposals, 2)
    with acting("mfa_leadership") as owner:
        (mine,) = [item for item in action_items(to=owner) if item.owner_id == owner.office_id]
        meetings.close_item(mine, by=owner, outcome="done", result="Settled.", on=today())
    returned(proposals, 3)
    asked = sorted(item.owner.role for item in items() if item.closed_on is None)
    assert asked == ["mfa_leadership", "mod_leadership"]


def test_returns_of_the_own_ministry_are_no_matter_of_both(proposals: Proposals):  # noqa: F811
    for version in (1, 2, 3):
        case = proposals.submit(SECOND if version % 2 == 0 else None, version=version)
        agree(case, until="cmd_head")
        answer("cmd_head", case, "return", reason_code="wording", comment="Again.")
    assert items() == []


def test_over_rest(api):
    client = api("cmd_desk")
    body = {"subject": "Talks", "level": "minister", "planned_on": str(today()), "agenda": "1. Plans"}
    made = client.post("/api/v1/meetings/", body, content_type="application/json")
    assert made.status_code == 201, made.content
    reference = made.json()["reference"]
    item = {
        "meeting": reference, "task": "Write", "owner": "mfa-desk", "due_on": str(SOON), "level": "minister",
    }  # fmt: skip
    given = client.post("/api/v1/action-items/", item, content_type="application/json")
    assert given.status_code == 201, given.content
    held = client.post(
        f"/api/v1/meetings/{reference}/hold/", {"on": str(today()), "minutes": "Agreed."},
        content_type="application/json", headers={"If-Match": made["ETag"]},
    )  # fmt: skip
    assert held.status_code == 200, held.content
    assert [row["task"] for row in held.json()["items"]] == ["Write"]
    closed = api("mfa_desk").post(
        f"/api/v1/action-items/{given.json()['reference']}/close/", {"outcome": "done", "result": "Written."},
        content_type="application/json", headers={"If-Match": given["ETag"]},
    )  # fmt: skip
    assert closed.json()["outcome"] == "done"
    assert client.get("/api/v1/action-items/?open=true").json()["results"] == []
    assert [r["level"] for r in client.get("/api/v1/meetings/?level=minister").json()["results"]] == [
        "minister"
    ]
    assert (
        api("mod_finance").post("/api/v1/meetings/", body, content_type="application/json").status_code == 403
    )


def test_in_data_entry(signed_in):
    client = signed_in("cmd_desk")
    data = {
        "subject": "Talks", "level": "minister", "planned_on": str(today()), "classification": "official_use",
        "place": "", "agenda": "",
    }  # fmt: skip
    answered = client.post("/admin/missions/coordinationmeeting/add/", data)
    assert answered.status_code == 302, answered.context["errors"]
    with acting("cmd_desk") as clerk:
        meeting = CoordinationMeeting.objects.visible_to(clerk).get()
    path = f"/admin/missions/coordinationmeeting/{meeting.pk}/"
    assert client.get(f"{path}change/").status_code == 200
    changed = client.post(f"{path}change/", {**data, "place": "Baku", "based_on": "1"})
    assert changed.status_code == 302, changed.context["errors"]
    client.post(f"{path}step/hold/", {"reason": "Agreed.", "held_on": str(today())})
    given = client.post(
        "/admin/missions/actionitem/add/",
        {
            "meeting": meeting.pk, "task": "Write", "level": "minister", "due_on": str(SOON),
            "owner": Office.objects.get(code="mfa-desk").pk, "classification": "official_use",
        },
    )  # fmt: skip
    assert given.status_code == 302, given.context["errors"]
    with acting("cmd_desk") as clerk:
        meeting = CoordinationMeeting.objects.visible_to(clerk).get()
        item = ActionItem.objects.visible_to(clerk).get()
    assert (meeting.place, meeting.minutes) == ("Baku", "Agreed.")
    assert client.get(f"/admin/missions/actionitem/{item.pk}/change/").status_code == 200
    client.post(f"/admin/missions/actionitem/{item.pk}/step/done/", {"reason": "Written."})
    with acting("cmd_desk") as clerk:
        assert ActionItem.objects.visible_to(clerk).get().outcome == "done"


def test_the_office_responsible_is_reminded_until_it_is_closed(db: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(registry, "_rules", {ActionItemDue.code: ActionItemDue()})
    with acting("cmd_desk") as clerk:
        item = meetings.add_item(
            by=clerk, task="Send the draft", owner=Office.objects.get(code="mod-legal"), due_on=SOON,
            level="department", label=intern("official_use"),
        )  # fmt: skip
    late = SOON + dt.timedelta(days=12)
    assert {row[0] for row in planned_reminders(late, ActionItemDue.code)} == {"mod-legal", "imcd-head"}
    with acting("mod_legal") as owner:
        meetings.close_item(item, by=owner, outcome="done", result="Sent.", on=today())
    assert standing(ActionItemDue()) == []
