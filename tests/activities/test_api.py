"""Activities and exercises over REST: lists, details, verbs, figures, and every kind of bad input."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activities.models import Activity
from foundation.clock import today
from tests.activities.programme import agreed, basis, country, days, exercise, planned
from tests.agreements.instruments import in_force
from tests.cast import acting

pytestmark = pytest.mark.django_db
ACTIVITIES, EXERCISES = "/api/v1/activities/", "/api/v1/exercises/"
ENTRY = {
    "title": "Visit of a frigate",
    "kind": "ship_visit",
    "country": "TR",
    "starts_on": str(days(60)),
    "ends_on": str(days(63)),
    "planned_cost": "1500.50",
    "currency": "AZN",
}
EXERCISE = {
    "title": "DEMO-EX Steppe",
    "country": "TR",
    "ad_hoc_reason": "Agreed by the ministers",
    "starts_on": str(days(200)),
    "ends_on": str(days(207)),
    "troops": 9000,
}


def send(client: Client, method: str, address: str, data: object, etag: str | None = None) -> Any:
    headers = {"If-Match": etag} if etag else {}
    return getattr(client, method)(address, data, content_type="application/json", headers=headers)


def test_an_activity_from_entry_to_cancellation(api: Callable[..., Client]) -> None:
    desk, head = api("cmd_desk"), api("cmd_head")
    with acting("cmd_desk") as clerk:
        agreement = basis(clerk, parties=[country("TR")])
    body = {**ENTRY, "participants": ["PK", "GE"], "agreement": agreement.reference}
    entered = send(desk, "post", ACTIVITIES, body)
    assert entered.status_code == 201, entered.content
    found = entered.json()
    assert (found["kind"], found["country"], found["participants"]) == ("ship_visit", "TR", ["PK", "GE"])
    assert (found["agreement"], found["planned_cost"]) == (agreement.reference, "1500.50")
    assert (found["state"], found["blocked"], found["marking"]) == ("planned", False, "OFFICIAL USE")
    address = f"{ACTIVITIES}{found['reference']}/"
    amended = send(desk, "patch", address, {"place": "Baku", "participants": ["PK"]}, entered["ETag"])
    assert amended.status_code == 200, amended.content
    assert (amended.json()["place"], amended.json()["participants"]) == ("Baku", ["PK"])
    put_up = send(desk, "post", f"{address}submit/", {}, amended["ETag"])
    assert put_up.json()["state"] == "in_approval"
    refused = send(head, "post", f"{address}advance/", {"to": "approved"}, put_up["ETag"])
    assert refused.status_code == 409
    with acting("cmd_desk"):
        activity = Activity.in_context.get(reference=found["reference"])
    agreed(activity)
    approved = desk.get(address)
    assert approved.json()["state"] == "approved"
    unexplained = send(desk, "post", f"{address}cancel/", {}, approved["ETag"])
    assert (unexplained.status_code, unexplained.json()["errors"][0]["field"]) == (400, "reason")
    cancelled = send(desk, "post", f"{address}cancel/", {"reason": "No ship"}, approved["ETag"])
    steps = [(step["state"], step["by"], step["reason"]) for step in cancelled.json()["steps"]]
    assert [step[0] for step in steps] == ["planned", "in_approval", "approved", "cancelled"]
    assert steps[-1][2] == "No ship"
    assert steps[2][1] == "Maj Gen Təlim Sınaqov"


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"planned_cost": "1500.5", "title": " Frigate ", "participants": ["PK", "GE"]},
        {"stands_as": "ongoing", "starts_on": str(days(-3)), "ad_hoc_reason": "Agreed by the ministers"},
    ],
)
def test_what_is_answered_on_entry_is_what_is_read_afterwards(
    api: Callable[..., Client], more: dict[str, Any]
) -> None:
    desk = api("cmd_desk")
    entered = send(desk, "post", ACTIVITIES, {**ENTRY, **more})
    read = desk.get(f"{ACTIVITIES}{entered.json()['reference']}/")
    assert (entered.status_code, entered.json(), entered["ETag"]) == (201, read.json(), read["ETag"])


def test_an_exercise_with_its_conferences(api: Callable[..., Client]) -> None:
    desk = api("cmd_desk")
    entered = send(desk, "post", EXERCISES, EXERCISE)
    assert entered.status_code == 201, entered.content
    found = entered.json()
    assert found["notify_by"] == str(days(200 - 42))
    assert [(row["kind"], row["planned_on"]) for row in found["conferences"]] == [
        ("ipc", str(days(80))), ("mpc", str(days(125))), ("fpc", str(days(170))),
    ]  # fmt: skip
    address = f"{EXERCISES}{found['reference']}/"
    changes = {"troops": 100, "conferences": [{"kind": "fpc", "planned_on": str(days(180))}]}
    amended = send(desk, "patch", address, changes, entered["ETag"])
    assert amended.status_code == 200, amended.content
    assert amended.json()["notify_by"] is None
    assert amended.json()["conferences"][2]["standing"] == "behind"
    assert desk.get(address)["ETag"] == amended["ETag"] == '"v2"'
    listed = desk.get(f"{EXERCISES}?late=true").json()["results"]
    assert [(row["reference"], row["next_conference_on"]) for row in listed] == [
        (found["reference"], str(days(80)))
    ]
    assert desk.get(f"{ACTIVITIES}{found['reference']}/").json()["kind"] == "exercise"


def test_writes_are_based_on_the_version_that_was_read(api: Callable[..., Client]) -> None:
    desk = api("cmd_desk")
    for home, entry in ((ACTIVITIES, ENTRY), (EXERCISES, EXERCISE)):
        entered = send(desk, "post", home, entry)
        address = f"{home}{entered.json()['reference']}/"
        assert send(desk, "patch", address, {"place": "x"}).status_code == 428
        assert send(desk, "patch", address, {"place": "x"}, entered["ETag"]).status_code == 200
        assert send(desk, "patch", address, {"place": "y"}, entered["ETag"]).status_code == 412
    step = f"{ACTIVITIES}{entered.json()['reference']}/advance/"
    assert send(desk, "post", step, {"to": "in_approval"}).status_code == 428
    assert send(desk, "post", step, {"to": "in_approval"}, entered["ETag"]).status_code == 412


BAD = {
    "no kind": ({k: v for k, v in ENTRY.items() if k != "kind"}, "kind"),
    "unknown kind": ({**ENTRY, "kind": "picnic"}, "kind"),
    "an exercise": ({**ENTRY, "kind": "exercise"}, "kind"),
    "derived kind": ({**ENTRY, "kind": "agreement_signing"}, "kind"),
    "unknown country": ({**ENTRY, "country": "QQ"}, "country"),
    "country as a list": ({**ENTRY, "country": ["TR"]}, "country"),
    "named twice": ({**ENTRY, "participants": ["TR"]}, "participants"),
    "unknown participant": ({**ENTRY, "participants": ["QQ"]}, "participants.0"),
    "participants as a word": ({**ENTRY, "participants": "PK"}, "participants"),
    "no title": ({**ENTRY, "title": " "}, "title"),
    "long title": ({**ENTRY, "title": "ə" * 301}, "title"),
    "zero byte": ({**ENTRY, "title": "a\x00b"}, "title"),
    "wrong day": ({**ENTRY, "starts_on": "2026-02-30"}, "starts_on"),
    "days the wrong way round": ({**ENTRY, "ends_on": str(days(59))}, "ends_on"),
    "negative money": ({**ENTRY, "planned_cost": "-1"}, "planned_cost"),
    "too much money": ({**ENTRY, "planned_cost": "1" * 13}, "planned_cost"),
    "not a number": ({**ENTRY, "planned_cost": "NaN"}, "planned_cost"),
    "money alone": ({**ENTRY, "currency": ""}, "currency"),
    "no currency code": ({**ENTRY, "currency": "azn"}, "currency"),
    "too many person-days": ({**ENTRY, "person_days": 2**40}, "person_days"),
    "unknown agreement": ({**ENTRY, "agreement": "AGR-2026-AAAAA"}, "agreement"),
    "typed state": ({**ENTRY, "state": "approved"}, "state"),
    "state of another time": ({**ENTRY, "stands_as": "approved"}, "stands_as"),
    "over before it began": ({**ENTRY, "stands_as": "completed", "ad_hoc_reason": "x"}, "stands_as"),
    "unknown caveat": ({**ENTRY, "caveats": ["secret"]}, "caveats"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_told_beside_its_field(api: Callable[..., Client], case: str) -> None:
    body, field = BAD[case]
    answer = send(api("cmd_desk"), "post", ACTIVITIES, body)
    assert answer.status_code == 400, answer.content
    assert field in {error["field"] for error in answer.json()["errors"]}


BAD_EXERCISES = {
    "no basis": ({**EXERCISE, "ad_hoc_reason": ""}, "agreement"),
    "typed kind": ({**EXERCISE, "kind": "exercise"}, "kind"),
    "typed day": ({**EXERCISE, "notify_by": "2026-01-01"}, "notify_by"),
    "negative troops": ({**EXERCISE, "troops": -1}, "troops"),
    "size": ({**EXERCISE, "size": "huge"}, "size"),
    "unknown conference": ({**EXERCISE, "conferences": [{"kind": "hot_wash"}]}, "conferences.0.kind"),
    "conference as a word": ({**EXERCISE, "conferences": "ipc"}, "conferences"),
    "out of order": (
        {**EXERCISE, "conferences": [{"kind": "ipc", "planned_on": str(days(190))}]},
        "conferences",
    ),
}


@pytest.mark.parametrize("case", BAD_EXERCISES)
def test_bad_exercises_too(api: Callable[..., Client], case: str) -> None:
    body, field = BAD_EXERCISES[case]
    answer = send(api("cmd_desk"), "post", EXERCISES, body)
    assert answer.status_code == 400, answer.content
    assert field in {error["field"] for error in answer.json()["errors"]}


@pytest.mark.parametrize(
    "query",
    [
        "colour=red", "state=nonsense", "year=nineteen", "year=1", "country=" + "x" * 99, "ordering=title",
        "page_size=0", "level=galactic",
    ],
)  # fmt: skip
def test_unknown_parameters_are_an_error(api: Callable[..., Client], query: str) -> None:
    for home in (ACTIVITIES, EXERCISES):
        assert 400 <= api("cmd_desk").get(f"{home}?{query}").status_code < 500


def test_lists_are_filtered_and_newest_first(api: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        first = planned(clerk, title="Gəmi səfəri", starts_on=days(-800), ends_on=days(-799))
        second = exercise(clerk).activity
        third = planned(clerk, agreement=basis(clerk), level="limited_official_use")
    desk = api("cmd_desk")

    def found(query: str = "", home: str = ACTIVITIES) -> list[str]:
        return [row["reference"] for row in desk.get(f"{home}?{query}").json()["results"]]

    assert found() == [third.reference, second.reference, first.reference]
    assert found("country=TR&state=planned") == [second.reference]
    assert found("kind=unit_exchange") == [third.reference, first.reference]
    assert found(f"year={days(-800).year}") == [first.reference]
    assert found(f"agreement={third.agreement.reference}") == [third.reference]
    assert found("search=gemi") == [first.reference]
    assert found("ordering=starts_on")[0] == first.reference
    assert found(home=EXERCISES) == [second.reference]
    assert found("size=small&notifiable=false&late=false", EXERCISES) == [second.reference]
    page = desk.get(f"{ACTIVITIES}?page_size=2").json()
    assert [row["reference"] for row in desk.get(page["next"]).json()["results"]] == [first.reference]


def test_the_figures_of_a_year_count_what_the_reader_may_see(api: Callable[..., Client]) -> None:
    cost = {"planned_cost": "100.25", "currency": "AZN"}
    year = days(60).year
    with acting("cmd_desk") as clerk:
        planned(clerk, **cost)
        planned(clerk, **cost, caveats=("mod_only",))
        planned(clerk, planned_cost="7", currency="EUR")
        planned(clerk, stands_as="cancelled", **cost)
    figures = api("cmd_desk").get(f"{ACTIVITIES}figures/?year={year}")
    assert figures.json() == {
        "year": year,
        "rows": [
            {"country": "GE", "kind": "unit_exchange", "currency": "AZN", "number": 2, "planned_cost": "200.50"},
            {"country": "GE", "kind": "unit_exchange", "currency": "EUR", "number": 1, "planned_cost": "7.00"},
        ],
    }  # fmt: skip
    assert api("cmd_desk").get(f"{ACTIVITIES}figures/?year=2019").json()["rows"] == []
    with acting("cmd_desk") as clerk:
        kinds = [
            in_force(clerk, dt.date(2019, 5, 17), parties=[country(code)]) for code in ("GE", "GE", "TR")
        ]
        in_force(clerk, dt.date(2019, 5, 17), parties=[country("TR")], level="limited_official_use")
    signed = {"kind": "agreement_signing", "currency": "", "planned_cost": None}
    assert len(kinds) == 3
    assert api("cmd_desk_2").get(f"{ACTIVITIES}figures/?year=2019&derived=true").json()["rows"] == [
        {"country": "GE", "number": 2, **signed}, {"country": "TR", "number": 1, **signed},
    ]  # fmt: skip
    narrower = api("mfa_desk").get(f"{ACTIVITIES}figures/?year={year}").json()["rows"]
    assert [row["number"] for row in narrower] == [1, 1]
    for query in ("", "?year=", "?year=20266", "?year=1", "?year=2026&month=1", "?year=2026&derived=yes"):
        assert api("cmd_desk").get(f"{ACTIVITIES}figures/{query}").status_code == 400


def test_hidden_and_absent_are_the_same(api: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        hidden = exercise(clerk, caveats=("mod_only",)).reference
    desk = api("mfa_desk")
    for home in (ACTIVITIES, EXERCISES):
        secret, absent = desk.get(f"{home}{hidden}/"), desk.get(f"{home}ACT-2026-ZZZZZ/")
        assert (secret.status_code, absent.status_code) == (404, 404)
        assert {**secret.json(), "instance": ""} == {**absent.json(), "instance": ""}
        assert desk.get(home).json()["results"] == []
    assert desk.get(f"{ACTIVITIES}?search=steppe").json()["results"] == []
    assert send(desk, "post", ACTIVITIES, ENTRY).status_code == 403


def _asked(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len([q for q in asked if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))])


def test_the_number_of_questions_does_not_grow_with_the_list(api: Callable[..., Client]) -> None:
    desk = api("cmd_desk")
    with acting("cmd_desk") as clerk:
        rows = [exercise(clerk)]
    # Around the answer: two settings of the context, whose token it is, and the end of a context within a test's own.
    exactly = {
        ACTIVITIES: 5,
        f"{ACTIVITIES}?country=TR&state=planned": 5,
        f"{ACTIVITIES}?search=steppe": 5,
        EXERCISES: 5,
        f"{ACTIVITIES}figures/?year={today().year}": 7,
        f"{ACTIVITIES}figures/?year={today().year}&derived=true": 8,
        f"{ACTIVITIES}{rows[0].reference}/": 5,
        f"{EXERCISES}{rows[0].reference}/": 6,
    }
    assert {address: _asked(desk, address) for address in exactly} == exactly
    with acting("cmd_desk") as clerk:
        for _ in range(5):
            exercise(clerk)
    assert {address: _asked(desk, address) for address in exactly} == exactly
