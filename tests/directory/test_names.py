"""A record is found under every name it is written about with, with or without diacritics, wherever one searches."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from directory.models import Country, DiplomaticMission, NameVariant, Organisation
from tests.directory.forms import rows, save, told

NAMES = [
    ("turkiye", "TR"), ("Türkiyə", "TR"), ("Turkey", "TR"), ("Turkiye", "TR"), ("TÜRKİYƏ", "TR"), ("Турция", "TR"),
    ("Almaniya", "DE"), ("almaniya", "DE"), ("Deutschland", "DE"), ("Gürcüstan", "GE"), ("gurcustan", "GE"),
    ("Çexiya", "CZ"), ("cexiya", "CZ"), ("Czech Republic", "CZ"), ("Bəhreyn", "BH"), ("behreyn", "BH"),
    ("Koreya", "KR"), ("south korea", "KR"), ("ABŞ", "US"), ("abs", "US"), ("Böyük Britaniya", "GB"), ("uk", "GB"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "code"), NAMES)
def test_a_bare_name_finds_its_country_everywhere(
    db: None, signed_in: Callable[[str], Client], api: Callable[..., Client], words: str, code: str
):
    found = Country.objects.get(iso2=code)
    assert found in Country.objects.matching(words)
    clerk = signed_in("cmd_desk")
    asked = {"app_label": "attaches", "model_name": "accreditation", "field_name": "country", "term": words}
    answer = clerk.get("/admin/autocomplete/", asked).json()
    assert str(found.pk) in [row["id"] for row in answer["results"]]
    listed = api("attache").get("/api/v1/countries/", {"search": words}).json()["results"]
    assert code in [row["iso2"] for row in listed]
    page = clerk.get("/search/", {"q": words}).content.decode()
    assert f'href="{reverse("admin:directory_country_change", args=[found.pk])}"' in page


@pytest.mark.parametrize(
    ("words", "code"),
    [("BMT", "UN"), ("ATƏT", "OSCE"), ("atet", "OSCE"), ("Turkic Council", "OTS"), ("НАТО", "NATO")],
)
def test_organisations_are_found_by_their_other_names(db: None, words: str, code: str):
    assert code in [row.code for row in Organisation.objects.matching(words)]


def test_a_mission_is_found_by_the_names_of_its_country_and_by_its_own(db: None):
    embassy = DiplomaticMission.objects.get(code="emb-tr")
    assert list(DiplomaticMission.objects.matching("Turkey")) == [embassy]
    NameVariant.objects.create(mission=embassy, text="Angora legation", language="english")
    DiplomaticMission.objects.filter(pk=embassy.pk).update(seat_az="Ankara")
    assert list(DiplomaticMission.objects.matching("angora")) == [embassy]
    assert list(DiplomaticMission.objects.matching("ankara")) == [embassy]


@pytest.mark.parametrize("words", ["", "   ", "%", "_", "\\", "'", "\x00", "nowhere", "türkiye nowhere"])
def test_signs_mean_themselves_and_nothing_finds_nothing(db: None, words: str):
    assert not Country.objects.matching(words).exists()


def test_a_short_word_counts_where_a_word_begins(db: None):
    assert {row.iso2 for row in Country.objects.matching("us")} == {"US"}


def test_searching_takes_as_many_queries_for_one_hit_as_for_many(
    db: None, signed_in: Callable[[str], Client]
):
    clerk = signed_in("cmd_desk")
    clerk.get("/search/", {"q": "Turkey"})
    counts = set()
    for words in ("Turkey", "stan", "an", "nowhere"):
        with CaptureQueriesContext(connection) as asked:
            clerk.get("/search/", {"q": words})
        counts.add(len(asked))
    assert (
        max(counts) - min(counts) <= 1
    )  # the marking of the page is asked for where something marked is found


def test_the_center_lists_and_takes_off_another_name(db: None, signed_in: Callable[[str], Client]):
    clerk, country = signed_in("cmd_desk"), Country.objects.get(iso2="SG")
    name = {"text": "Singapura", "language": "other", "used_by_source": "004"}
    assert save(clerk, "country", country.pk, **rows("variants", name)).status_code == 302
    assert list(Country.objects.matching("singapura")) == [country]
    assert save(clerk, "country", country.pk, **{"variants-0-DELETE": "on"}).status_code == 302
    assert not Country.objects.matching("singapura").exists()


def test_a_name_is_listed_once_and_belongs_to_one_record(db: None, signed_in: Callable[[str], Client]):
    clerk, country = signed_in("cmd_desk"), Country.objects.get(iso2="SG")
    name = {"text": "Singapura", "language": "other"}
    answer = save(clerk, "country", country.pk, **rows("variants", name, name))
    assert answer.status_code == 400
    assert "listed already" in told(answer)
    empty = save(clerk, "country", country.pk, **rows("variants", {"text": "", "language": "other"}))
    assert "required" in told(empty)
    for facts in ({}, {"country": country, "organisation": Organisation.objects.get(code="UN")}):
        with pytest.raises(IntegrityError), transaction.atomic():
            NameVariant.objects.create(text="x", language="english", **facts)
