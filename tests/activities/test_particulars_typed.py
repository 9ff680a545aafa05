"""Particulars of an activity over REST and on the form in data entry."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from activities.models import Activity
from directory.models import Institution
from tests.activities.programme import country, days, kind, planned
from tests.activities.test_api import ACTIVITIES, ENTRY, send
from tests.cast import acting
from tests.missions.guidance import AIMS, in_effect, recorded

pytestmark = pytest.mark.django_db
FORM = "/admin/activities/activity/"
COST = {"item": "travel", "currency": "AZN", "planned": "1200.50"}
SAID = {
    "coordination_level": "minister",
    "power_type": "soft",
    "dimensions": ["regional", "education"],
    "format": "AZ-GE-TR",
    "lead_institution": "mod",
    "supporting": ["sbs", "ndu"],
    "contingents": [
        {"country": "AZ", "rank_level": "generals", "planned": 1},
        {"country": "TR", "rank_level": "generals", "planned": 2},
    ],
    "with_troops": True,
    "border_topic": True,
}


def test_what_is_sent_comes_back(api: Callable[..., Client]) -> None:
    strategy = in_effect(recorded(objectives=AIMS))
    with acting("cmd_desk"):
        aim = strategy.objectives.first()
    desk = api("cmd_desk")
    free = {name: value for name, value in ENTRY.items() if name not in {"planned_cost", "currency"}}
    objective = f"{aim.document.reference}/{aim.code}"
    entered = send(desk, "post", ACTIVITIES, {**free, **SAID, "costs": [COST], "objectives": [objective]})
    assert entered.status_code == 201, entered.content
    found = entered.json()
    for name in (
        "coordination_level",
        "dimensions",
        "format",
        "lead_institution",
        "supporting",
        "with_troops",
    ):
        assert found[name] == SAID[name], name
    assert found["objectives"] == [objective]
    assert found["contingents"] == [{**row, "actual": None} for row in SAID["contingents"]]  # type: ignore[attr-defined]
    assert found["costs"] == [
        {**COST, "bearer": "ours", "funding": "defence_budget", "actual": None, "note": ""}
    ]
    assert (found["planned_cost"], found["currency"]) == ("1200.50", "AZN")
    assert desk.get(f"{ACTIVITIES}{found['reference']}/").json() == found


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"supporting": ["nobody"]}, "supporting"),
        ({"objectives": ["STD-2020-AAAAA/X"]}, "objectives"),
        ({"dimensions": ["vertical"]}, "dimensions"),
        ({"costs": [{"item": "travel", "currency": "azn", "planned": "1"}]}, "costs"),
        ({"costs": [{"item": "travel", "currency": "AZN"}]}, "costs"),
        ({"contingents": [{"country": "US", "rank_level": "officers", "planned": 1}]}, "contingents"),
        ({"contingents": "many"}, "contingents"),
        ({"actual_person_days": 3}, "actual_person_days"),
        ({"mission_paper": "MPA-2020-AAAAA"}, "mission_paper"),
        ({"status_clause": "Article 7"}, "status_agreement"),
    ],
)
def test_bad_input_is_told_beside_its_field(
    api: Callable[..., Client], sent: dict[str, Any], field: str
) -> None:
    answer = send(api("cmd_desk"), "post", ACTIVITIES, {**ENTRY, **sent})
    assert answer.status_code == 400, answer.content
    assert {error["field"].split(".")[0].split("[")[0] for error in answer.json()["errors"]} == {field}


def _rows(prefix: str, *rows: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    total = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    return total | {
        f"{prefix}-{no}-{name}": value for no, row in enumerate(rows) for name, value in row.items()
    }


def test_the_clerk_types_it_on_the_form(signed_in: Callable[..., Client]) -> None:
    desk = signed_in("cmd_desk")
    codes = {row.code: str(row.pk) for row in Institution.objects.all()}
    body: dict[str, Any] = {
        "title": "Gəmi səfəri", "kind": str(kind("ship_visit").pk), "country": str(country("TR").pk),
        "ad_hoc_reason": "Agreed", "starts_on": str(days(60)), "ends_on": str(days(61)), "level": "bilateral",
        "direction": "home", "aspect": "cooperation", "stands_as": "planned", "classification": "official_use",
        "dimensions": ["regional"], "supporting": [codes["sbs"]], "lead_institution": codes["mod"],
        **_rows("contingents", {"country": str(country("AZ").pk), "rank_level": "officers", "planned": "12"}),
        **_rows("costs", {"item": "travel", "bearer": "ours", "funding": "defence_budget", "currency": "AZN",
                          "planned": "300"}),
    }  # fmt: skip
    answer = desk.post(f"{FORM}add/", body)
    assert answer.status_code == 302, answer.context["errors"]
    with acting("cmd_desk"):
        held = Activity.in_context.get()
        assert (held.planned_cost, held.currency, held.dimensions) == (300, "AZN", ["regional"])
        assert [row.planned for row in held.contingents.all()] == [12]
        cost = held.costs.get()
        people = held.contingents.get()
    page = reverse("admin:activities_activity_change", args=[held.pk])
    assert "12" in desk.get(page).content.decode()
    body |= {"based_on": "1"} | _rows(
        "contingents",
        {"id": people.pk, "activity": held.pk, "country": str(country("AZ").pk), "rank_level": "officers",
         "planned": "15"},
        initial=1,
    )  # fmt: skip
    body |= _rows(
        "costs",
        {"id": cost.pk, "activity": held.pk, "item": "travel", "bearer": "ours", "funding": "defence_budget",
         "currency": "AZN", "planned": "300", "DELETE": "on"},
        initial=1,
    )  # fmt: skip
    answer = desk.post(page, body)
    assert answer.status_code == 302, answer.context["errors"]
    with acting("cmd_desk"):
        held = Activity.in_context.get()
        assert [row.planned for row in held.contingents.all()] == [15]
        assert held.costs.count() == 0


def test_those_who_only_read_see_it(signed_in: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        held = planned(clerk, coordination_level="minister", outcome="")
    page = signed_in("mfa_desk").get(f"{FORM}{held.pk}/change/").content.decode()
    assert "Ministers" in page
    assert "<textarea" not in page
