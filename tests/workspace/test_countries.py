"""Countries: the list with the three aspects and their gaps, and the page of one State."""

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.activities.programme import country, days, kind, planned
from tests.agreements.instruments import V1_CLAUSE, in_force
from tests.cast import acting

pytestmark = pytest.mark.django_db
LIST, GEORGIA = "/countries/", "/countries/GE/"


@pytest.fixture
def relation(db: None) -> dict[str, Any]:
    """An agreement with Georgia that renews in a year, an activity under way and a marked one; one with Romania."""
    with acting("cmd_desk") as desk:
        now_ = {"starts_on": days(0), "ends_on": days(1), "ad_hoc_reason": "Agreed", "stands_as": "ongoing"}
        return {
            "agreement": in_force(desk, days(-700), clause=V1_CLAUSE),
            "open": planned(desk, **now_, kind=kind("contact")),
            "marked": planned(desk, **now_, kind=kind("defence_management_advice"), caveats=("mod_only",)),
            "other": planned(desk, **now_, country=country("RO"), aspect="operations"),
        }


def shown(signed_in: Any, address: str, name: str = "cmd_desk") -> str:
    answer = signed_in(name).get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_list_shows_aspects_and_gaps(signed_in: Any, relation: dict[str, Any]) -> None:
    page = shown(signed_in, LIST)
    assert "<svg" in page
    assert "Georgia" in page
    assert "Romania" in page
    assert "Fiji" not in page
    gaps = shown(signed_in, f"{LIST}?show=gaps")
    assert "Romania" in gaps  # nobody represents us there and no agreement is in force
    assert "Georgia" not in shown(signed_in, f"{LIST}?region=europe")
    assert "Romania" in shown(signed_in, f"{LIST}?q=Rumıniya")


def test_every_figure_of_the_list_opens_what_it_counts(signed_in: Any, relation: dict[str, Any]) -> None:
    table = shown(signed_in, LIST).partition("<tbody>")[2]
    doors = re.findall(r'href="(/[^"]+)"', table)
    assert doors
    client = signed_in("cmd_desk")
    refused = {one: status for one in doors if (status := client.get(unescape(one)).status_code) != 200}
    assert refused == {}


@pytest.mark.parametrize("query", ["region=moon", "tier=9", "show=x", "tier=%00"])
def test_a_wrong_filter_is_told(signed_in: Any, query: str) -> None:
    assert signed_in("cmd_desk").get(f"{LIST}?{query}").status_code == 400


def test_the_page_of_a_state(signed_in: Any, relation: dict[str, Any]) -> None:
    page = shown(signed_in, GEORGIA)
    for words in (
        "Agreement on defence cooperation",
        "What falls due",
        "The three aspects",
        "Contact",
        "<svg",
    ):
        assert words in page
    assert "country=GE&amp;as_of=" in page
    assert "style=" not in page
    before = shown(signed_in, f"{GEORGIA}?as_of={days(-800)}")
    assert "Agreement on defence cooperation" not in before


def test_what_a_reader_may_not_see_is_not_there(signed_in: Any, relation: dict[str, Any]) -> None:
    sort = kind("defence_management_advice")
    words = f"kind={(sort.parent or sort).code}"
    assert words in shown(signed_in, GEORGIA)
    assert words not in shown(signed_in, GEORGIA, "cmd_desk_2")


def test_an_empty_state_says_what_to_do_first(signed_in: Any) -> None:
    page = shown(signed_in, "/countries/RO/")
    assert "Nothing is on record with this State yet" in page
    assert "Enter an agreement" in page
    assert "Enter an agreement" not in shown(signed_in, "/countries/RO/", "leadership_reader")


@pytest.mark.parametrize("address", ["/countries/XX/", "/countries/AZ/", "/countries/ge/", "/countries/%00/"])
def test_a_state_that_is_none_is_absent(signed_in: Any, address: str) -> None:
    assert signed_in("cmd_desk").get(address).status_code == 404


def test_a_day_that_is_none_keeps_the_page(signed_in: Any) -> None:
    answer = signed_in("cmd_desk").get(f"{GEORGIA}?as_of=yesterday")
    assert answer.status_code == 400
    assert b"yesterday" in answer.content


def test_queries_do_not_grow(signed_in: Any, relation: dict[str, Any]) -> None:
    client = signed_in("cmd_desk")

    def count(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    few = count(LIST), count(GEORGIA)
    with acting("cmd_desk") as desk:
        for n in range(3):
            in_force(desk, days(-500 - n), clause=V1_CLAUSE)
            planned(desk, starts_on=days(n), ends_on=days(n), ad_hoc_reason="Agreed", country=country("PL"))
    assert (count(LIST), count(GEORGIA)) == few
