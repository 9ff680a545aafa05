"""What is asked of both sides over HTTP, with the goal of stack.md as a ratio to the floor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import orjson

COUNTRIES = ("TR", "GE", "PK", "DE", "US", "KZ", "IT", "PL", "FR", "RO")
STATES = ("closed", "planned", "completed", "cancelled", "idea")
THIS_YEAR = dt.datetime.now(dt.UTC).year


@dataclass(frozen=True)
class Request:
    """One request to each side."""

    method: str
    product: str
    floor: str
    body: bytes | None = None


@dataclass(frozen=True)
class Question:
    """A question with its goal; `request(number)` differs from round to round where that is fair."""

    name: str
    goal: float
    times: int
    request: Callable[[int], Request]
    rows: str = ""  # key of the answer's rows, compared in number between the two sides


def _newest(number: int) -> Request:
    return Request("GET", "/api/v1/activities/", "/activities")


def _by_country(number: int) -> Request:
    query = f"country={COUNTRIES[number % len(COUNTRIES)]}&state={STATES[number // 2 % 3]}"
    return Request("GET", f"/api/v1/activities/?{query}", f"/activities?{query}")


def _year(number: int) -> Request:
    year = THIS_YEAR - 1 - number % 4
    return Request("GET", f"/api/v1/activities/figures/?year={year}", f"/figures?year={year}")


def _create(number: int) -> Request:
    body = orjson.dumps(
        {
            "title": f"Benchmark no. {number}",
            "kind": "ship_visit",
            "country": COUNTRIES[number % len(COUNTRIES)],
            "starts_on": f"{THIS_YEAR + 1}-03-01",
            "ends_on": f"{THIS_YEAR + 1}-03-04",
            "planned_cost": "1500.50",
            "currency": "AZN",
        }
    )
    return Request("POST", "/api/v1/activities/", "/activities", body)


def relation_with(country: str) -> Question:
    """One screen of the relation with a State, that with most records."""
    query = f"country={country}"
    request = Request("GET", f"/api/v1/reports/country-360/?{query}", f"/relation?{query}")
    return Question("relation with one State", 3.0, 40, lambda number: request)


HTTP_QUESTIONS = (
    Question("newest 50 activities", 3.0, 200, _newest, "results"),
    Question("the same by country and state", 2.5, 200, _by_country, "results"),
    Question("a year, country x kind", 0.4, 20, _year, "rows"),
    Question("create one", 4.5, 100, _create),
)
