"""Items of an approved plan become activities and are their basis (I17)."""

import datetime as dt
from decimal import Decimal

import pytest

from activities.models import Activity
from activities.services import planned
from activities.services.planned import AlreadyMade
from activities.services.refusals import PlanNotApproved
from agreements.selectors.plans import plan_item
from agreements.services import plan_items
from directory.models import ActivityKind
from foundation.clock import now, today
from foundation.errors import InvalidInput
from reports.registry import catalogue
from tests.activities.programme import agreed, stepped, waiting
from tests.activities.programme import planned as entered
from tests.agreements.planning import NEXT, begun, executing, line
from tests.cast import acting

pytestmark = pytest.mark.django_db
DAYS = {"starts_on": dt.date(NEXT, 5, 4), "ends_on": dt.date(NEXT, 5, 8)}
DAY = {"on": today(), "at": now()}


def test_an_item_becomes_an_activity_that_needs_no_other_basis():
    held = executing()
    with acting("cmd_desk") as by:
        item = plan_item(f"{held.reference}/1", to=by)
        made = planned.from_plan(item, by=by, at=now(), **DAYS)
        assert (made.title, made.country.iso2, made.planned_cost, made.direction, made.plan_item) == (
            item.title, "TR", Decimal(4500), "out", item,
        )  # fmt: skip
        with pytest.raises(AlreadyMade):
            planned.from_plan(item, by=by, at=now(), **DAYS)
        stepped(made, by, "in_approval")
    assert agreed(made, *waiting(made)).state == "approved"


def test_an_item_of_an_unapproved_plan_is_no_basis():
    with acting("cmd_desk") as by:
        held = begun(by)
        item = plan_item(f"{held.reference}/1", to=by)
        with pytest.raises(PlanNotApproved):
            planned.from_plan(item, by=by, at=now(), **DAYS)
        with pytest.raises(InvalidInput):
            entered(by, plan_item=item)


def test_an_item_taken_out_is_no_basis_and_an_exercise_gets_its_conferences():
    exercise = line(kind=ActivityKind.objects.get(code="exercise"), title_en="DEMO-EX Steppe")
    held = executing(items=[line(), exercise])
    with acting("cmd_desk") as by:
        plan_items.drop_item(held, by=by, no=1, reason="Not this year.", **DAY)
        with pytest.raises(PlanNotApproved):
            planned.from_plan(plan_item(f"{held.reference}/1", to=by), by=by, at=now(), **DAYS)
        made = planned.from_plan(plan_item(f"{held.reference}/2", to=by), by=by, at=now(), **DAYS)
        assert made.exercise.conferences.count() == 3


def test_the_page_makes_all_or_none(signed_in):
    held = executing(items=[line(), line(title_en="Sports games")])
    desk, at = signed_in("cmd_desk"), f"/plans/{held.reference}/schedule/"
    assert desk.get(at).status_code == 200
    first = {"item-1-starts_on": f"{NEXT}-05-04", "item-1-ends_on": f"{NEXT}-05-08"}
    half = desk.post(at, {**first, "item-2-starts_on": f"{NEXT}-06-04"})
    wrong = desk.post(at, {**first, "item-2-starts_on": f"{NEXT}-06-04", "item-2-ends_on": f"{NEXT}-06-01"})
    assert (half.status_code, wrong.status_code, desk.post(at, {}).status_code) == (400, 400, 400)
    with acting("cmd_desk") as by:
        assert not Activity.objects.visible_to(by).exists()
    assert desk.post(at, first).status_code == 302
    page = desk.get(f"/plans/{held.reference}/").content.decode()
    with acting("cmd_desk") as by:
        assert Activity.objects.visible_to(by).get().reference in page
    assert signed_in("mfa_desk").get(at).status_code == 403


def test_what_the_plan_says_is_not_typed_again(signed_in):
    told = line(
        level="minister", objective="Rescue in snow", contact_home="Desk 2", contact_partner="Col. Yıldız",
        funding="organisation", remark="In winter dress",
    )  # fmt: skip
    held = executing(items=[told])
    with acting("cmd_desk") as by:
        made = planned.from_plan(plan_item(f"{held.reference}/1", to=by), by=by, at=now(), **DAYS)
        assert made.coordination_level == "minister"
        people = [(row.country.iso2, row.rank_level, row.planned) for row in made.contingents.all()]
        assert people == [("AZ", "not_said", 6), ("TR", "not_said", 10)]
        (cost,) = made.costs.all()
        # They host and by custom bear the stay: what we bear is the way.
        assert (cost.item, cost.bearer, cost.funding, cost.planned) == ("travel", "ours", "programme", 4500)
        asked = {"to": by, "as_of": today(), "by": "funding", "year": str(NEXT)}
        assert [row["group"] for row in catalogue()["resources"].build(**asked).rows] == [
            "Assistance programme or trust fund"
        ]
    page = signed_in("cmd_desk").get(f"/activities/{made.reference}/").content.decode()
    for words in ("Rescue in snow", "Desk 2", "Col. Yıldız", "In winter dress", f"{held.reference}/1"):
        assert words in page


@pytest.mark.parametrize(
    ("said", "paid"),
    [
        ({"host": "home"}, ("accommodation", "defence_budget")),
        ({"stay_by": "shared"}, ("other", "defence_budget")),
        ({"host": "third", "funding": "other"}, ("travel", "other")),
        ({"travel_by": "other", "funding": "state_budget"}, ("other", "other_budget")),
        ({"cost": Decimal(0), "people_home": None, "people_partner": None}, ("travel", "defence_budget")),
    ],
)
def test_the_cost_is_for_the_way_or_the_stay_where_we_pay_one_alone(said, paid):
    held = executing(items=[line(**said)])
    with acting("cmd_desk") as by:
        made = planned.from_plan(plan_item(f"{held.reference}/1", to=by), by=by, at=now(), **DAYS)
        assert [(row.item, row.funding) for row in made.costs.all()] == [paid]
        assert made.contingents.count() == (0 if "people_home" in said else 2)


def test_over_rest_too(api):
    held = executing()
    at, desk = "/api/v1/activities/from-plan/", api("cmd_desk")
    body = {"plan_item": f"{held.reference}/1", "starts_on": f"{NEXT}-05-04", "ends_on": f"{NEXT}-05-08"}
    answer = desk.post(at, body, content_type="application/json")
    made = answer.json()
    assert (answer.status_code, made["plan_item"], made["planned_cost"]) == (
        201,
        body["plan_item"],
        "4500.00",
    )
    assert [row["planned"] for row in made["contingents"]] == [6, 10]
    assert desk.post(at, body, content_type="application/json").status_code == 409
    unknown = desk.post(at, {**body, "plan_item": "PLN-2026-XXXXX/1"}, content_type="application/json")
    assert (unknown.status_code, unknown.json()["errors"][0]["field"]) == (400, "plan_item")
    turned = {**body, "ends_on": f"{NEXT}-05-01", "plan_item": f"{executing(year=NEXT + 1).reference}/1"}
    assert desk.post(at, turned, content_type="application/json").status_code == 400
    assert api("mfa_desk").post(at, body, content_type="application/json").status_code == 403
