"""Formats of co-operation: members in order, meetings, and whose turn it is to host (domain.md A5.24)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from directory.models import CooperationFormat, Country, FormatMeeting, FormatMember
from directory.selectors.formats import turns
from directory.terms import next_host
from tests.directory.forms import rows, save, told

DAY = dt.date(2026, 1, 1)


def the_format(code: str = "AZ-GE-TR") -> CooperationFormat:
    return CooperationFormat.objects.get(code=code)


def key(code: str) -> int:
    return int(Country.objects.get(iso2=code).pk)


@pytest.mark.parametrize(
    ("members", "hosts", "expected"),
    [
        ("", "", None), ("", "A", None), ("ABC", "", "A"), ("ABC", "A", "B"), ("ABC", "C", "A"), ("ABC", "AC", "A"),
        ("ABC", "BX", "C"), ("ABC", "X", "A"), ("A", "A", "A"), ("ABC", "AA", "B"),
    ],
)  # fmt: skip
def test_whose_turn_it_is(members: str, hosts: str, expected: str | None):
    assert next_host(members, hosts) == expected


def test_azerbaijan_hosts_after_ankara_and_ankara_after_batumi(db: None):
    (turn,) = turns(the_format(), on=DAY)
    assert (turn.country.iso2, turn.level, turn.number) == ("AZ", "ministers", 13)
    (turn,) = turns(the_format(), on=dt.date(2025, 1, 1))
    assert (turn.country.iso2, turn.number) == ("TR", 12)


def test_each_level_has_a_turn_of_its_own_and_a_new_format_begins_with_its_first_member(db: None):
    trio = the_format()
    FormatMeeting.objects.create(format=trio, level="experts", held_on=DAY, country_id=key("AZ"))
    assert [(t.level, t.country.iso2, t.number) for t in turns(trio, on=DAY)] == [
        ("ministers", "AZ", 13), ("experts", "GE", None),
    ]  # fmt: skip
    assert [t.country.iso2 for t in turns(the_format("AZ-TR-PK"), on=DAY)] == ["AZ"]


def test_proposals_say_whose_they_are(db: None):
    proposed = CooperationFormat.objects.filter(status="proposed")
    assert {row.code for row in proposed} == {"3PLUS3", "AZ-TR-CA", "TR-SC-CA"}
    assert "third-party" in the_format("3PLUS3").proposed_by
    with pytest.raises(IntegrityError), transaction.atomic():
        CooperationFormat.objects.create(code="Q", name_en="Q", name_az="Q", status="proposed")


def test_the_center_enters_a_format_with_members_and_meetings(db: None, signed_in: Callable[[str], Client]):
    members = rows("places", {"place": 1, "country": key("TR")}, {"place": 2, "country": key("KZ")})
    meeting = {
        "number": 1,
        "level": "experts",
        "held_on": "2025-03-01",
        "country": key("TR"),
        "place": "Ankara",
    }
    answer = save(
        signed_in("cmd_desk"), "cooperationformat", code="TR-KZ", name_en="T", name_az="T", status="active",
        **members, **rows("meetings", meeting),
    )  # fmt: skip
    assert answer.status_code == 302, told(answer) + str(answer.context["errors"])
    assert [t.country.iso2 for t in turns(the_format("TR-KZ"), on=DAY)] == ["KZ"]


def test_members_change_places_in_one_form(db: None, signed_in: Callable[[str], Client]):
    trio = the_format()
    swap = {"places-0-place": 2, "places-1-place": 1}
    assert save(signed_in("cmd_desk"), "cooperationformat", trio.pk, **swap).status_code == 302
    places = FormatMember.objects.filter(format=trio).order_by("place")
    assert [row.country.iso2 for row in places] == ["GE", "AZ", "TR"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"status": "proposed"}, "Say who proposed"), ({"places-0-place": 2}, "the same place"),
        ({"places-0-place": 0}, "from 1"), ({"places-0-country": "GE"}, "a member once"),
        ({"meetings-0-number": 11}, "has this number"), ({"meetings-0-number": 0}, "from 1"),
        ({"meetings-0-held_on": "2026-02-30"}, "valid date"), ({"meetings-0-level": "moon"}, "available choices"),
        ({"places-0-place": 99999}, "less than or equal"), ({"meetings-0-held_on": "9999-12-31"}, "1800 and 2200"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(
    db: None, signed_in: Callable[[str], Client], typed: dict[str, Any], words: str
):
    sent = {name: key(value) if name.endswith("country") else value for name, value in typed.items()}
    answer = save(signed_in("cmd_desk"), "cooperationformat", the_format().pk, **sent)
    assert answer.status_code == 400
    assert words in told(answer) + answer.content.decode()


def test_the_page_says_who_hosts_next(db: None, signed_in: Callable[[str], Client]):
    page = (
        signed_in("attache")
        .get(f"/admin/directory/cooperationformat/{the_format().pk}/change/")
        .content.decode()
    )
    assert "Azerbaijan (Ministers of Defence, 13)" in page


def test_formats_over_rest(db: None, api: Callable[..., Client]):
    client = api("attache")
    page = client.get("/api/v1/formats/AZ-GE-TR/").json()
    assert page["members"] == [{"place": n, "country": c} for n, c in enumerate(["AZ", "GE", "TR"], 1)]
    assert page["next_host"] == "AZ"
    assert page["next_hosts"] == [{"level": "ministers", "number": 13, "country": "AZ"}]
    assert page["meetings"][0]["place"] == "Ankara"
    found = client.get("/api/v1/formats/", {"member": "PK"}).json()["results"]
    assert [(row["code"], row["members"]) for row in found] == [("AZ-TR-PK", ["AZ", "TR", "PK"])]
    assert len(client.get("/api/v1/formats/?status=proposed").json()["results"]) == 3
    assert client.get("/api/v1/formats/?status=dead").status_code == 400
    with CaptureQueriesContext(connection) as asked:
        client.get("/api/v1/formats/AZ-GE-TR/")
    assert sum('FROM "directory_' in query["sql"] for query in asked) <= 3
