"""Mission papers over REST: the story of an attaché's paper, as a program lives it."""

import json

import pytest

from foundation.clock import today
from tests.missions.scene import (
    AT_POST,
    LEADERSHIP,
    REVIEW,
    WORD,
    approved,
    days,
    drafted,
    questions_at_most,
    reference,
)

pytestmark = pytest.mark.django_db
HOME = "/api/v1/mission-papers/"

BODY = {
    "mission": "emb-tr",
    "country": "TR",
    "title": "Türkiye 2027–2028",
    "starts_on": str(today()),
    "last_on": str(days(730)),
    "host_context": "Joint training in the north.",
    "objectives": [
        {"text": "Train together", "measure": "Exercises a year", "target": "3", "due_on": str(days(400))}
    ],
    "priorities": [{"country": "TR", "political": 5, "geographic": 4, "rationale": "Allied State."}],
    "resources": [
        {
            "kind": "money", "amount": "1000.50", "currency": "AZN", "fiscal_year": 2027, "activity_kind": "exercise",
        },
        {"kind": "people", "amount": "12", "fiscal_year": 2027, "activity_kind": "exercise"},
    ],
}  # fmt: skip


def send(client, method, path, body=None, etag=None):
    headers = {"If-Match": etag} if etag else {}
    answer = getattr(client, method)(
        path, json.dumps(body or {}), content_type="application/json", headers=headers
    )
    return answer, answer.json()


def decide(api, name, case, verdict=None, **more):
    client = api(name)
    seen = client.get(f"/api/v1/cases/{case}/").json()
    body = {"verdict": verdict or WORD[name], "content_hash": seen["content_hash"], **more}
    return send(client, "post", f"/api/v1/cases/{case}/decide/", body)


def test_the_whole_way_with_one_return(api):
    old = approved()
    attache = api("attache")
    answer, paper = send(attache, "post", HOME, BODY)
    assert (answer.status_code, paper["state"]) == (201, "draft")
    assert paper["available"] == [
        "edit", "attach", "submit", "withdraw", "annotate", "remarks.add", "conflicts.raise",
    ]  # fmt: skip
    path = HOME + paper["reference"] + "/"

    answer, paper = send(attache, "post", path + "submit/", etag=answer["ETag"])
    assert (answer.status_code, paper["state"]) == (200, "post_coordination")
    first_hash, case = paper["content_hash"], paper["case"]
    for name in (*AT_POST, "cmd_head", "imcd_head"):
        assert decide(api, name, case)[0].status_code == 200
    assert attache.get(path).json()["state"] == "mfa_review"
    reason = {"reason_code": "priority_disputed", "comment": "Rank the region lower."}
    assert decide(api, "mfa_desk", case, "return", **reason)[0].status_code == 200

    answer = attache.get(path)
    assert answer.json()["state"] == "returned"
    assert "Rank the region lower." in answer.json()["transitions"][0]["reason"]
    answer, paper = send(attache, "post", path + "redraft/", etag=answer["ETag"])
    assert (paper["state"], paper["version_no"]) == ("draft", 2)
    lower = [{**BODY["priorities"][0], "political": 4}]
    answer, paper = send(attache, "patch", path, {"priorities": lower}, etag=answer["ETag"])
    assert paper["content"]["priorities"][0]["political"] == 4
    answer, paper = send(attache, "post", path + "submit/", etag=answer["ETag"])
    assert paper["content_hash"] != first_hash

    stale, problem = send(
        api("head_of_mission"),
        "post",
        f"/api/v1/cases/{paper['case']}/decide/",
        {"verdict": "sign", "content_hash": first_hash},
    )
    assert (stale.status_code, problem["type"]) == (412, "urn:parley:problem:record_changed")
    for name in (*AT_POST, *REVIEW, *LEADERSHIP):
        assert decide(api, name, paper["case"])[0].status_code == 200, name
    assert attache.get(path).json()["state"] == "effective"
    assert attache.get(f"{HOME}{reference(old)}/").json()["state"] == "superseded"
    older = attache.get(f"{path}versions/1/").json()
    assert (older["content_hash"], older["content"]["priorities"][0]["political"]) == (first_hash, 5)


