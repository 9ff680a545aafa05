"""Countries: official codes, dated memberships (verb directory.keep), and what they say on a day."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse

from directory.models import Country, Membership, Organisation
from directory.services.keeping import keep
from foundation.clock import today
from foundation.errors import InvalidInput
from tests.cast import acting
from tests.directory.forms import rows, save, told

BEGINNING = dt.date(2020, 1, 1)


def country(code: str) -> Country:
    return Country.objects.get(iso2=code)


def body(code: str) -> Organisation:
    return Organisation.objects.get(code=code)


def joins(
    code: str, organisation: str, first: dt.date, end: dt.date | None = None, **facts: Any
) -> Membership:
    with acting("cmd_desk") as clerk:
        row = Membership(
            country=country(code), organisation=body(organisation), period=DateRange(first, end), **facts
        )
        return keep(row, by=clerk)


def codes(queryset: Any) -> set[str]:
    return {row.iso2 for row in queryset}


def test_official_codes_have_a_number_and_kosovo_s_is_said_to_be_none_of_iso(db: None):
    assert {c.numeric for c in Country.objects.filter(iso2__in=["AZ", "TR"])} == {"031", "792"}
    assert codes(Country.objects.filter(is_iso=False)) == {"XK"}
    assert country("XK").numeric == ""


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"iso2": "xq"}, "Two capital letters"), ({"iso3": "X1Q"}, "Three capital letters"),
        ({"numeric": "12"}, "Three digits"), ({"numeric": "792"}, "Another country has this number"),
        ({"iso2": "TR"}, "already exists"), ({"numeric": "999", "is_iso": None}, "Only an official ISO code"),
        ({"region": "moon"}, "not one of the available choices"), ({"name_az": ""}, "required"),
        ({"name_en": "Qu\u202eeen"}, "cannot be seen"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_country_is_refused_in_words(
    db: None, signed_in: Callable[[str], Client], facts: dict[str, Any], words: str
):
    typed = {"iso2": "XQ", "iso3": "XQQ", "name_en": "Q", "name_az": "Q", "region": "europe", "is_iso": "on"}
    answer = save(signed_in("cmd_desk"), "country", **{**typed, **facts})
    assert answer.status_code == 400
    assert words in told(answer) + answer.content.decode()


def test_the_database_refuses_codes_that_are_none(db: None):
    for facts in ({"iso2": "qq"}, {"numeric": "1"}, {"numeric": "792"}, {"numeric": "999", "is_iso": False}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Country.objects.create(
                **{"iso2": "QQ", "iso3": "QQQ", "name_en": "Q", "name_az": "Q", "region": "europe", **facts}
            )


def test_flags_say_what_memberships_say_on_a_day(db: None):
    def flags(day: dt.date) -> tuple[bool, bool]:
        britain = Country.objects.in_organisations(day).get(iso2="GB")
        return britain.is_eu, britain.is_nato

    assert flags(dt.date(2019, 6, 1)) == (True, True)
    assert flags(dt.date(2020, 2, 1)) == (False, True)
    assert codes(Country.objects.members_of("OTS", today())) == {"AZ", "TR", "KZ", "KG", "UZ"}
    assert "AZ" not in codes(Country.objects.members_of("NATO", today())), "a partner is no member"


def test_nothing_overlaps_in_one_organisation(db: None):
    joins("AF", "CIS", BEGINNING, dt.date(2021, 1, 1))
    joins("AF", "CIS", dt.date(2021, 1, 1))
    joins("AF", "OTS", BEGINNING)
    with pytest.raises(InvalidInput):
        joins("AF", "CIS", dt.date(2020, 12, 31), dt.date(2021, 1, 1), kind="observer")


def test_a_membership_ends_where_the_next_begins_in_one_form(db: None, signed_in: Callable[[str], Client]):
    held = joins("AF", "CIS", BEGINNING, kind="observer")
    clerk, afghanistan = signed_in("cmd_desk"), country("AF")
    order = list(Membership.objects.filter(country=afghanistan).order_by("organisation__code", "period"))
    place, count = order.index(held), len(order)
    cut = {f"memberships-{place}-period_1": "2024-06-30"}
    member = {"organisation": body("CIS").pk, "kind": "member", "period_0": "2024-07-01", "period_1": ""}
    added = rows("memberships", member, begun=count)
    assert save(clerk, "country", afghanistan.pk, **cut, **added).status_code == 302
    assert [row.kind for row in Membership.objects.filter(country=afghanistan, organisation=body("CIS"))] == [
        "observer", "member",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (("2000-01-01", ""), "already in these days"), (("2024-02-01", "2024-01-01"), "before the first"),
        (("", "2024-01-01"), "Enter the first day"), (("soon", ""), "valid date"),
    ],
)  # fmt: skip
def test_memberships_that_cannot_be_are_refused_in_words(
    db: None, signed_in: Callable[[str], Client], period: tuple[str, str], words: str
):
    turkiye = country("TR")
    again = {"organisation": body("NATO").pk, "kind": "member", "period_0": period[0], "period_1": period[1]}
    count = turkiye.memberships.count()
    answer = save(signed_in("cmd_desk"), "country", turkiye.pk, **rows("memberships", again, begun=count))
    assert answer.status_code == 400
    assert words in told(answer)
    assert turkiye.memberships.count() == count


def test_others_see_memberships_and_change_none(db: None, signed_in: Callable[[str], Client]):
    page = signed_in("attache").get(reverse("admin:directory_country_change", args=[country("TR").pk]))
    assert "NATO" in page.content.decode()
    assert 'name="memberships-0-period_0"' not in page.content.decode()


def test_the_list_shows_memberships_and_is_filtered_by_them(db: None, signed_in: Callable[[str], Client]):
    address = reverse("admin:directory_country_changelist")
    page = signed_in("cmd_desk").get(address, {"member_of": "OTS"})
    assert codes(page.context["cl"].result_list) == {"AZ", "TR", "KZ", "KG", "UZ"}
    assert "CIS, OSCE, OTS, UN" in page.content.decode()
    page = signed_in("cmd_desk").get(address, {"member_of": "OTS", "region": "south_caucasus"})
    assert codes(page.context["cl"].result_list) == {"AZ"}


def test_rest_tells_memberships_and_filters_by_them(db: None, api: Callable[..., Client]):
    client = api("attache")
    page = client.get("/api/v1/countries/TR/").json()
    assert (page["numeric"], page["is_iso"], page["is_nato"], page["is_eu"]) == ("792", True, True, False)
    assert page["member_of"] == ["NATO", "OSCE", "OTS", "UN"]
    nato = next(row for row in page["memberships"] if row["organisation"] == "NATO")
    assert (nato["kind"], nato["starts_on"], nato["ends_before"]) == ("member", "1952-02-18", None)
    assert {"text": "Turkey", "language": "english", "used_by_source": "003, 004"} in page["other_names"]
    for query, found in (("member_of=OTS&region=central_asia", {"KZ", "KG", "UZ"}), ("is_iso=false", {"XK"})):
        listed = client.get(f"/api/v1/countries/?{query}").json()["results"]
        assert {row["iso2"] for row in listed} == found
    assert {"AM", "BY", "KZ", "KG", "RU", "TJ"} == {
        row["iso2"] for row in client.get("/api/v1/countries/?is_csto=true").json()["results"]
    }
    assert client.get("/api/v1/countries/?member_of=MOON").status_code == 400
