"""Cases over REST: the hash in the body decides, If-Match is checked when given, refusals are problem documents."""

import datetime as dt
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foundation.clock import today
from tests.approvals.stage import SECOND, Proposals, agree, hash_of, seen
from tests.approvals.test_cases_list import LETTERS

RETURN = {"verdict": "return", "reason_code": "wording", "comment": "Say which forces."}


def decide(client: Client, case, verdict: str | None = None, *, headers: dict | None = None, **body):
    given = {"content_hash": case.content_hash, **({"verdict": verdict} if verdict else {}), **body}
    return client.post(
        f"/api/v1/cases/{case.reference}/decide/",
        json.dumps(given),
        "application/json",
        headers=headers or {},
    )


def test_a_case_is_read_with_its_steps_its_sheet_and_what_one_may_answer(proposals: Proposals, api):
    case = proposals.submit()
    agree(case, until="cmd_head")
    response = api("cmd_head").get(f"/api/v1/cases/{case.reference}/")
    body = response.json()
    assert response.headers["ETag"] == f'"v{seen(case).version}"'
    assert (body["matter"], body["state"], body["phase"]) == ("PRP-2026-AAAAA", "open", "mod_review")
    assert body["content_hash"] == case.content_hash
    assert [step["state"] for step in body["steps"]][:3] == ["done", "done", "open"]
    assert body["steps"][2]["seats"] == [{"office": "cmd-head", "institution": "mod"}]
    assert [row["office"] for row in body["decisions"]] == ["attache-tr", "hom-tr"]
    assert body["available"][0]["verdicts"] == ["concur", "return", "reject"]
    assert "id" not in body


def test_deciding_answers_with_the_case_as_it_stands(proposals: Proposals, api):
    case = proposals.submit()
    answered = decide(api("attache"), case, "sign", comment="Agreed.")
    assert answered.status_code == 200
    assert answered.json()["decisions"][0]["comment"] == "Agreed."
    assert answered.headers["ETag"] == f'"v{seen(case).version}"'


def test_the_whole_route_over_rest(proposals: Proposals, api):
    from tests.approvals.stage import ROUTE

    case = proposals.submit()
    for name, verdict in ROUTE:
        assert decide(api(name), case, verdict).status_code == 200
    assert seen(case).state == "approved"


@pytest.mark.parametrize(
    ("name", "body", "status", "code"),
    [
        ("attache", {"content_hash": hash_of(SECOND)}, 412, "record_changed"),
        ("cmd_head", {"verdict": "concur"}, 409, "step_not_open"),
        ("cmd_desk", {"verdict": "concur"}, 403, "not_your_step"),
        ("attache_de", {}, 404, "not_found"),
        ("attache", {"verdict": "approve"}, 400, "wrong_verdict"),
        ("attache", {"verdict": "perhaps"}, 400, "invalid_input"),
        ("attache", {"content_hash": "0"}, 400, "invalid_input"),
        ("attache", {"content_hash": None}, 400, "invalid_input"),
        ("attache", {"verdict": "return"}, 400, "reason_needed"),
        ("attache", {"verdict": "return", "reason_code": "because"}, 400, "invalid_input"),
        ("attache", {"comment": "x" * 4001}, 400, "invalid_input"),
        ("attache", {"comment": {"a": 1}}, 400, "invalid_input"),
    ],
)
def test_every_refusal_is_named(proposals: Proposals, api, name: str, body: dict, status: int, code: str):
    case = proposals.submit()
    answered = decide(api(name), case, **{"verdict": "sign", **body})
    assert (answered.status_code, answered.json()["type"]) == (status, f"urn:parley:problem:{code}")
    assert answered.headers["Content-Type"] == "application/problem+json"
    assert seen(case).version == case.version


def test_a_drafter_may_not_decide(proposals: Proposals, api):
    case = proposals.submit(editors=("attache", "mfa_desk"))
    agree(case, until="mfa_desk")
    answered = decide(api("mfa_desk"), case, "concur")
    assert (answered.status_code, answered.json()["type"]) == (
        403,
        "urn:parley:problem:drafters_may_not_decide",
    )


def test_an_office_that_has_decided_is_told_somebody_was_quicker(proposals: Proposals, api):
    case = proposals.submit()
    agree(case, until="mfa_milpol")
    answered = decide(api("mfa_desk_2"), case, "concur")
    assert (answered.status_code, answered.json()["type"]) == (409, "urn:parley:problem:step_already_decided")


