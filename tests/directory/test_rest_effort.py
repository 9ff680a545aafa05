"""Shares of effort over REST: the Center changes from a day what a tier is to get; together never more than all."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from audit.models import Event
from directory.models import EffortShare
from tests.cast import acting
from tests.directory.test_rest_writing import patch, post, told

pytestmark = pytest.mark.django_db
LIST = "/api/v1/effort-shares/"
NEW = {"tier": 1, "percent": 40, "starts_on": "2027-01-01", "reason": "Order 5"}


@pytest.fixture
def desk(api: Callable[..., Client]) -> Client:
    return api("cmd_desk")


def share(tier: int = 1) -> str:
    return f"effort-shares/{EffortShare.objects.get(tier=tier).pk}"


def listed(client: Client, **query: Any) -> list[tuple[int, int]]:
    answer = client.get(LIST, query)
    assert answer.status_code == 200, answer.content
    return [(row["tier"], row["percent"]) for row in answer.json()["results"]]


def test_a_share_is_changed_from_a_day(desk: Client, api: Callable[..., Client]):
    ended = patch(desk, share(), {"ends_before": "2027-01-01"})
    assert ended.status_code == 200, ended.content
    assert (ended.json()["starts_on"], ended.json()["ends_before"]) == ("1991-10-18", "2027-01-01")
    made = post(desk, "effort-shares", NEW)
    assert made.status_code == 201, made.content
    reader = api("auditor", scope="read")
    assert listed(reader, tier=1) == [(1, 40), (1, 50)]
    assert listed(reader, on="2026-12-31", tier=1) == [(1, 50)]
    assert listed(reader, on="2027-01-01") == [(1, 40), (2, 30), (3, 15), (4, 5)]
    assert listed(reader, ordering="-percent")[0] == (1, 50)
    assert reader.get(f"{LIST}{made.json()['id']}/").json() == made.json()
    with acting("mod_security"):
        assert Event.objects.filter(table="directory_effortshare", verb="directory.keep").count() == 2


def test_the_tiers_never_share_more_than_there_is(desk: Client):
    more = patch(desk, share(), {"percent": 51})
    assert told(more) == {"percent": "On one of these days the tiers would share 101 percent together."}
    assert patch(desk, share(2), {"percent": 20}).status_code == 200
    assert patch(desk, share(), {"percent": 60}).status_code == 200
    later = {**NEW, "tier": 2, "percent": 21, "starts_on": "1950-01-01", "ends_before": "1991-10-18"}
    assert post(desk, "effort-shares", later).status_code == 201
    back = patch(desk, share(4), {"starts_on": "1985-01-01", "percent": 80})
    assert told(back) == {"percent": "On one of these days the tiers would share 175 percent together."}


def test_a_tier_has_one_share_at_a_time(desk: Client):
    clash = post(desk, "effort-shares", {**NEW, "percent": 1})
    assert told(clash) == {"non_field_errors": "This tier has a share already in these days."}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"tier": 5}, "tier"),
        ({"tier": 0}, "tier"),
        ({"tier": "first"}, "tier"),
        ({"percent": 101}, "percent"),
        ({"percent": -1}, "percent"),
        ({"percent": 33.5}, "percent"),
        ({"percent": None}, "percent"),
        ({"starts_on": None}, "starts_on"),
        ({"starts_on": "soon"}, "starts_on"),
        ({"starts_on": "0001-01-01"}, "starts_on"),
        ({"ends_before": "2027-01-01"}, "ends_before"),
        ({"ends_before": "2026-01-01"}, "ends_before"),
        ({"reason": ""}, "reason"),
        ({"reason": "x" * 301}, "reason"),
        ({"reason": "Order\u2060 5\u202e"}, "reason"),
        ({"version": 7}, "version"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(desk: Client, wrong: dict[str, Any], field: str):
    patch(desk, share(), {"ends_before": "2027-01-01"})
    answer = post(desk, "effort-shares", {**NEW, **wrong})
    assert answer.status_code == 400, answer.content
    assert set(told(answer)) == {field}


def test_a_share_stays_with_its_tier_and_is_changed_by_who_read_it(desk: Client, api: Callable[..., Client]):
    assert "tier" in told(patch(desk, share(), {"tier": 2}))
    assert patch(desk, share(), {"reason": "Order 6"}, None).status_code == 428
    assert patch(desk, share(), {"reason": "Order 6"}, 9).status_code == 412
    assert patch(api("attache"), share(), {"reason": "Order 6"}).status_code == 403
    assert patch(api("cmd_desk", scope="read"), share(), {"reason": "Order 6"}).status_code == 403
    assert desk.delete(f"/api/v1/{share()}/", headers={"If-Match": '"v1"'}).status_code == 405
    assert EffortShare.objects.get(tier=1).version == 1


@pytest.mark.parametrize("key", ["0", "first", "99999999999999999999", "1%00"])
def test_no_such_share(desk: Client, key: str):
    assert desk.get(f"{LIST}{key}/").status_code == 404


@pytest.mark.parametrize(
    "query", ["tier=5", "tier=1.5", "on=soon", "search=a", "ordering=reason", "year=2026"]
)
def test_wrong_parameters_are_errors(desk: Client, query: str):
    assert desk.get(f"{LIST}?{query}").status_code == 400