def test_what_is_missing_comes_back_all_at_once(api):
    bare = {key: BODY[key] for key in ("mission", "country", "title", "starts_on", "last_on")}
    attache = api("attache")
    answer, paper = send(attache, "post", HOME, bare)
    answer, problem = send(attache, "post", f"{HOME}{paper['reference']}/submit/", etag=answer["ETag"])
    assert (answer.status_code, problem["type"]) == (409, "urn:parley:problem:paper_incomplete")
    assert {(error["field"], error["code"]) for error in problem["errors"]} == {
        ("host_context", "ground_missing"),
        ("objectives", "objectives_missing"),
        ("priorities", "priorities_missing"),
        ("resources", "money_missing"),
        ("resources", "people_missing"),
    }


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"last_on": "2020-01-01", "starts_on": "2021-01-01"}, "last_on"),
        ({"starts_on": "soon"}, "starts_on"),
        ({"country": "DE"}, "country"),
        ({"country": "QQ"}, "country"),
        ({"mission": "emb-xx"}, "mission"),
        ({"level": "cosmic"}, "level"),
        ({"title": ""}, "title"),
        ({"objectives": [{"text": "x", "strategic_objective": "STD-1/S1"}]}, "objectives.0.strategic_objective"),
        ({"objectives": [{"text": "x", "code": "A"}, {"text": "y", "code": "A"}]}, "objectives.1.code"),
        ({"resources": [{"kind": "money", "amount": "1", "currency": "azn"}]}, "resources.0.currency"),
        ({"resources": [{"kind": "money", "amount": "NaN"}]}, "resources.0.amount"),
        ({"priorities": [{"country": "TR", "political": 9}]}, "priorities.0.political"),
    ],
)  # fmt: skip
def test_bad_input_is_named_beside_its_field(api, changes, field):
    answer, problem = send(api("attache"), "post", HOME, {**BODY, **changes})
    assert answer.status_code in (400, 409), problem
    assert field in {error["field"] for error in problem["errors"]}


def test_text_with_a_nul_or_half_a_surrogate_is_refused_in_words(api):
    answer, _problem = send(api("attache"), "post", HOME, {**BODY, "risks": "a\x00b"})
    assert answer.status_code == 400


def test_a_write_without_or_with_a_stale_version_is_refused(api):
    paper = drafted()
    attache, path = api("attache"), f"{HOME}{reference(paper)}/"
    assert send(attache, "patch", path, {"risks": "x"})[0].status_code == 428
    assert send(attache, "post", path + "submit/")[0].status_code == 428
    assert send(attache, "patch", path, {"risks": "x"}, etag='"v1"')[0].status_code == 200
    assert send(attache, "patch", path, {"risks": "y"}, etag='"v1"')[0].status_code == 412
    assert send(attache, "post", path + "withdraw/", {"reason": "x"}, etag='"v1"')[0].status_code == 412


def test_withdrawing_needs_a_reason_and_a_note_needs_no_draft(api):
    paper = drafted()
    attache, path = api("attache"), f"{HOME}{reference(paper)}/"
    assert send(attache, "post", path + "withdraw/", {}, etag='"v1"')[0].status_code == 400
    answer, seen = send(attache, "post", path + "annotate/", {"working_note": "Call."}, etag='"v1"')
    assert (answer.status_code, seen["working_note"]) == (200, "Call.")
    answer, seen = send(attache, "post", path + "withdraw/", {"reason": "No."}, etag=answer["ETag"])
    assert seen["state"] == "withdrawn"


def test_a_read_only_token_writes_nothing(api):
    paper = drafted()
    path = f"{HOME}{reference(paper)}/"
    assert (
        send(api("attache", scope="read"), "patch", path, {"risks": "x"}, etag='"v1"')[0].status_code == 403
    )


def test_lists_are_filtered_searched_and_ordered(api):
    first = drafted(title="Birgə təlimlər sənədi")
    drafted("attache_de", "de")
    clerk = api("cmd_desk")

    def found(query):
        return [row["reference"] for row in clerk.get(HOME + query).json()["results"]]

    assert len(found("")) == 2
    assert found("?country=TR") == found("?mission=emb-tr") == [reference(first)]
    assert found("?search=telim birge") == [reference(first)]
    assert found("?search=nothing") == []
    assert len(found("?state=draft&ordering=-starts_on")) == 2
    assert found(f"?on={days(-1)}") == []
    assert clerk.get(HOME + "?colour=red").status_code == 400
    assert clerk.get(HOME + "?state=asleep").status_code == 400


def test_co_authors_acknowledge_what_is_in_effect(api):
    paper = approved()
    path = f"{HOME}{reference(paper)}/acknowledge/"
    assert send(api("head_of_mission"), "post", path)[0].status_code == 200
    assert send(api("head_of_mission"), "post", path)[0].status_code == 200
    assert send(api("cmd_desk"), "post", path)[0].status_code == 403


@pytest.mark.parametrize("path", [HOME, f"{HOME}?search=paper"])
def test_a_list_costs_the_same_whatever_its_length(api, path):
    for _ in range(3):
        drafted()
    clerk = api("cmd_desk")
    with questions_at_most(1):
        assert len(clerk.get(path).json()["results"]) == 3


def test_a_paper_costs_a_bounded_number_of_questions(api):
    path = f"{HOME}{reference(approved())}/"
    clerk = api("cmd_desk")
    with questions_at_most(5):
        assert clerk.get(path).status_code == 200
