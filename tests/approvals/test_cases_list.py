"""Approvals under way: what stands where, what waits for me, what is late; long lists cost no more questions."""

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.clock import today
from tests.approvals.stage import Proposals, agree
from tests.approvals.test_case_page import text

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def many(proposals: Proposals, count: int) -> None:
    for number in range(count):
        proposals.submit(reference=f"PRP-2026-{LETTERS[number // 32]}{LETTERS[number % 32]}AAA")


def test_it_lists_what_is_under_way_with_who_is_asked(proposals: Proposals, signed_in):
    case = proposals.submit()
    agree(case, until="cmd_head")
    words = text(signed_in("cmd_desk").get("/cases/"))
    assert "Paper for Türkiye" in words
    assert "Head of the Center for Military Diplomacy" in words
    assert "You are asked" not in words
    assert "You are asked" in text(signed_in("cmd_head").get("/cases/"))


def test_closed_ones_are_shown_when_asked_for(proposals: Proposals, signed_in):
    case = proposals.submit()
    agree(case)
    client = signed_in("cmd_desk")
    assert case.reference not in text(client.get("/cases/"))
    assert case.reference in text(client.get("/cases/?state=approved"))
    assert case.reference in text(client.get("/cases/?state=all"))


def test_only_mine_and_only_late(proposals: Proposals, signed_in):
    late = proposals.submit(on=today() - dt.timedelta(days=30))
    fresh = proposals.submit(reference="PRP-2026-BBBBB")
    client = signed_in("cmd_head")
    assert late.reference in text(client.get("/cases/?late=on"))
    assert fresh.reference not in text(client.get("/cases/?late=on"))
    assert late.reference not in text(client.get("/cases/?mine=on"))
    assert fresh.reference in text(signed_in("attache").get("/cases/?mine=on"))


def test_an_empty_list_says_what_to_do(proposals: Proposals, signed_in):
    assert "A case is opened when a paper is submitted." in text(signed_in("cmd_desk").get("/cases/"))


def test_a_filter_that_is_none_is_told(proposals: Proposals, signed_in):
    response = signed_in("cmd_desk").get("/cases/?state=perhaps")
    assert response.status_code == 400
    assert "Select a valid choice" in text(response)


def test_long_lists_come_in_pages_with_the_filters_kept(proposals: Proposals, signed_in):
    many(proposals, 52)
    client = signed_in("cmd_desk")
    first = client.get("/cases/?state=open&kind=proposal")
    assert first.content.decode().count('<th scope="row">') == 50
    assert "before=" in first.context["next_url"]
    assert "kind=proposal" in first.context["next_url"]
    second = client.get(f"/cases/{first.context['next_url']}")
    assert second.content.decode().count('<th scope="row">') == 2
    assert second.context["next_url"] == ""


def test_the_number_of_questions_does_not_grow_with_the_list(proposals: Proposals, signed_in):
    client = signed_in("attache")
    counts = []
    for rows in (1, 6):
        many(proposals, rows) if rows == 1 else [
            proposals.submit(reference=f"PRP-2026-C{LETTERS[n]}AAA") for n in range(rows)
        ]
        client.get("/cases/")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/cases/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 25
