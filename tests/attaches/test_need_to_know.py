"""Who sees what of representation abroad: lists, details, counts, search, select boxes, autocompletes (walls.md 1)."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from access.managers import SealedManagerUsed
from attaches.models import OfficerParticulars, Posting, PostingRemark
from attaches.selectors.postings import remarks
from attaches.selectors.posture import posture_rows
from attaches.services import officers
from attaches.services import remarks as services
from attaches.services.remarks import LabelNotHeld, LabelTooLow
from foundation.errors import InvalidInput, NotPermitted
from tests.attaches.scenes import a_posting, day
from tests.cast import acting

SECRET = "Nobody else shall read this"


@pytest.fixture
def posting(db: None) -> Posting:
    """In post, with a remark for the Ministry of Defence only and a personal row."""
    posting = a_posting("in_post")
    with acting("cmd_desk") as clerk:
        services.add(posting, by=clerk, text=SECRET, level="limited_official_use", caveats=["mod_only"])
    with acting("mod_personnel") as personnel:
        officers.record_particulars(
            posting.officer, by=personnel, service_number="DEMO-SECRET", passport_no="P7"
        )
    return posting


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("cmd_desk", 1),
        ("mod_personnel", 1),
        ("cmd_desk_2", 0),
        ("mfa_desk", 0),
        ("attache", 0),
        ("auditor", 0),
    ],
)
def test_a_remark_is_there_for_those_who_hold_its_label(posting: Posting, name: str, seen: int):
    with acting(name) as viewer:
        assert remarks(posting, to=viewer).count() == seen
        assert PostingRemark.in_context.count() == seen


@pytest.mark.parametrize(
    ("name", "seen"), [("mod_personnel", 1), ("mfa_protocol", 1), ("cmd_desk", 0), ("mod_leadership", 0)]
)
def test_personal_rows_are_there_for_personnel_and_protocol(posting: Posting, name: str, seen: int):
    with acting(name):
        assert OfficerParticulars.in_context.count() == seen


@pytest.mark.parametrize("name", ["auditor", "sysadmin", "mfa_security"])
def test_who_is_not_cleared_for_official_use_sees_no_posting(
    posting: Posting, name: str, api: Callable[..., Client]
):
    with acting(name) as viewer:
        assert not Posting.objects.visible_to(viewer).exists()
        assert not Posting.objects.visible_to(viewer).matching("Specimen").exists()
        assert posture_rows(to=viewer, as_of=day(0)) == []
    client = api(name)
    for resource in ("officers", "posts", "postings", "accreditations"):
        assert client.get(f"/api/v1/{resource}/").json()["results"] == []
    hidden = client.get(f"/api/v1/postings/{posting.reference}/")
    absent = client.get("/api/v1/postings/POS-2020-AAAAA/")
    assert hidden.status_code == absent.status_code == 404
    assert {**hidden.json(), "instance": ""} == {**absent.json(), "instance": ""}


def test_without_a_subject_there_is_nothing_and_a_sealed_manager(posting: Posting):
    assert list(Posting.in_context.all()) == []
    assert list(Posting._base_manager.all()) == []
    with pytest.raises(SealedManagerUsed):
        Posting.objects.count()


def test_two_people_read_different_things_on_the_same_resource(posting: Posting, api: Callable[..., Client]):
    where = f"/api/v1/postings/{posting.reference}/"
    assert [r["text"] for r in api("cmd_desk").get(where).json()["remarks"]] == [SECRET]
    assert api("mfa_desk").get(where).json()["remarks"] == []


def test_the_personal_row_is_absent_and_not_null_for_others(posting: Posting, api: Callable[..., Client]):
    where = f"/api/v1/officers/{posting.officer.reference}/"
    assert api("mfa_protocol").get(where).json()["particulars"]["passport_no"] == "P7"
    assert "particulars" not in api("cmd_desk").get(where).json()
    assert "particulars" not in api("leadership_reader", scope="read").get(where).json()


def test_the_page_of_data_entry_shows_each_what_he_may_read(
    posting: Posting, signed_in: Callable[[str], Client]
):
    where = reverse("admin:attaches_posting_change", args=[posting.pk])
    clerks, desks = (signed_in(name).get(where).content.decode() for name in ("cmd_desk", "mfa_desk"))
    assert SECRET in clerks
    assert "LIMITED OFFICIAL USE // MINISTRY OF DEFENCE ONLY" in clerks
    assert SECRET not in desks
    assert "LIMITED OFFICIAL USE" not in desks
    officer = reverse("admin:attaches_officer_change", args=[posting.officer_id])
    assert "DEMO-SECRET" in signed_in("mfa_protocol").get(officer).content.decode()
    assert "DEMO-SECRET" not in signed_in("cmd_desk").get(officer).content.decode()


def test_select_boxes_and_autocompletes_offer_nothing_hidden(
    posting: Posting, signed_in: Callable[[str], Client]
):
    def offered(name: str, words: str, model: str = "posting", field: str = "officer") -> list[str]:
        asked = {"app_label": "attaches", "model_name": model, "field_name": field, "term": words}
        return [row["text"] for row in signed_in(name).get("/admin/autocomplete/", asked).json()["results"]]

    (found,) = offered("cmd_desk", posting.officer.full_name)
    assert found.startswith(f"{posting.officer.full_name} · Colonel · {posting.officer.reference}")
    assert offered("auditor", posting.officer.full_name) == []
    assert offered("auditor", "", "accreditation", "posting") == []
    page = signed_in("auditor").get("/admin/attaches/posting/").content.decode()
    assert posting.reference not in page
    assert posting.officer.full_name not in page


def test_a_guessed_key_in_a_redisplayed_form_prints_nothing(
    posting: Posting, signed_in: Callable[[str], Client]
):
    auditor = signed_in("auditor").get("/admin/attaches/accreditation/add/", {"posting": posting.pk})
    assert posting.officer.full_name not in auditor.content.decode()


def test_filters_that_are_not_on_the_page_are_refused(
    posting: Posting, signed_in: Callable[[str], Client], api: Callable
):
    answer = signed_in("cmd_desk").get(
        "/admin/attaches/officer/", {"particulars__passport_no__startswith": "P"}
    )
    assert answer.status_code in {302, 400}
    assert api("cmd_desk").get("/api/v1/officers/", {"particulars__passport_no": "P7"}).status_code == 400


def test_personal_words_are_not_searched(posting: Posting):
    with acting("mfa_protocol") as protocol:
        from attaches.models import Officer

        assert not Officer.objects.visible_to(protocol).matching("DEMO-SECRET").exists()


def test_nobody_writes_what_he_may_not_read_nor_below_the_posting(posting: Posting):
    with acting("cmd_desk_2") as second, pytest.raises(LabelNotHeld):
        services.add(posting, by=second, text="x", level="limited_official_use", caveats=["mod_only"])
    with acting("cmd_desk") as clerk:
        with pytest.raises(LabelTooLow):
            services.add(posting, by=clerk, text="x", level="unclassified")
        with pytest.raises(InvalidInput):
            services.add(posting, by=clerk, text="x", level="cosmic")
    with acting("attache") as attache, pytest.raises(NotPermitted):
        services.add(posting, by=attache, text="x", level="official_use")
