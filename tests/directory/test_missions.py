"""Diplomatic missions: where they sit and are accredited, who heads them, or since when nobody does (VCDR 4, 5)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse

from directory.models import Country, DiplomaticMission, HeadOfMissionTenure
from directory.selectors.missions import standing_of, standing_words
from foundation.clock import today
from foundation.wording import written_date
from tests.directory.forms import save, told


def days(offset: int | None) -> dt.date | None:
    return None if offset is None else today() + dt.timedelta(days=offset)


def mission(code: str = "emb-tr") -> DiplomaticMission:
    return DiplomaticMission.objects.get(code=code)


def headed(
    first: int, end: int | None = None, *, code: str = "emb-tr", name: str = "H.E. Specimen", **facts: Any
) -> HeadOfMissionTenure:
    return HeadOfMissionTenure.objects.create(
        mission=mission(code), public_name=name, period=DateRange(days(first), days(end)), **facts
    )


def typed(first: int, last: int | None = None, **facts: Any) -> dict[str, Any]:
    return {
        "mission": mission().pk, "public_name": "H.E. Next", "kind": "ambassador", "period_0": str(days(first)),
        "period_1": str(days(last)) if last is not None else "", **facts,
    }  # fmt: skip


def page_of(client: Client, code: str = "emb-tr") -> str:
    return client.get(
        reverse("admin:directory_diplomaticmission_change", args=[mission(code).pk])
    ).content.decode()


@pytest.mark.parametrize(
    ("first", "end", "facts", "standing"),
    [
        (10, None, {}, "agrement_awaited"), (10, None, {"agrement_on": -5}, "to_come"),
        (10, None, {"kind": "charge"}, "to_come"), (-5, None, {"agrement_on": -30}, "credentials_awaited"),
        (-5, None, {"credentials_on": -1}, "in_office"), (-5, None, {"credentials_on": 3}, "credentials_awaited"),
        (-5, None, {"kind": "charge"}, "in_charge"), (-5, 1, {"kind": "charge"}, "in_charge"),
        (-5, 0, {}, "over"), (0, None, {}, "credentials_awaited"),
    ],
)  # fmt: skip
def test_how_a_tenure_stands(db: None, first: int, end: int | None, facts: dict[str, Any], standing: str):
    dated = {name: days(value) if name.endswith("_on") else value for name, value in facts.items()}
    tenure = headed(first, end, **dated)
    assert standing_of(tenure, on=today()).value == standing
    assert standing_words(tenure, on=today())


def test_a_mission_s_page_says_who_is_in_charge_and_who_was(db: None, signed_in: Callable[[str], Client]):
    reader = signed_in("attache")
    assert "No head of mission is recorded." in page_of(reader)
    headed(-400, -30, name="H.E. Before")
    assert f"No head of mission since {written_date(days(-30))}." in page_of(reader)
    headed(20, name="H.E. Later")
    assert "No head of mission since" in page_of(reader)
    headed(-10, 20, name="Between Specimen", kind="charge")
    page = page_of(reader)
    assert "No head of mission since" not in page
    assert f"Between Specimen, Chargé d&#x27;affaires a.i., since {written_date(days(-10))}" in page
    assert page.index("H.E. Later") < page.index("H.E. Before")


def test_two_heads_at_once_are_refused_in_words_before_the_database_does(
    db: None, signed_in: Callable[[str], Client]
):
    clerk = signed_in("cmd_desk")
    headed(-100, 50, name="H.E. Present")
    answer = save(clerk, "headofmissiontenure", **typed(49))
    assert answer.status_code == 400
    assert "H.E. Present is in charge of this mission in these days" in told(answer)
    assert save(clerk, "headofmissiontenure", **typed(50)).status_code == 302
    with pytest.raises(IntegrityError), transaction.atomic():
        headed(49, 60)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"kind": "charge", "agrement_on": "-9"}, "only notified"), ({"agrement_on": "1"}, "before a head of mission"),
        ({"credentials_on": "-1"}, "within the tenure"), ({"kind": "charge", "credentials_on": "1"}, "only notified"),
        ({"period_1": "-3"}, "before the first"), ({"period_0": ""}, "Enter the first day"),
        ({"public_name": ""}, "required"), ({"kind": "consul"}, "available choices"), ({"mission": ""}, "required"),
        ({"period_0": "0001-01-01"}, "1800 and 2200"), ({"public_name": "a\u200eb"}, "cannot be seen"),
    ],
)  # fmt: skip
def test_what_no_head_of_mission_can_have_is_refused_in_words(
    db: None, signed_in: Callable[[str], Client], facts: dict[str, str], words: str
):
    dated = {
        name: str(days(int(value))) if value.lstrip("-").isdecimal() else value
        for name, value in facts.items()
    }
    answer = save(signed_in("cmd_desk"), "headofmissiontenure", **{**typed(0, 300), **dated})
    assert answer.status_code == 400
    assert words in told(answer)


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": "charge", "agrement_on": -9},
        {"agrement_on": 1},
        {"credentials_on": -1},
        {"credentials_on": 300},
    ],
)
def test_the_database_refuses_the_same(db: None, facts: dict[str, Any]):
    dated = {name: days(value) if name.endswith("_on") else value for name, value in facts.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        headed(0, 300, **dated)


def test_a_mission_needs_somebody_to_be_accredited_to(db: None, signed_in: Callable[[str], Client]):
    answer = save(signed_in("cmd_desk"), "diplomaticmission", mission().pk, country="", organisation="")
    assert answer.status_code == 400
    assert "Enter a receiving State or an organisation." in answer.content.decode()


def test_the_center_enters_seat_and_other_names(db: None, signed_in: Callable[[str], Client]):
    sent = {"seat_en": "Ankara", "seat_az": "Ankara", "side_accredited": [Country.objects.get(iso2="AT").pk]}
    assert save(signed_in("cmd_desk"), "diplomaticmission", mission().pk, **sent).status_code == 302
    assert mission().seat == "Ankara"


def test_the_list_is_filtered_by_who_is_in_charge(db: None, signed_in: Callable[[str], Client]):
    headed(-5, code="emb-tr")
    headed(-5, code="emb-ge", kind="charge")
    address = reverse("admin:directory_diplomaticmission_changelist")
    for head, code in (("ambassador", "emb-tr"), ("charge", "emb-ge")):
        page = signed_in("cmd_desk").get(address, {"head": head})
        assert [row.code for row in page.context["cl"].result_list] == [code]
    nobody = signed_in("cmd_desk").get(address, {"head": "none"}).context["cl"].result_list
    assert not {"emb-tr", "emb-ge"} & {row.code for row in nobody}


def test_missions_over_rest(db: None, api: Callable[..., Client]):
    before = headed(-400, -30, name="H.E. Before", agrement_on=days(-420), credentials_on=days(-390))
    headed(-5, code="emb-ge", kind="charge", name="In Charge")
    mission("emb-de").side_accredited.add(Country.objects.get(iso2="AT"))
    client = api("attache")
    page = client.get("/api/v1/diplomatic-missions/emb-tr/").json()
    assert (page["head_name"], page["vacant_since"]) == (None, str(days(-30)))
    assert page["heads_of_mission"] == [
        {
            "id": before.pk, "public_name": "H.E. Before", "kind": "ambassador", "starts_on": str(days(-400)),
            "ends_before": str(days(-30)), "agrement_on": str(days(-420)), "credentials_on": str(days(-390)),
            "standing": "over",
        }
    ]  # fmt: skip
    asked = {
        "headed_by=charge": ["emb-ge"], "country=GE": ["emb-ge"], "side_accredited=AT": ["emb-de"],
        "organisation=OSCE": ["nmr-osce"], "vacant=false": ["emb-ge"], "search=turkey": ["emb-tr"],
    }  # fmt: skip
    for query, codes in asked.items():
        rows = client.get(f"/api/v1/diplomatic-missions/?{query}").json()["results"]
        assert [row["code"] for row in rows] == codes, query
    (row,) = client.get("/api/v1/diplomatic-missions/?country=DE").json()["results"]
    assert row["side_accredited"] == ["AT"]
    assert client.get("/api/v1/diplomatic-missions/?country=QQ").status_code == 400
