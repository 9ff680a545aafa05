"""Countries, organisations and institutions over REST: read by everybody who is signed in."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

LISTS = (
    "countries", "organisations", "formats", "institutions", "units", "diplomatic-missions", "working-days",
    "activity-kinds", "clearance-rules", "factors", "comparators", "effort-shares",
)  # fmt: skip


@pytest.mark.parametrize("resource", LISTS)
def test_everybody_signed_in_reads_and_nobody_else(db: None, api: Callable[..., Client], resource: str):
    assert api("auditor", scope="read").get(f"/api/v1/{resource}/").json()["results"]
    assert Client().get(f"/api/v1/{resource}/").status_code == 401
    assert Client().post(f"/api/v1/{resource}/", {}, content_type="application/json").status_code == 401


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("türkiye", "TR"), ("TURKIYE", "TR"), ("Gürcüstan", "GE"), ("gurcustan", "GE"), ("Georgia", "GE"),
        ("deu", "DE"), ("Turkey", "TR"), ("Turkiye", "TR"), ("Almaniya", "DE"), ("almaniya", "DE"), ("Çexiya", "CZ"),
        ("cexiya", "CZ"), ("Bəhreyn", "BH"), ("behreyn", "BH"), ("Германия", "DE"), ("czech republic", "CZ"),
        ("792", "TR"), ("us", "US"),
    ],
)  # fmt: skip
def test_countries_are_found_by_either_name_with_or_without_diacritics(
    db: None, api: Callable[..., Client], words: str, found: str
):
    rows = api("attache").get("/api/v1/countries/", {"search": words}).json()["results"]
    assert [row["iso2"] for row in rows] == [found]


def test_a_detail_is_addressed_by_its_code(db: None, api: Callable[..., Client]):
    client = api("attache")
    answer = client.get("/api/v1/countries/TR/")
    assert (answer.json()["name_az"], answer["ETag"]) == ("Türkiyə", '"v1"')
    assert client.get("/api/v1/countries/ZZ/").status_code == 404
    assert client.get("/api/v1/organisations/OSCE/").json()["seat"] == "AT"
    assert {unit["code"] for unit in client.get("/api/v1/institutions/mod/").json()["units"]} >= {
        "imcd",
        "cmd",
    }


def test_the_local_alphabet_orders_the_list(db: None, api: Callable[..., Client]):
    from foundation.azerbaijani import sort_key

    rows = api("attache").get("/api/v1/countries/?page_size=500").json()["results"]
    names = [row["name_az"] for row in rows]
    assert names == sorted(names, key=sort_key)


@pytest.mark.parametrize("query", ["region=moon", "is_nato=maybe", "unknown=1", "ordering=id"])
def test_wrong_parameters_are_errors(db: None, api: Callable[..., Client], query: str):
    assert api("attache").get(f"/api/v1/countries/?{query}").status_code == 400


def test_filters(db: None, api: Callable[..., Client]):
    client = api("attache")
    neighbours = client.get("/api/v1/countries/?is_neighbour=true").json()["results"]
    assert {"TR", "GE", "IR", "RU"} <= {row["iso2"] for row in neighbours}
    assert [row["code"] for row in client.get("/api/v1/institutions/?kind=university").json()["results"]] == [
        "ndu"
    ]


@pytest.mark.parametrize("resource", LISTS)
def test_a_list_is_one_query_beside_the_sign_in(db: None, api: Callable[..., Client], resource: str):
    client = api("cmd_desk")
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/api/v1/{resource}/?page_size=500")
    assert sum('FROM "directory_' in query["sql"] for query in asked) <= 2
    assert len(asked) == 7


def test_kinds_of_activity_and_rules_of_clearances_are_told_with_their_codes(
    db: None, api: Callable[..., Client]
):
    client = api("attache")
    kinds = client.get("/api/v1/activity-kinds/?page_size=500").json()["results"]
    assert {row["number"] for row in kinds} >= {f"K{number:02}" for number in range(1, 13)}
    assert {row["code"] for row in kinds if row["parent"]} >= {
        "education_cooperation", "training_course", "sports_competition", "joint_project", "operation_participation",
        "staff_talks", "mediation_support", "ship_visit",
    }  # fmt: skip
    below = next(row for row in kinds if row["parent"])
    found = client.get("/api/v1/activity-kinds/", {"parent": below["parent"]}).json()["results"]
    assert below["code"] in {row["code"] for row in found}
    rules = client.get("/api/v1/clearance-rules/?country=AZ").json()["results"]
    assert {row["lead_days"] for row in rules} >= {5, 14}
    one = client.get(f"/api/v1/clearance-rules/{rules[0]['code']}/").json()
    assert one["vehicle"] == rules[0]["vehicle"]
    for wrong in (
        "clearance-rules/?vehicle=submarine",
        "clearance-rules/?country=ZZ",
        "activity-kinds/?parent=nothing",
    ):
        assert client.get(f"/api/v1/{wrong}").status_code == 400, wrong
