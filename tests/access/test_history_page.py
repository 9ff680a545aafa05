"""A history page says who, in which office, did what to which field, in words; parts of a record belong to it."""

import datetime as dt

import pytest

from attaches.services import remarks
from directory.models import Country
from foundation.clock import now
from missions.models import MissionPaper
from missions.services import papers
from tests.attaches.scenes import a_posting
from tests.cast import acting
from tests.missions.scene import drafted

pytestmark = pytest.mark.django_db


def read(signed_in, name: str, record, *, language: str = "en") -> str:
    meta = record._meta
    client = signed_in(name)
    client.cookies["django_language"] = language
    page = client.get(f"/admin/{meta.app_label}/{meta.model_name}/{record.pk}/history/")
    assert page.status_code == 200
    return page.content.decode()


@pytest.fixture
def paper(db) -> MissionPaper:
    begun = drafted()
    with acting("attache") as attache:
        held = MissionPaper.objects.visible_to(attache).get(pk=begun.pk)
        papers.edit(
            held, by=attache, version=held.version, at=now(),
            objectives=[
                {"text": "Train a second company together", "measure": "companies", "target": "2",
                 "due_on": dt.date(2030, 6, 30)},
                {"text": "A new aim", "measure": "visits", "target": "4"},
            ],
        )  # fmt: skip
    return begun


def test_people_and_offices_stand_with_their_names(signed_in, paper):
    page = read(signed_in, "attache", paper)
    assert "Col. Nümunə Sınaqov" in page
    assert "Defence attaché in Türkiye" in page


def test_the_history_of_a_paper_has_its_objectives(signed_in, paper):
    page = read(signed_in, "attache", paper)
    assert "A new aim" in page
    assert "30 Jun 2030" in page
    assert "draft changed" in page
    assert "papers.edit" not in page


def test_an_objective_that_was_rewritten_is_told_as_changed_from_what_to_what(signed_in, paper):
    page = read(signed_in, "attache", paper)
    assert "<del>Train together</del> → Train a second company together" in page
    assert "Objective: changed" in page


def test_columns_are_said_as_the_form_says_them(signed_in, paper):
    page = read(signed_in, "attache", paper)
    assert "label_id" not in page
    assert "due_on" not in page


def test_who_may_not_read_the_paper_finds_no_history_of_it(signed_in, paper):
    page = signed_in("attache_de").get(f"/admin/missions/missionpaper/{paper.pk}/history/")
    assert page.status_code == 404


def test_the_open_directory_tells_everybody_who_changed_a_country(signed_in):
    country = Country.objects.get(iso2="TR")
    with acting("cmd_desk"):
        Country.objects.filter(pk=country.pk).update(name_en="Turkiye")
    page = read(signed_in, "mfa_desk", country)
    assert "Sınaq Maketova" in page
    assert "<del>Türkiye</del> → Turkiye" in page


def test_accounts_tell_their_history_to_security_officers_only(signed_in):
    from accounts.models import User

    person = User.objects.get(username="attache")
    with acting("sysadmin"):
        User.objects.filter(pk=person.pk).update(language="az")
    assert "Nothing has happened" in read(signed_in, "mfa_desk", person)
    assert "Azərbaycanca" in read(signed_in, "mod_security", person)


def test_the_page_is_in_azerbaijani_too(signed_in, paper):
    page = read(signed_in, "attache", paper, language="az")
    assert "dəyişdirildi" in page
    assert "30 iyn 2030" in page


def test_the_page_of_a_paper_leads_to_its_history(signed_in, paper):
    page = signed_in("attache").get(f"/papers/{paper.reference}/").content.decode()
    assert f"/admin/missions/missionpaper/{paper.pk}/history/" in page


def test_the_auditor_reads_names_in_the_list_of_events(signed_in, paper):
    page = signed_in("auditor").get(f"/admin/audit/event/?q={paper.reference}").content.decode()
    assert "Col. Nümunə Sınaqov" in page
    assert "Defence attaché in Türkiye" in page
    assert "A new aim" not in page


def test_the_page_is_marked_by_the_most_sensitive_line_on_it(signed_in):
    posting = a_posting()
    with acting("cmd_desk") as clerk:
        remarks.add(
            posting, by=clerk, text="Known to few.", level="limited_official_use", caveats=["mod_only"]
        )
    page = read(signed_in, "cmd_desk", posting)
    assert "Known to few" in page
    assert "LIMITED OFFICIAL USE // MINISTRY OF DEFENCE ONLY" in page
    assert "LIMITED" not in read(signed_in, "cmd_desk_2", posting)
