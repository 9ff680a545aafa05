"""Representation abroad over REST: the whole way by verbs, preconditions, bad input, query counts (interfaces.md)."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.attaches.scenes import a_post, a_posting, an_officer, day

# Recorded counts, sign-in by token and opening the context included.
LISTS = {"officers": 7, "posts": 7, "postings": 7, "accreditations": 7}


def post(client: Client, path: str, body: Any = None, etag: str = "", method: str = "post") -> Any:
    headers = {"If-Match": etag} if etag else {}
    send = getattr(client, method)
    data = body if isinstance(body, str) else json.dumps(body or {})
    return send(f"/api/v1/{path}", data, content_type="application/json", headers=headers)


def test_the_whole_way_from_officer_to_in_post(db: None, api: Callable[..., Client]):
    clerk, desk = api("cmd_desk"), api("mfa_desk")
    officer = post(
        clerk, "officers/", {"full_name": "Nümunə Sınaqov", "rank": "colonel", "service_branch": "staff"}
    )
    assert officer.status_code == 201
    wanted = {"code": "t-rest", "kind": "attache_office", "mission": "emb-ge", "title": "defence_attache"}
    place = post(clerk, "posts/", wanted)
    assert (place.status_code, place.json()["state"]) == (201, "planned")
    where = f"posts/{place.json()['reference']}/advance/"
    tag = place["ETag"]
    for state in ("authorised", "established"):
        answer = post(clerk, where, {"to": state}, tag)
        assert (answer.status_code, answer.json()["state"]) == (200, state)
        tag = answer["ETag"]
    plan = {
        "post": place.json()["reference"], "officer": officer.json()["reference"], "order_no": "7",
        "planned_from": day(0).isoformat(), "planned_to": day(512).isoformat(),
    }  # fmt: skip
    posting = post(clerk, "postings/", plan)
    assert posting.status_code == 201
    assert posting.json()["accreditations"][0]["receiver"] == "GE"
    where, tag = f"postings/{posting.json()['reference']}/", posting["ETag"]
    for client, state in (
        (clerk, "selected"),
        (clerk, "prepared"),
        (clerk, "mod_ordered"),
        (desk, "mfa_coordinated"),
    ):
        answer = post(client, f"{where}advance/", {"to": state}, tag)
        assert (answer.status_code, answer.json()["state"]) == (200, state)
        tag = answer["ETag"]
    paper = f"accreditations/{posting.json()['accreditations'][0]['reference']}/"
    for verb in ("request-consent", "record-consent", "send-second-note", "accredit"):
        tag = clerk.get(f"/api/v1/{paper}")["ETag"]
        assert post(clerk, f"{paper}{verb}/", {}, tag).status_code == 200
    tag = clerk.get(f"/api/v1/{where}")["ETag"]
    answer = post(clerk, f"{where}assume/", {}, tag)
    assert (answer.status_code, answer.json()["state"]) == (200, "in_post")
    assert answer.json()["rotation"] == {
        "due_on": day(512).isoformat(), "days": 512, "successor": None, "successor_state": None,
    }  # fmt: skip
    assert [step["state"] for step in answer.json()["steps"]][-2:] == ["accredited", "in_post"]


def test_a_write_names_the_version_it_is_based_on(db: None, api: Callable[..., Client]):
    officer = an_officer()
    clerk, where = api("cmd_desk"), f"officers/{officer.reference}/"
    assert post(clerk, where, {"rank": "major"}, method="patch").status_code == 428
    assert post(clerk, where, {"rank": "major"}, '"v1"', "patch").json()["rank"] == "major"
    stale = post(clerk, where, {"rank": "colonel"}, '"v1"', "patch")
    assert (stale.status_code, stale.json()["type"]) == (412, "urn:parley:problem:record_changed")
    posting = a_posting("proposed", first=100)
    where = f"postings/{posting.reference}/advance/"
    assert post(clerk, where, {"to": "selected"}).status_code == 428
    assert post(clerk, where, {"to": "selected"}, '"v9"').status_code == 412


def test_a_broken_rule_is_named(db: None, api: Callable[..., Client]):
    place = a_post()
    a_posting("in_post", post=place, first=-400, end=50)
    rival = a_posting("accredited", post=place, first=-5, end=900)
    clerk = api("cmd_desk")
    tag = clerk.get(f"/api/v1/postings/{rival.reference}/")["ETag"]
    answer = post(clerk, f"postings/{rival.reference}/assume/", {}, tag)
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:parley:problem:post_has_incumbent")
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("officers/", {"full_name": "", "rank": "colonel", "service_branch": "staff"}),
        ("officers/", {"full_name": "x", "rank": "emperor", "service_branch": "staff"}),
        ("officers/", {"full_name": "x" * 161, "rank": "colonel", "service_branch": "staff"}),
        ("officers/", {"full_name": "x\x00", "rank": "colonel", "service_branch": "staff"}),
        (
            "officers/",
            {"full_name": "x", "rank": "colonel", "service_branch": "staff", "reference": "OFF-2020-AAAAA"},
        ),
        ("officers/", '{"full_name": '),
        ("officers/", "[]"),
        ("posts/", {"code": "x", "kind": "attache_office", "mission": "nowhere", "title": "defence_attache"}),
        (
            "posts/",
            {"code": "no spaces", "kind": "attache_office", "mission": "emb-tr", "title": "defence_attache"},
        ),
        (
            "postings/",
            {"post": "PST-2020-AAAAA", "officer": "x", "planned_from": "2026-02-30", "planned_to": ""},
        ),
        ("postings/", {"post": {"a": 1}, "officer": [], "planned_from": 5, "planned_to": None}),
        ("accreditations/", {"posting": "POS-2020-AAAAA", "country": "TR"}),
        ("accreditations/", {"posting": "POS-2020-AAAAA", "country": "ZZ"}),
    ],
)
def test_bad_input_is_said_in_a_problem_document(db: None, api: Callable[..., Client], path: str, body: Any):
    answer = post(api("cmd_desk"), path, body)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_a_two_megabyte_name_is_too_large(db: None, api: Callable[..., Client]):
    assert post(api("cmd_desk"), "officers/", {"full_name": "x" * 2_000_000}).status_code == 413


def test_wrong_days_are_told_beside_their_field(db: None, api: Callable[..., Client]):
    place, officer = a_post(), an_officer()
    plan = {
        "post": place.reference,
        "officer": officer.reference,
        "planned_from": "2027-01-01",
        "planned_to": "2026-01-01",
    }
    answer = post(api("cmd_desk"), "postings/", plan)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "planned_to")
    posting = a_posting("proposed", first=100)
    where = f"postings/{posting.reference}/advance/"
    ahead = post(
        api("cmd_desk"), where, {"to": "selected", "on": day(3).isoformat()}, f'"v{posting.version}"'
    )
    assert (ahead.status_code, ahead.json()["errors"][0]["field"]) == (400, "on")


@pytest.mark.parametrize(
    "query",
    [
        "unknown=1", "state=flying", "ordering=officer__particulars__passport_no", "page_size=0", "page_size=501",
        "cursor=%00", "current_on=yesterday", "ends_before=2026-13-01", "in_post=perhaps",
    ],
)  # fmt: skip
def test_unknown_and_wrong_parameters_are_errors(db: None, api: Callable[..., Client], query: str):
    assert api("cmd_desk").get(f"/api/v1/postings/?{query}").status_code in {400, 404}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=in_post", 1), ("in_post=true", 1), ("in_post=false", 1), ("country=DE", 1), ("kind=un_mission", 0),
        ("search=embassy+almaniya", 1), ("search=almaniya", 1),
        ("current_on=2026-01-01", None), ("ordering=-planned_to", 2),
    ],
)  # fmt: skip
def test_lists_are_filtered_searched_and_ordered(
    db: None, api: Callable[..., Client], query: str, found: int | None
):
    a_posting("in_post", post=a_post(mission="emb-de"))
    a_posting("selected", first=100)
    answer = api("leadership_reader", scope="read").get(f"/api/v1/postings/?{query}")
    assert answer.status_code == 200
    assert found is None or len(answer.json()["results"]) == found


def test_vacant_posts_are_found(db: None, api: Callable[..., Client]):
    a_posting("in_post", post=a_post("t-held"))
    a_post("t-vacant")
    rows = api("cmd_desk").get("/api/v1/posts/?vacant=true").json()["results"]
    assert [row["code"] for row in rows] == ["t-vacant"]


@pytest.mark.parametrize("resource", LISTS)
def test_a_list_takes_as_many_queries_for_many_rows_as_for_few(
    db: None, api: Callable[..., Client], resource: str
):
    client = api("cmd_desk")
    counts = []
    for _round in range(2):
        a_posting("in_post")
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/api/v1/{resource}/?page_size=100").status_code == 200
        counts.append(len(asked))
    assert counts == [LISTS[resource]] * 2


def test_a_read_only_token_writes_nothing(db: None, api: Callable[..., Client]):
    answer = post(
        api("cmd_desk", scope="read"),
        "officers/",
        {"full_name": "x", "rank": "major", "service_branch": "staff"},
    )
    assert answer.status_code == 403


def test_personnel_enters_personal_data_and_the_clerk_does_not(db: None, api: Callable[..., Client]):
    where = f"officers/{an_officer().reference}/particulars/"
    assert (
        post(api("mod_personnel"), where, {"passport_no": "P1"}).json()["particulars"]["passport_no"] == "P1"
    )
    assert post(api("cmd_desk"), where, {"passport_no": "P2"}).status_code == 403
    protocol = api("mfa_protocol")
    assert post(protocol, where, {"passport_no": "P2"}).status_code == 428
    changed = post(protocol, where, {"passport_no": "P2", "version": 1}).json()["particulars"]
    assert (changed["passport_no"], changed["version"]) == ("P2", 2)
    assert post(api("mod_personnel"), where, {"passport_no": "P3", "version": 1}).status_code == 412
    tested = {"language": "en", "slp": "3333", "tested_on": "2026-01-01", "valid_until": "2025-01-01"}
    assert post(api("ndu_language"), where.replace("particulars", "languages"), tested).status_code == 400


def test_a_remark_is_added_at_a_label_the_writer_holds(db: None, api: Callable[..., Client]):
    where = f"postings/{a_posting().reference}/remark/"
    remark = {"text": "x", "level": "limited_official_use", "caveats": ["mod_only"]}
    answer = post(api("cmd_desk"), where, remark)
    assert answer.json()["remarks"][0]["marking"] == "LIMITED OFFICIAL USE // MINISTRY OF DEFENCE ONLY"
    assert post(api("mfa_desk"), where, remark).status_code == 400
