"""Strategy traceability: counted by hand against a small scene, as of any day, with doors to what is behind."""

from decimal import Decimal

import pytest

from access.services.labels import intern
from activities.services import activities
from directory.models import ActivityKind, Country
from foundation.clock import now, today
from tests.cast import acting
from tests.missions import scene
from tests.missions.guidance import STRATEGY_WAY, decided, full, recorded, submitted
from tests.missions.scene import days

URL = "/api/v1/reports/strategy-traceability/"


def activity(title: str, kind: str, country: str = "TR", on: int = 0, **money: object) -> None:
    with acting("cmd_desk") as by:
        activities.record(
            by=by,
            label=intern("official_use"),
            title=title,
            kind=ActivityKind.objects.get(code=kind),
            starts_on=days(on),
            ends_on=days(on),
            country=Country.objects.get(iso2=country),
            person_days=10,
            **money,
            ad_hoc_reason="Agreed",
            at=now(),
            on=today(),
        )


@pytest.fixture
def served(db: None):
    """A strategy of two objectives, a paper older than it that serves one, three activities of which one is linked."""
    strategy = recorded(**full())
    with acting("cmd_desk"):
        aim = strategy.objectives.get(code="S1.1")
    given = scene.content()
    first, contact = given["objectives"][0], ActivityKind.objects.get(code="contact")
    paper = scene.approved(
        objectives=[{**first, "strategic_objective": aim}, {**first, "text": "Talk more"}],
        resources=[{**line, "activity_kind": contact} for line in given["resources"]],
    )
    submitted(strategy)
    decided(strategy, *STRATEGY_WAY)
    activity("Joint talks", "contact", planned_cost=Decimal(1500), currency="AZN")
    activity("Visit of a ship", "ship_visit", planned_cost=Decimal("2500.50"), currency="AZN")
    activity("Talks elsewhere", "contact", "DE", planned_cost=Decimal(700), currency="EUR")
    activity("Long ago", "contact", on=-400)
    return strategy, paper


def asked(api, **query):
    answer = api("cmd_desk", scope="read").get(URL, query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_what_serves_which_objective_and_what_serves_none(api, served):
    strategy, paper = served
    answer = asked(api)
    summary = answer["summary"]
    assert summary["activities"] == {"part": 1, "whole": 3}
    assert summary["person_days"] == {"part": 10, "whole": 30}
    assert summary["cost"] == "1,500.00 / 4,000.50 AZN; 0.00 / 700.00 EUR"
    assert summary["papers"] == {"part": 1, "whole": 1}
    assert summary["paper_objectives"] == {"part": 1, "whole": 2}
    assert summary["orphans"] == 3
    assert summary["unserved"] == {"part": 0, "whole": 1}
    rows = {row["name"].split(" ")[0]: row for row in answer["rows"] if row["what"] == "objective"}
    assert (rows["S1.1"]["serving"], rows["S1.1"]["activities"]) == (1, 1)
    assert {strategy.reference, paper.reference} <= set(rows["S1.1"]["references"])
    assert (rows["S1.1"]["cost"], rows["S1"]["cost"]) == ("1500.00 AZN", None)
    assert rows["S1"]["says"] == "served by what is below it"
    assert {row["name"] for row in answer["rows"] if row["what"] == "activity"} == {
        "Visit of a ship", "Talks elsewhere",
    }  # fmt: skip


def test_filters_and_earlier_days(api, served):
    strategy, _paper = served
    assert {row["what"] for row in asked(api, what="activity")["rows"]} == {"activity"}
    assert asked(api, document=strategy.reference, what="objective")["rows"]
    before = asked(api, as_of=str(days(-1)))
    assert [row for row in before["rows"] if row["what"] == "objective"] == []
    assert before["summary"]["papers"] in (None, {"part": 0, "whole": 0})
    other = recorded(kind="plan")
    assert api("cmd_desk", scope="read").get(URL, {"document": other.reference}).status_code == 400


def test_who_may_not_see_the_paper_sees_neither_it_nor_its_figures(api, served):
    answer = api("attache_de", scope="read").get(URL).json()
    assert answer["summary"]["papers"]["whole"] == 0
    assert not any("MPA" in reference for row in answer["rows"] for reference in row["references"])


def test_the_page_and_the_exports_carry_it(signed_in, api, served):
    page = signed_in("cmd_desk").get("/reports/strategy-traceability/").content.decode()
    assert "What serves each objective" in page
    for kind in ("csv", "xlsx", "pdf"):
        assert api("cmd_desk", scope="read").get(URL, {"format": kind}).status_code == 200
