"""The Center keeps the reference tables; everybody may look, nobody deletes (verb directory.keep)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Event
from directory.models import CalendarDay, Country, DiplomaticMission, Organisation
from directory.services.keeping import keep
from foundation.azerbaijani import sort_key
from foundation.errors import NotPermitted, RecordChanged
from tests.cast import acting
from tests.directory.forms import save

KINDS = (
    "country", "organisation", "cooperationformat", "institution", "unit", "diplomaticmission", "headofmissiontenure",
    "activitykind", "calendarday",
)  # fmt: skip


def change(client: Client, kind: str, pk: int, data: dict[str, Any]) -> Any:
    return client.post(reverse(f"admin:directory_{kind}_change", args=[pk]), data)


@pytest.mark.parametrize("kind", KINDS)
def test_every_list_and_form_opens(db: None, signed_in: Callable[[str], Client], kind: str):
    clerk = signed_in("cmd_desk")
    assert clerk.get(reverse(f"admin:directory_{kind}_changelist")).status_code == 200
    assert clerk.get(reverse(f"admin:directory_{kind}_add")).status_code == 200


def test_the_center_amends_and_the_trail_says_who(db: None, signed_in: Callable[[str], Client]):
    country = Country.objects.get(iso2="TR")
    assert save(signed_in("cmd_desk"), "country", country.pk, name_az="Türkiyə (yeni)").status_code == 302
    country.refresh_from_db()
    assert (country.name_az, country.version, country.iso2) == ("Türkiyə (yeni)", 2, "TR")
    with acting("mod_security"):
        assert (
            Event.objects.filter(table="directory_country", record_id=country.pk).latest("id").verb
            == "directory.keep"
        )


def test_a_stale_form_does_not_overwrite(db: None, signed_in: Callable[[str], Client]):
    country = Country.objects.get(iso2="TR")
    clerk = signed_in("cmd_desk")
    assert save(clerk, "country", country.pk, name_en="A").status_code == 302
    stale = save(clerk, "country", country.pk, name_en="B", based_on=1)
    assert "has changed since you opened it" in stale.content.decode()


def test_others_look_and_do_not_write(db: None, signed_in: Callable[[str], Client]):
    country = Country.objects.get(iso2="TR")
    reader = signed_in("attache")
    assert reader.get(reverse("admin:directory_country_change", args=[country.pk])).status_code == 200
    assert change(reader, "country", country.pk, {"name_en": "x"}).status_code == 403
    assert reader.post(reverse("admin:directory_country_delete", args=[country.pk])).status_code == 403
    with acting("attache") as attache, pytest.raises(NotPermitted):
        keep(country, by=attache)


def test_side_accreditations_of_a_mission_are_kept(db: None, signed_in: Callable[[str], Client]):
    mission = DiplomaticMission.objects.get(code="emb-de")
    austria = Country.objects.get(iso2="AT")
    answer = save(signed_in("cmd_desk"), "diplomaticmission", mission.pk, side_accredited=[austria.pk])
    assert answer.status_code == 302
    assert list(mission.side_accredited.all()) == [austria]


def test_a_day_entered_by_hand_says_so(db: None, signed_in: Callable[[str], Client]):
    form = {"day": "2031-02-03", "name_en": "Moved", "name_az": "Köçürülmüş", "is_working": "on"}
    assert signed_in("cmd_desk").post(reverse("admin:directory_calendarday_add"), form).status_code == 302
    assert CalendarDay.objects.get(day="2031-02-03").is_override


@pytest.mark.parametrize(
    ("words", "found"), [("almaniya", "Germany"), ("TURKIYE", "Türkiye"), ("fra", "France")]
)
def test_autocompletes_find_local_names(db: None, signed_in: Callable[[str], Client], words: str, found: str):
    asked = {"app_label": "attaches", "model_name": "accreditation", "field_name": "country", "term": words}
    answer = signed_in("cmd_desk").get("/admin/autocomplete/", asked).json()
    assert found in [row["text"] for row in answer["results"]]


def test_the_version_that_was_looked_at_is_asked_for(db: None):
    with acting("cmd_desk") as clerk:
        body = Organisation.objects.get(code="UN")
        keep(body, by=clerk, version=1)
        with pytest.raises(RecordChanged):
            keep(body, by=clerk, version=1)


def test_lists_stand_in_the_order_of_the_azerbaijani_alphabet(db: None, signed_in: Callable[[str], Client]):
    page = signed_in("cmd_desk").get(reverse("admin:directory_country_changelist"))
    names = [row.name_az for row in page.context["cl"].result_list]
    assert names == sorted(names, key=sort_key)
    assert names != sorted(names)
