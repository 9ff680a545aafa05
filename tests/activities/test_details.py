"""Courses, expert posts, training teams and assistance in kind, each with its kind of activity (domain.md A3)."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from access.context import Subject
from activities.models import AssistanceItem, Course
from activities.services import activities
from activities.services.refusals import AssistanceTwice, DetailOfAnotherKind, HandedOverLater
from foundation.acts import act
from foundation.clock import now, today
from foundation.errors import InvalidInput, RuleBroken
from tests.activities.programme import days, kind, planned, stepped
from tests.activities.test_api import ACTIVITIES, ENTRY, send
from tests.activities.test_particulars_typed import _rows
from tests.cast import acting

pytestmark = pytest.mark.django_db
COURSE = {
    "school": "Staff College",
    "places": 4,
    "taken": 3,
    "required_slp": "2222",
    "obliged_until": days(900),
}
POST = {"host_body": "General Staff", "position": "Planning officer", "reciprocal": True}
TEAM = {"subject": "Demining", "instructors": 6, "trainees": 40}
TENTS = {"item": "Field hospitals", "quantity": 2, "value": Decimal(300_000), "currency": "USD"}
OF_KIND: dict[str, tuple[str, Any]] = {
    "course": ("foreign_mission_training", COURSE),
    "expert_post": ("expert_exchange_post", POST),
    "training_team": ("mobile_training_team", TEAM),
    "assistance": ("materiel_assistance", [TENTS]),
}


@pytest.mark.parametrize("name", OF_KIND)
def test_each_belongs_to_its_kind(clerk: Subject, name: str) -> None:
    code, given = OF_KIND[name]
    activity = planned(clerk, kind=kind(code), **{name: given})
    rows = list(activity.assistance.all()) if name == "assistance" else [getattr(activity, name)]
    first = given[0] if name == "assistance" else given
    assert {field: getattr(rows[0], field) for field in first} == first
    assert rows[0].label_id == activity.label_id
    with pytest.raises(DetailOfAnotherKind) as refused:
        planned(clerk, kind=kind("contact"), **{name: given})
    assert set(refused.value.fields) == {name}


@pytest.mark.parametrize(
    ("name", "given", "error"),
    [
        ("course", {**COURSE, "taken": 5}, InvalidInput),
        ("course", {**COURSE, "graduates": 4}, InvalidInput),
        ("course", {**COURSE, "required_slp": "9999"}, InvalidInput),
        ("course", {**COURSE, "places": 0}, InvalidInput),
        ("expert_post", {**POST, "position": ""}, InvalidInput),
        ("training_team", {**TEAM, "instructors": 0}, InvalidInput),
        ("assistance", [TENTS, TENTS], AssistanceTwice),
        ("assistance", [{**TENTS, "currency": ""}], InvalidInput),
        ("assistance", [{**TENTS, "quantity": 0}], InvalidInput),
        ("assistance", [{**TENTS, "handed_over_on": days(1)}], HandedOverLater),
    ],
)
def test_contradictions_are_told_beside_it(clerk: Subject, name: str, given: Any, error: type) -> None:
    with pytest.raises(error) as refused:
        planned(clerk, kind=kind(OF_KIND[name][0]), **{name: given})
    assert set(refused.value.fields) == {name}


def test_it_is_changed_taken_away_and_frozen_with_its_activity(clerk: Subject) -> None:
    activity = planned(clerk, kind=kind("foreign_mission_training"), course=COURSE, ad_hoc_reason="x")
    activities.amend(activity, by=clerk, at=now(), course={**COURSE, "graduates": 3})
    assert Course.in_context.get().graduates == 3
    activities.amend(activity, by=clerk, at=now(), course=None)
    assert not Course.in_context.exists()
    gift = planned(clerk, kind=kind("materiel_assistance"), assistance=[TENTS], ad_hoc_reason="x")
    beds = {"item": "Beds", "quantity": 100, "handed_over_on": today()}
    gift = activities.amend(gift, by=clerk, at=now(), assistance=[{**TENTS, "quantity": 3}, beds])
    assert list(AssistanceItem.in_context.values_list("item", "quantity")) == [
        ("Field hospitals", 3),
        ("Beds", 100),
    ]
    stepped(gift, clerk, "in_approval")
    with pytest.raises(RuleBroken), act("test"):
        AssistanceItem.in_context.update(quantity=9)


def test_it_goes_over_rest_and_courses_have_a_list_of_their_own(api: Callable[..., Client]) -> None:
    desk = api("cmd_desk")
    course = {"school": "Staff College", "places": 4, "obliged_until": str(days(900))}
    body = {**ENTRY, "kind": "foreign_mission_training", "course": course}
    entered = send(desk, "post", ACTIVITIES, body)
    assert entered.status_code == 201, entered.content
    found = entered.json()
    assert found["course"] == {
        **course, "taken": None, "graduates": None, "language": "", "required_slp": "",
    }  # fmt: skip
    assert desk.get(f"{ACTIVITIES}{found['reference']}/").json() == found
    rows = desk.get("/api/v1/courses/").json()["results"]
    assert [(row["reference"], row["places"]) for row in rows] == [(found["reference"], 4)]
    assert desk.get(f"/api/v1/courses/{found['reference']}/").status_code == 200
    gone = send(desk, "patch", f"{ACTIVITIES}{found['reference']}/", {"course": None}, entered["ETag"])
    assert gone.json()["course"] is None
    for wrong in (
        {"course": {"school": "x"}},
        {"course": "x"},
        {"assistance": [{"item": "Tents", "quantity": 1}]},
    ):
        answer = send(desk, "post", ACTIVITIES, {**body, **wrong})
        assert answer.status_code == 400, answer.content


def test_the_clerk_types_it_once_the_kind_is_known(signed_in: Callable[..., Client]) -> None:
    desk = signed_in("cmd_desk")
    with acting("cmd_desk") as clerk:
        held = planned(clerk, kind=kind("mobile_training_team"))
    address = reverse("admin:activities_activity_change", args=[held.pk])
    assert "Instructors" in desk.get(address).content.decode()
    body = {
        "title": held.title, "kind": str(held.kind_id), "country": str(held.country_id), "level": "bilateral",
        "direction": "home", "aspect": "cooperation", "starts_on": str(held.starts_on), "based_on": "1",
        "ends_on": str(held.ends_on), **_rows("contingents"), **_rows("costs"),
        **_rows("training_team", {"subject": "Demining", "instructors": "6"}),
    }  # fmt: skip
    answer = desk.post(address, body)
    assert answer.status_code == 302, answer.context["errors"]
    with acting("cmd_desk"):
        held.refresh_from_db()
        assert held.training_team.instructors == 6
    assert "Demining" in desk.get(f"/activities/{held.reference}/").content.decode()
