"""Effort against priority, and what it costs: counted by hand against a small scene, as of any day."""

from decimal import Decimal
from typing import Any

import pytest

from activities.services import activities, steps
from foundation.clock import now, today
from tests.activities.programme import country, days, kind, planned
from tests.cast import acting
from tests.missions.guidance import AIMS, in_effect, recorded

pytestmark = pytest.mark.django_db
EFFORT, RESOURCES = "/api/v1/reports/effort-vs-priority/", "/api/v1/reports/resources/"
RANKS = [("TR", 5, 5), ("GE", 4, 5), ("DE", 3, 1)]


def asked(api: Any, address: str, name: str = "cmd_desk", **query: str) -> Any:
    answer = api(name, scope="read").get(address, query)
    assert answer.status_code == 200, answer.content
    return answer.json()


@pytest.fixture
def ranked(db: None) -> Any:
    priorities = [
        {"country": country(code), "political": political, "geographic": geographic, "rationale": "Said"}
        for code, political, geographic in RANKS
    ]
    return in_effect(recorded(objectives=AIMS, priorities=priorities), since=-300)


def begun(by: Any, code: str, on: int = -5, **facts: Any) -> Any:
    known = {"kind": kind("contact"), "country": country(code), "starts_on": days(on), "ends_on": days(on),
             "stands_as": "ongoing", "ad_hoc_reason": "Agreed", "person_days": 10}  # fmt: skip
    return planned(by, **{**known, **facts})


def test_shares_by_tier_and_state(api: Any, ranked: Any) -> None:
    with acting("cmd_desk") as desk:
        begun(desk, "TR", dimensions=["regional"])
        begun(desk, "TR", kind=kind("ship_visit"))
        begun(desk, "US")
        begun(desk, "DE", caveats=("mod_only",))
        dropped = begun(desk, "DE")
        steps.cancel(dropped, by=desk, on=today(), at=now(), reason="x")
        begun(desk, "TR", on=-400)
    found = asked(api, EFFORT)
    assert found["summary"] == {
        "activities": 4, "person_days": 40, "first_tier": {"part": 2, "whole": 4},
        "unranked": {"part": 1, "whole": 4}, "untouched": {"part": 1, "whole": 2},
    }  # fmt: skip
    rows = {row["name"]: row for row in found["rows"]}
    assert (rows["Tier 1"]["activities"], rows["Tier 1"]["target"]) == (2, "50 %")
    assert rows["Türkiye"]["share"] == {"part": 2, "whole": 4}
    assert len(rows["Türkiye"]["references"]) == 2
    assert rows["Georgia"]["activities"] == 0
    narrowed = asked(api, EFFORT, dimension="regional")
    assert narrowed["summary"]["activities"] == 1
    assert asked(api, EFFORT, name="cmd_desk_2")["summary"]["activities"] == 3
    before = asked(api, EFFORT, as_of=str(days(-6)))
    assert before["summary"]["activities"] == 0


def test_what_it_costs_by_whatever_it_is_grouped(api: Any, ranked: Any) -> None:
    with acting("cmd_desk") as desk:
        aim = ranked.objectives.first()
        travel = {"item": "travel", "currency": "AZN", "planned": Decimal(100), "actual": Decimal(80)}
        begun(desk, "TR", on=0, costs=[travel], objectives=[aim], actual_person_days=8)
        begun(desk, "GE", on=0, planned_cost=Decimal(50), currency="EUR", aspect="operations")
    found = asked(api, RESOURCES)
    assert found["summary"]["planned"] == "100.00 AZN; 50.00 EUR"
    assert (found["summary"]["actual"], found["summary"]["actual_days"]) == ("80.00 AZN", 8)
    rows = {(row["group"], row["currency"]): row for row in found["rows"]}
    assert Decimal(str(rows["Cooperation", "AZN"]["left"])) == 20
    assert rows["NATO and UN operations", "EUR"]["actual"] is None
    funding = {row["group"] for row in asked(api, RESOURCES, by="funding")["rows"]}
    assert funding == {"Budget of the Ministry of Defence", "not broken down"}
    objectives = {row["group"]: row["activities"] for row in asked(api, RESOURCES, by="objective")["rows"]}
    assert objectives == {"S1 Serve together": 1, "no objective of its own": 1}
    for by in ("kind", "country"):
        assert sum(row["activities"] for row in asked(api, RESOURCES, by=by)["rows"]) == 2
    assert len(asked(api, RESOURCES, currency="EUR")["rows"]) == 1
    assert asked(api, RESOURCES, year=str(today().year - 1))["rows"] == []
    assert api("cmd_desk").get(RESOURCES, {"by": "nothing"}).status_code == 400


@pytest.mark.parametrize("address", [EFFORT, RESOURCES])
def test_it_comes_as_page_and_in_every_format(api: Any, signed_in: Any, ranked: Any, address: str) -> None:
    with acting("cmd_desk") as desk:
        begun(desk, "TR", on=0, planned_cost=Decimal(50), currency="EUR")
    for form in ("csv", "xlsx", "pdf"):
        answer = api("cmd_desk").get(address, {"format": form})
        assert answer.status_code == 200, answer.content[:300]
    page = signed_in("cmd_desk").get(address.replace("/api/v1", ""))
    assert page.status_code == 200
    assert "<svg" in page.content.decode()


def test_an_objective_of_its_own_is_a_link_to_the_strategy(api: Any, ranked: Any) -> None:
    with acting("cmd_desk") as desk:
        alone = begun(desk, "TR")
    before = asked(api, "/api/v1/reports/strategy-traceability/")["summary"]["activities"]
    with acting("cmd_desk") as desk:
        activities.amend(alone, by=desk, at=now(), objectives=[ranked.objectives.first()])
    after = asked(api, "/api/v1/reports/strategy-traceability/")["summary"]["activities"]
    assert (before, after) == ({"part": 0, "whole": 1}, {"part": 1, "whole": 1})