def test_if_match_is_checked_when_it_is_sent(proposals: Proposals, api):
    case = proposals.submit()
    client = api("attache")
    read = client.get(f"/api/v1/cases/{case.reference}/").headers["ETag"]
    assert decide(client, case, "sign", headers={"If-Match": '"v99"'}).status_code == 412
    assert decide(client, case, "sign", headers={"If-Match": "nonsense"}).status_code == 412
    assert decide(client, case, "sign", headers={"If-Match": read}).status_code == 200


def test_missing_parts_are_named(proposals: Proposals, api):
    case = proposals.submit()
    answered = api("attache").post(f"/api/v1/cases/{case.reference}/decide/", "{}", "application/json")
    assert answered.status_code == 400
    assert {error["field"] for error in answered.json()["errors"]} == {"verdict", "content_hash"}


def test_a_body_that_is_no_json_is_told(proposals: Proposals, api):
    case = proposals.submit()
    path = f"/api/v1/cases/{case.reference}/decide/"
    assert api("attache").post(path, "{verdict", "application/json").status_code == 400
    assert api("attache").post(path, "x" * 2_100_000, "application/json").status_code == 413


def test_a_reading_token_decides_nothing(proposals: Proposals, api):
    case = proposals.submit()
    assert decide(api("attache", scope="read"), case, "sign").status_code == 403
    assert decide(Client(), case, "sign").status_code == 401


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_a_case_is_not_written_otherwise(proposals: Proposals, api, method: str):
    case = proposals.submit()
    answered = getattr(api("cmd_head"), method)(f"/api/v1/cases/{case.reference}/", {}, "application/json")
    assert answered.status_code == 405


def test_the_list_has_its_filters_and_refuses_others(proposals: Proposals, api):
    late = proposals.submit(on=today() - dt.timedelta(days=30))
    fresh = proposals.submit(reference="PRP-2026-BBBBB")
    client = api("cmd_head")

    def found(query: str) -> set[str]:
        return {row["reference"] for row in client.get(f"/api/v1/cases/?{query}").json()["results"]}

    both = {late.reference, fresh.reference}
    assert found("state=open&kind=proposal&phase=post_coordination&mission=emb-tr") == both
    assert found("overdue=true") == {late.reference}
    assert found("overdue=false") == {fresh.reference}
    assert found("matter=PRP-2026-BBBBB") == {fresh.reference}
    assert found(f"opened_from={today()}") == {fresh.reference}
    assert found("state=approved") == set()
    for wrong in (
        "title=x",
        "state=perhaps",
        "ordering=label",
        "opened_from=yesterday",
        "page_size=0",
        "search=x",
    ):
        assert client.get(f"/api/v1/cases/?{wrong}").status_code == 400


def test_the_list_is_paged_and_asks_one_question_whatever_its_length(proposals: Proposals, api):
    client, counts = api("cmd_head"), []
    for start, count in ((0, 1), (1, 6)):
        for number in range(start, start + count):
            proposals.submit(reference=f"PRP-2026-{LETTERS[number]}AAAA")
        client.get("/api/v1/cases/")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/api/v1/cases/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 18
    page = client.get("/api/v1/cases/?page_size=3&ordering=-opened_on").json()
    assert len(page["results"]) == 3
    assert page["next"]
    assert set(page["results"][0]) == {
        "reference", "kind", "matter", "version_no", "round_no", "state", "phase", "mission", "opened_on", "due_on",
        "acted_on", "closed_on",
    }  # fmt: skip


def test_the_detail_asks_a_bounded_number_of_questions(proposals: Proposals, api):
    case = proposals.submit()
    agree(case, until="mfa_leadership")
    client = api("mfa_leadership")
    client.get(f"/api/v1/cases/{case.reference}/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/api/v1/cases/{case.reference}/").status_code == 200
    assert len(asked) <= 28


def test_hidden_and_absent_answer_alike(proposals: Proposals, api):
    case = proposals.submit()
    client = api("attache_de")
    answers = [client.get(f"/api/v1/cases/{reference}/") for reference in (case.reference, "CAS-2026-22222")]
    assert [answer.status_code for answer in answers] == [404, 404]
    bodies = [{**answer.json(), "instance": ""} for answer in answers]
    assert bodies[0] == bodies[1]
    assert client.get("/api/v1/cases/").json()["results"] == []
