"""The inbound register over REST: the whole way by verbs, preconditions, filters, search, bad input (interfaces.md)."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.attaches.foreign_scenes import a_foreigner, ended
from tests.attaches.scenes import day
from tests.attaches.test_rest import post

LIST = "foreign-attaches/"
NOTE = {"country": "TR", "full_name": "Şəkil Ölçüyev", "rank": "Colonel"}


def test_from_the_note_to_the_departure(db: None, api: Callable[..., Client]):
    protocol, head = api("mfa_protocol"), api("cmd_head")
    answer = post(protocol, LIST, {**NOTE, "requested_on": day(-60).isoformat()})
    assert (answer.status_code, answer.json()["state"]) == (201, "consent_requested")
    where, tag = f"{LIST}{answer.json()['reference']}/", answer["ETag"]
    for client, verb, body, state in (
        (head, "concur", {}, "consent_requested"),
        (protocol, "consent", {}, "consent_granted"),
        (protocol, "request-accreditation", {}, "accreditation_requested"),
        (protocol, "accredit", {}, "accredited"),
        (protocol, "arrive", {}, "in_function"),
        (protocol, "name-dean", {}, "in_function"),
        (protocol, "end", {"departed_on": day(0).isoformat()}, "ended"),
    ):
        answer = post(client, f"{where}{verb}/", body, tag)
        assert (verb, answer.status_code, answer.json().get("state")) == (verb, 200, state)
        tag = answer["ETag"]
    told = answer.json()
    assert (told["requested_on"], told["replied_on"]) == (day(-60).isoformat(), day(0).isoformat())
    assert [step["state"] for step in told["steps"]][-2:] == ["in_function", "ended"]


def test_particulars_and_calls_have_addresses_of_their_own(db: None, api: Callable[..., Client]):
    where = f"{LIST}{a_foreigner('in_function').reference}/"
    protocol, clerk = api("mfa_protocol"), api("cmd_desk")
    assert (
        post(protocol, f"{where}particulars/", {"passport_no": "P1"}).json()["particulars"]["passport_no"]
        == "P1"
    )
    assert post(clerk, f"{where}particulars/", {"passport_no": "P2"}).status_code == 403
    personnel = api("mod_personnel")
    assert post(personnel, f"{where}particulars/", {"passport_no": "P2"}).status_code == 428
    changed = post(personnel, f"{where}particulars/", {"passport_no": "P2", "version": 1})
    assert changed.json()["particulars"]["passport_no"] == "P2"
    assert post(protocol, f"{where}particulars/", {"passport_no": "P3", "version": 1}).status_code == 412
    call = {"kind": "first", "called_on": "Minister of Defence", "planned_on": day(3).isoformat()}
    assert post(clerk, f"{where}calls/", call).json()["calls"] == [{**call, "held_on": None}]
    held = {"kind": "first", "called_on": "Minister of Defence", "held_on": day(0).isoformat()}
    assert post(clerk, f"{where}calls/", held).json()["calls"] == [{**call, "held_on": day(0).isoformat()}]


def test_a_correction_after_our_reply_says_why(db: None, api: Callable[..., Client]):
    where, protocol = f"{LIST}{a_foreigner('consent_granted').reference}/", api("mfa_protocol")
    told = {"rank": "Brigadier", "reason": "promoted"}
    seen = protocol.get(f"/api/v1/{where}")["ETag"]
    assert post(api("cmd_desk"), where, told, seen, "patch").status_code == 403
    missing = post(protocol, where, {"rank": "Brigadier"}, seen, "patch")
    assert (missing.status_code, missing.json()["errors"][0]["field"]) == (400, "reason")
    assert post(protocol, where, told, seen, "patch").json()["rank"] == "Brigadier"
    assert post(protocol, LIST, {**NOTE, "reason": "x"}).status_code == 400


def test_a_write_names_the_version_it_is_based_on(db: None, api: Callable[..., Client]):
    where, protocol = f"{LIST}{a_foreigner().reference}/", api("mfa_protocol")
    assert post(protocol, where, {"rank": "Major"}, method="patch").status_code == 428
    assert post(protocol, where, {"rank": "Major"}, '"v1"', "patch").json()["rank"] == "Major"
    assert post(protocol, where, {"rank": "Colonel"}, '"v1"', "patch").status_code == 412
    assert post(protocol, f"{where}refuse/", {}).status_code == 428
    assert post(protocol, f"{where}refuse/", {}, '"v1"').status_code == 412


def test_a_broken_rule_is_named(db: None, api: Callable[..., Client]):
    where, protocol = f"{LIST}{a_foreigner().reference}/", api("mfa_protocol")
    answer = post(protocol, f"{where}consent/", {}, '"v1"')
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:parley:problem:concurrence_missing")
    assert post(protocol, f"{where}accredit/", {}, '"v1"').status_code == 409
    assert post(api("cmd_desk"), f"{where}consent/", {}, '"v1"').status_code == 403


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "country"), ({"country": "ZZ"}, "country"), ({"country": "AZ"}, "country"), ({"seat": "AZ"}, "seat"),
        ({"title": "staff_officer"}, "title"), ({"requested_on": "soon"}, "requested_on"),
        ({"full_name": " "}, "full_name"),
        ({"full_name": "x" * 161}, "full_name"), ({"state": "accredited"}, "state"), ({"rank": "\x00"}, ""),
        ({"predecessor": "FAT-2026-AAAAA"}, "predecessor"), ({"requested_on": "9999-12-31"}, "requested_on"),
        ({"requested_on": "1066-10-14"}, "requested_on"), ({"country": ["TR"]}, "country"),
    ],
)  # fmt: skip
def test_bad_input_is_told_beside_its_field(
    db: None, api: Callable[..., Client], body: dict[str, Any], field: str
):
    answer = post(api("mfa_protocol"), LIST, {**NOTE, **body} if body else {})
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert not field or field in {error["field"] for error in answer.json()["errors"]}


@pytest.mark.parametrize(
    "body",
    [{"on": "x"}, {"on": "9999-01-01"}, {"on": "1900-01-01"}, {"colour": "red"}, [], {"reason": "x" * 301}],
)
def test_a_step_with_bad_input_moves_nothing(db: None, api: Callable[..., Client], body: Any):
    where, protocol = f"{LIST}{a_foreigner().reference}/", api("mfa_protocol")
    assert post(protocol, f"{where}refuse/", json.dumps(body), '"v1"').status_code == 400
    assert protocol.get(f"/api/v1/{where}").json()["state"] == "consent_requested"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("country=TR", {"Şəkil"}), ("state=in_function", {"Sınaq"}), ("resident=false", {"Sınaq"}),
        ("resident=true", {"Şəkil", "Ölçü"}), ("region=south_caucasus", {"Ölçü"}), ("search=sekil", {"Şəkil"}),
        ("search=Türkiye", {"Şəkil"}), ("search=turkiye+SEKIL", set()), ("search=gurcustan", {"Ölçü"}),
        ("search=%25", set()), (f"in_function_on={day(-10)}", {"Sınaq"}), ("title=air_attache", {"Ölçü"}),
        (f"dean_on={day(0)}", set()), ("ordering=-requested_on", {"Şəkil", "Ölçü", "Sınaq"}),
    ],
)  # fmt: skip
def test_the_list_is_filtered_searched_and_ordered(
    db: None, api: Callable[..., Client], query: str, names: set[str]
):
    a_foreigner(full_name="Şəkil")
    ended(a_foreigner("in_function", iso="GE", full_name="Ölçü", title="air_attache"), -20)
    a_foreigner("in_function", iso="AT", seat="TR", full_name="Sınaq")
    answer = api("leadership_reader", scope="read").get(f"/api/v1/{LIST}?{query}")
    assert answer.status_code == 200
    assert {row["full_name"] for row in answer.json()["results"]} == names


@pytest.mark.parametrize(
    "query",
    [
        "unknown=1", "state=flying", "country=ZZ", "resident=perhaps", "region=moon", "in_function_on=yesterday",
        "ordering=particulars__passport_no", "page_size=0", "cursor=%00",
    ],
)  # fmt: skip
def test_unknown_and_wrong_parameters_are_errors(db: None, api: Callable[..., Client], query: str):
    assert api("cmd_desk").get(f"/api/v1/{LIST}?{query}").status_code in {400, 404}


def test_the_list_takes_as_many_queries_for_many_rows_as_for_few(db: None, api: Callable[..., Client]):
    client, counts = api("cmd_desk"), []
    for iso in ("TR", "GE", "DE"):
        a_foreigner("in_function", iso=iso)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/api/v1/{LIST}?page_size=100").status_code == 200
        counts.append(len(asked))
    assert counts == [7] * 3
