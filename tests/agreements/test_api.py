"""Agreements over REST: lists, details, verbs, and every kind of bad input."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from foundation.clock import today
from tests.agreements.instruments import V1_CLAUSE, in_force
from tests.cast import acting

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/agreements/"
ENTRY = {
    "title": "Müdafiə sahəsində əməkdaşlıq haqqında Saziş",
    "title_en": "Agreement on defence cooperation",
    "kind": "mou",
    "level": "interagency",
    "parties": ["GE"],
    "clause": V1_CLAUSE,
}


def _post(client: Client, address: str, data: object, etag: str | None = None):
    headers = {"If-Match": etag} if etag else {}
    return client.post(address, data, content_type="application/json", headers=headers)


def _step(client: Client, reference: str, verb: str, etag: str, **data: object):
    return _post(client, f"{ADDRESS}{reference}/{verb}/", data, etag)


def test_the_clerk_takes_an_agreement_from_entry_to_denunciation(api: Callable[..., Client]) -> None:
    clerk = api("cmd_desk")
    entered = _post(
        clerk, ADDRESS, {**ENTRY, "stands_as": "signed", "signed_on": "2002-01-25", "signed_in": "Moskva"}
    )
    assert entered.status_code == 201, entered.content
    body, etag = entered.json(), entered["ETag"]
    reference = body["reference"]
    assert body["parties"] == ["GE"]
    assert body["marking"] == "OFFICIAL USE"
    assert body["computed"]["last_receipt_day"] is None

    domestic = _step(clerk, reference, "advance", etag, to="domestic_procedures", on="2002-03-01")
    assert domestic.status_code == 200, domestic.content
    etag = domestic["ETag"]
    for party in ("AZ", "GE"):
        told = _step(
            clerk, reference, "notify", etag, party=party, sent_on="2008-05-10", received_on="2008-05-17"
        )
        assert told.status_code == 200, told.content
        etag = told["ETag"]
    bound = _step(clerk, reference, "enter-into-force", etag)
    assert bound.status_code == 200, bound.content
    assert bound.json()["eif_on"] == "2008-05-17"
    assert bound.json()["computed"]["last_receipt_day"] > today().isoformat()
    assert bound.json()["computed"]["explanation"]

    registered = _step(clerk, reference, "register", bound["ETag"], on="2010-01-01", number="I-1")
    amended = clerk.patch(
        f"{ADDRESS}{reference}/",
        {"areas": "training", "clause": {**V1_CLAUSE, "notice_value": 3}},
        content_type="application/json",
        headers={"If-Match": registered["ETag"]},
    )
    assert amended.status_code == 200, amended.content
    assert amended.json()["clause"]["notice_value"] == 3

    refused = _step(clerk, reference, "denounce", amended["ETag"])
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["field"] == "reason"
    denounced = _step(clerk, reference, "denounce", amended["ETag"], reason="no longer needed")
    assert denounced.json()["state"] == "denunciation_notified"
    early = _step(clerk, reference, "terminate", denounced["ETag"])
    assert (early.status_code, early.json()["type"]) == (
        409,
        "urn:parley:problem:denunciation_not_yet_effective",
    )
    states = [stage["state"] for stage in denounced.json()["stages"]]
    assert states == ["signed", "domestic_procedures", "notified", "in_force", "denunciation_notified"]


def test_writes_are_based_on_the_version_that_was_read(api: Callable[..., Client]) -> None:
    clerk = api("cmd_desk")
    entered = _post(clerk, ADDRESS, ENTRY)
    reference = entered.json()["reference"]
    without = _post(clerk, f"{ADDRESS}{reference}/advance/", {"to": "mandated"})
    assert without.status_code == 428
    assert _step(clerk, reference, "advance", entered["ETag"], to="mandated").status_code == 200
    stale = _step(clerk, reference, "advance", entered["ETag"], to="negotiating")
    assert stale.status_code == 412
    patch = clerk.patch(
        f"{ADDRESS}{reference}/",
        {"areas": "x"},
        content_type="application/json",
        headers={"If-Match": entered["ETag"]},
    )
    assert patch.status_code == 412


BAD = {
    "no parties": ({**ENTRY, "parties": []}, "parties"),
    "one too many": ({**ENTRY, "parties": ["GE", "TR"]}, "parties"),
    "unknown party": ({**ENTRY, "parties": ["QQ"]}, "parties.0"),
    "unknown kind": ({**ENTRY, "kind": "pact"}, "kind"),
    "unknown field": ({**ENTRY, "last_receipt_day": "2030-01-01"}, "last_receipt_day"),
    "typed state": ({**ENTRY, "state": "in_force"}, "state"),
    "no title": ({**ENTRY, "title": ""}, "title"),
    "long title": ({**ENTRY, "title": "ə" * 301}, "title"),
    "wrong day": ({**ENTRY, "signed_on": "2021-02-30"}, "signed_on"),
    "day missing": ({**ENTRY, "stands_as": "in_force", "signed_on": "2021-01-01"}, "eif_on"),
    "days the wrong way round": (
        {**ENTRY, "stands_as": "in_force", "signed_on": "2021-01-02", "eif_on": "2021-01-01"},
        "eif_on",
    ),
    "negative notice": ({**ENTRY, "clause": {**V1_CLAUSE, "notice_value": -1}}, "clause.notice_value"),
    "unknown parent": ({**ENTRY, "parent": "AGR-2026-AAAAA"}, "parent"),
    "unheld caveat": ({**ENTRY, "caveats": ["secret"]}, "caveats"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_told_beside_its_field(api: Callable[..., Client], case: str) -> None:
    data, field = BAD[case]
    answer = _post(api("cmd_desk"), ADDRESS, data)
    assert answer.status_code in {400, 409}, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert field in {error["field"] for error in answer.json()["errors"]}, answer.content


def test_nobody_enters_above_what_he_holds(api: Callable[..., Client]) -> None:
    answer = _post(api("cmd_desk_2"), ADDRESS, {**ENTRY, "classification": "limited_official_use"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "classification"
    assert _post(api("leadership_reader", scope="read"), ADDRESS, ENTRY).status_code == 403
    assert _post(api("mfa_desk"), ADDRESS, ENTRY).status_code == 403


def test_the_list_is_filtered_ordered_searched_and_paged(
    api: Callable[..., Client], django_assert_num_queries
) -> None:
    with acting("cmd_desk") as clerk:
        first = in_force(clerk, dt.date(2019, 1, 1), title_en="On catering", title="Şuşa haqqında")
        second = in_force(clerk, dt.date(2010, 1, 1))
    reader = api("leadership_reader", scope="read")

    def references(query: str) -> list[str]:
        answer = reader.get(f"{ADDRESS}?{query}")
        assert answer.status_code == 200, answer.content
        return [row["reference"] for row in answer.json()["results"]]

    both = [second.reference, first.reference]
    assert references("") == both
    assert references("ordering=eif_on") == both
    assert references("ordering=-eif_on") == both[::-1]
    assert references("country=GE&state=in_force&kind=mou") == both
    assert references("country=TR") == []
    assert references("in_force_on=2015-01-01") == [second.reference]
    assert references("search=susa") == [first.reference]
    assert references("due_before=2100-01-01") == both
    page = reader.get(f"{ADDRESS}?page_size=1").json()
    assert len(page["results"]) == 1
    assert len(reader.get(page["next"]).json()["results"]) == 1
    row = reader.get(f"{ADDRESS}?country=GE").json()["results"][1]
    assert row["title"] == "On catering"
    assert row["parties"] == ["GE"]
    assert row["last_receipt_day"] > today().isoformat()
    azerbaijani = reader.get(f"{ADDRESS}?search=susa", headers={"Accept-Language": "az"}).json()["results"][0]
    assert azerbaijani["title"] == "Şuşa haqqında"
    for bad in (
        "country_name=GE",
        "state=dead",
        "in_force_on=soon",
        "page_size=0",
        "ordering=title",
        "title__startswith=a",
    ):
        assert reader.get(f"{ADDRESS}?{bad}").status_code == 400, bad


def test_queries_of_list_and_detail_do_not_grow(
    api: Callable[..., Client], django_assert_max_num_queries
) -> None:
    reader = api("leadership_reader", scope="read")
    with acting("cmd_desk") as clerk:
        references = [in_force(clerk, dt.date(year, 1, 1)).reference for year in range(2000, 2012)]
    with django_assert_max_num_queries(9):
        assert len(reader.get(ADDRESS).json()["results"]) == 12
    with django_assert_max_num_queries(27):  # five more: the steps of the route
        assert reader.get(f"{ADDRESS}{references[0]}/").status_code == 200


def test_hidden_and_absent_answer_alike(api: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        hidden = in_force(clerk, dt.date(2019, 1, 1), level="limited_official_use", caveats=("negotiations",))
        shown = in_force(clerk, dt.date(2018, 1, 1))
    other = api("cmd_desk_2")
    of_hidden, of_absent = (other.get(f"{ADDRESS}{ref}/") for ref in (hidden.reference, "AGR-2026-AAAAA"))
    assert of_hidden.status_code == of_absent.status_code == 404
    assert of_hidden.json() == {**of_absent.json(), "instance": of_hidden.json()["instance"]}
    assert [row["reference"] for row in other.get(ADDRESS).json()["results"]] == [shown.reference]
    assert other.get(f"{ADDRESS}?search={hidden.reference}").json()["results"] == []
    under_hidden = _post(other, ADDRESS, {**ENTRY, "parent": hidden.reference})
    under_absent = _post(other, ADDRESS, {**ENTRY, "parent": "AGR-2026-AAAAA"})
    assert under_hidden.json()["errors"] == under_absent.json()["errors"]
    assert _step(other, hidden.reference, "denounce", '"v3"', reason="r").status_code == 404


def test_a_child_is_not_less_restricted_than_its_parent(api: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        parent = in_force(clerk, dt.date(2019, 1, 1), level="limited_official_use")
    desk = api("cmd_desk")
    lower = _post(desk, ADDRESS, {**ENTRY, "kind": "annual_plan", "parent": parent.reference})
    assert lower.status_code == 409
    same = _post(
        desk,
        ADDRESS,
        {
            **ENTRY,
            "kind": "annual_plan",
            "parent": parent.reference,
            "classification": "limited_official_use",
        },
    )
    assert same.status_code == 201
