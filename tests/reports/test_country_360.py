"""The relation with one State on one screen: every part counted by hand, under the reader's walls, as of any day."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.services import steps
from foundation.clock import now, today
from tests.activities.programme import country, days, kind, planned
from tests.agreements.instruments import V1_CLAUSE, in_force, recorded
from tests.cast import acting

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/reports/country-360/"


def asked(api: Any, name: str = "cmd_desk", **query: str) -> Any:
    answer = api(name, scope="read").get(ADDRESS, {"country": "GE", **query})
    assert answer.status_code == 200, answer.content
    return answer.json()


def whats(found: Any, show: str) -> list[str]:
    return [row["what"] for row in found["rows"] if show in row["shows"]]


@pytest.fixture
def relation(db: None) -> dict[str, Any]:
    """Georgia: one agreement in force, one signed; two activities and one that was cancelled; a marked one."""
    with acting("cmd_desk") as desk:
        past = {"starts_on": days(-2), "ends_on": days(-1), "ad_hoc_reason": "Agreed"}
        made = {
            "agreement": in_force(desk, days(-700), clause=V1_CLAUSE),
            "signed": recorded(desk, stands_as="signed", signed_on=days(-90), clause=V1_CLAUSE, title_en="Protocol"),
            "held": planned(desk, **past, stands_as="completed", kind=kind("unit_exchange"), on=days(-1)),
            "running": planned(desk, **past, stands_as="ongoing", kind=kind("contact"), aspect="operations"),
            "hidden": planned(desk, **past, stands_as="ongoing", kind=kind("contact"), caveats=("mod_only",)),
            "elsewhere": planned(desk, **past, country=country("TR"), stands_as="ongoing"),
        }  # fmt: skip
        dropped = planned(desk, **past)
        steps.cancel(dropped, by=desk, on=today(), at=now(), reason="No aircraft.")
    return made


def test_the_figures_of_a_state(api: Any, relation: dict[str, Any]) -> None:
    found = asked(api)
    summary = found["summary"]
    assert (summary["name"], summary["activities"], summary["held"]) == ("Georgia", 3, 1)
    assert (summary["in_force"], summary["under_way"]) == (1, 1)
    assert summary["aspects"] == {"part": 2, "whole": 3}  # nobody represents us there
    assert whats(found, "in_force") == ["Agreement on defence cooperation"]
    assert whats(found, "under_way") == ["Protocol"]
    assert relation["agreement"].reference in {r for row in found["rows"] for r in row["references"]}
    assert "Send a notice, or let it renew" in " ".join(whats(found, "deadlines"))


def test_what_a_reader_may_not_see_leaves_no_trace(api: Any, relation: dict[str, Any]) -> None:
    found = asked(api, "cmd_desk_2")
    assert found["summary"]["activities"] == 2
    assert relation["hidden"].reference not in str(found)
    assert "MOD" not in found["marking"]
    listed = asked(api, "cmd_desk_2", show="activities_one_by_one")
    assert relation["hidden"].reference not in str(listed)


def test_every_figure_leads_to_its_rows(api: Any, relation: dict[str, Any]) -> None:
    summary = asked(api)["summary"]
    for show, figure in (("activities_one_by_one", "activities"), ("in_force", "in_force"), ("issues", "issues"),
                         ("under_way", "under_way"), ("deadlines", "deadlines"), ("overdue", "overdue")):  # fmt: skip
        assert len(asked(api, show=show)["rows"]) == summary[figure], show
    contacts = asked(api, kind="contact")["rows"]
    assert {row["references"][0] for row in contacts} == {
        relation["running"].reference, relation["hidden"].reference,
    }  # fmt: skip
    assert len(asked(api, aspect="operations")["rows"]) == 1


def test_the_three_aspects_and_their_gaps(api: Any, relation: dict[str, Any]) -> None:
    rows = {row["what"]: row for row in asked(api, show="aspects")["rows"]}
    assert rows["Cooperation"]["number"] == 2
    assert rows["NATO and UN operations"]["number"] == 1
    assert "no activity this year" in rows["International representation"]["remark"]
    empty = asked(api, country="RO", show="aspects")["rows"]
    assert {row["state"] for row in empty if row["number"] == 0} >= {"gap"}


def test_a_day_of_the_past_answers_as_it_was(api: Any, relation: dict[str, Any]) -> None:
    before = asked(api, as_of=days(-80).isoformat())["summary"]
    assert (before["activities"], before["in_force"], before["under_way"]) == (0, 1, 1)
    long_before = asked(api, as_of=days(-800).isoformat())["summary"]
    assert (long_before["in_force"], long_before["under_way"]) == (0, 0)


@pytest.mark.parametrize(
    "query", [{}, {"country": "XX"}, {"country": "GE", "show": "gossip"}, {"country": "AZ"}]
)
def test_a_state_has_to_be_named(api: Any, query: dict[str, str]) -> None:
    answer = api("cmd_desk").get(ADDRESS, query)
    assert answer.status_code == 400
    assert answer.json()["errors"]


def test_all_four_forms_and_the_page(api: Any, signed_in: Any, relation: dict[str, Any]) -> None:
    reader = api("cmd_desk", scope="read")
    for form in ("csv", "xlsx", "pdf"):
        assert reader.get(ADDRESS, {"country": "GE", "format": form}).status_code == 200
    client = signed_in("cmd_desk")
    page = client.get("/reports/country-360/?country=GE").content.decode()
    assert "<svg" in page
    assert "Agreement on defence cooperation" in page
    assert "show=in_force" in page
    waiting = client.get("/reports/country-360/")
    assert waiting.status_code == 200
    assert b"Nothing is chosen yet" in waiting.content
    assert client.get("/reports/country-360/?country=XX").status_code == 400
    assert client.get("/reports/country-360/?country=GE&show=x").status_code == 400
    assert client.get("/reports/country-360/?format=csv").status_code == 400


def test_queries_do_not_grow_with_what_there_is(api: Any, relation: dict[str, Any]) -> None:
    reader = api("cmd_desk", scope="read")

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert reader.get(ADDRESS, {"country": "GE"}).status_code == 200
        return len(queries)

    few = count()
    with acting("cmd_desk") as desk:
        for n in range(3):
            in_force(desk, days(-500 - n), clause=V1_CLAUSE)
            planned(desk, starts_on=today(), ends_on=today() + dt.timedelta(days=n), ad_hoc_reason="Agreed")
    assert count() == few
