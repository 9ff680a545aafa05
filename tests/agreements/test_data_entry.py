"""The clerk at the admin: one form, its parts, the buttons, and refusals beside what was typed."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agreements.models import Agreement
from directory.models import Country
from documents.models import StoredFile
from foundation.clock import today
from tests.agreements.instruments import in_force, recorded
from tests.cast import acting
from tests.documents import files

pytestmark = pytest.mark.django_db
LIST = "/admin/agreements/agreement/"


@pytest.fixture(autouse=True)
def store_of_its_own(settings, tmp_path: Path) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}},
    }


def _form(*, parties: tuple[str, ...] = ("GE",), **typed: object) -> dict[str, object]:
    """The add form as a clerk fills it in."""
    form = {
        "title": "Anlaşma Memorandumu",
        "language": "az",
        "title_en": "Memorandum",
        "title_az": "",
        "kind": "mou",
        "level": "interagency",
        "participation": "bilateral",
        "binding": "true",
        "parent": "",
        "areas": "",
        "exchanged_on": "",
        "doubt": "",
        "owner_unit": "",
        "stands_as": "in_force",
        "signed_on": "2008-04-17",
        "signed_in": "Bakı",
        "eif_on": "2008-05-17",
        "ended_on": "",
        "on": "",
        "classification": "official_use",
        "parties-TOTAL_FORMS": str(len(parties)),
        "parties-INITIAL_FORMS": "0",
        "clause-TOTAL_FORMS": "1",
        "clause-INITIAL_FORMS": "0",
        "clause-0-eif_rule": "last_notification_received",
        "clause-0-initial_value": "3",
        "clause-0-initial_unit": "years",
        "clause-0-renewal_mode": "tacit",
        "clause-0-renewal_value": "3",
        "clause-0-renewal_unit": "years",
        "clause-0-notice_value": "6",
        "clause-0-notice_unit": "months",
        "clause-0-notice_basis": "before_term_end",
        "clause-0-renewals_agreed": "0",
    }
    for place, code in enumerate(parties):
        form[f"parties-{place}-country"] = str(Country.objects.get(iso2=code).pk)
    return {**form, **typed}


def test_the_clerk_enters_an_agreement_with_its_parts_and_text(signed_in: Callable[..., Client]) -> None:
    desk = signed_in("cmd_desk")
    assert desk.get(f"{LIST}add/").status_code == 200
    answer = desk.post(f"{LIST}add/", _form(text=SimpleUploadedFile("Saziş.pdf", files.pdf())))
    assert answer.status_code == 302, answer.content.decode()[:3000]
    with acting("cmd_desk"):
        agreement = Agreement.in_context.get()
        assert agreement.state == "in_force"
        assert agreement.bodies == [Country.objects.get(iso2="GE")]
        assert agreement.authentic_text.name == "Saziş.pdf"
        assert StoredFile.in_context.get().about_reference == agreement.reference
        due = agreement.deadlines.get(kind="last_receipt").due_on
    page = desk.get(f"{LIST}{agreement.pk}/change/").content.decode()
    assert "Last day for receipt of a denunciation notice" in page
    assert f"{due.day} " in page
    assert f'href="/files/{agreement.authentic_text.reference}/"' in page
    assert 'name="state"' not in page
    listed = desk.get(LIST).content.decode()
    assert "Memorandum" in listed
    assert "Georgia" in listed


REFUSED = {
    "two parties": ({"parties": ("GE", "TR")}, {}, "exactly two parties"),
    "day missing": ({}, {"eif_on": ""}, "has this day"),
    "before signature": ({}, {"eif_on": "2008-04-16"}, "before its signature"),
    "in the future": ({}, {"eif_on": "2999-01-01"}, "lies in the future"),
    "not a day": ({}, {"eif_on": "soon"}, "Enter a valid date"),
    "contradicting clause": (
        {},
        {"clause-0-effect_days": "30"},
        "Only a notice that can be given at any time",
    ),
    "limited": ({}, {"classification": "limited_official_use"}, "do not hold this classification"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_refusal_keeps_what_was_typed(signed_in: Callable[..., Client], case: str) -> None:
    parts, typed, words = REFUSED[case]
    answer = signed_in("cmd_desk_2").post(f"{LIST}add/", _form(**parts, **typed))
    assert answer.status_code in {400, 409}
    page = answer.content.decode()
    assert words in page
    assert "Anlaşma Memorandumu" in page
    with acting("cmd_desk"):
        assert not Agreement.in_context.exists()


def test_a_refused_file_is_told_beside_it(signed_in: Callable[..., Client]) -> None:
    bad = SimpleUploadedFile("Saziş.pdf", files.pdf(b"/OpenAction << /S /JavaScript >>"))
    page = signed_in("cmd_desk").post(f"{LIST}add/", _form(text=bad)).content.decode()
    assert "contains macros, scripts or embedded objects" in page


def test_amending_changes_only_what_was_touched(signed_in: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        agreement = in_force(clerk, dt.date(2008, 5, 17))
        home_free = agreement.parties.get(is_home=False)
        clause = agreement.clause
    desk = signed_in("cmd_desk")
    typed = _form(
        title=agreement.title,
        title_en="Renamed",
        based_on=str(agreement.version),
        **{
            "parties-INITIAL_FORMS": "1",
            "parties-0-id": str(home_free.pk),
            "parties-0-agreement": str(agreement.pk),
            "clause-INITIAL_FORMS": "1",
            "clause-0-id": str(clause.pk),
            "clause-0-agreement": str(agreement.pk),
            "clause-0-notice_value": "3",
        },
    )
    answer = desk.post(f"{LIST}{agreement.pk}/change/", typed)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    with acting("cmd_desk"):
        amended = Agreement.in_context.get()
        assert (amended.title_en, amended.clause.notice_value, amended.state) == ("Renamed", 3, "in_force")
    stale = desk.post(f"{LIST}{agreement.pk}/change/", {**typed, "title_en": "Again"}).content.decode()
    assert "has changed since you opened it" in stale


def test_steps_are_pressed_with_their_day(signed_in: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        agreement = recorded(clerk, on=dt.date(2019, 1, 1), clause={"eif_rule": "on_signature"})
    desk = signed_in("cmd_desk")

    def press(step: str, **typed: str) -> str:
        return desk.post(f"{LIST}{agreement.pk}/step/{step}/", typed, follow=True).content.decode()

    assert "Mandate given" in desk.get(f"{LIST}{agreement.pk}/change/").content.decode()
    press("mandate", on="2019-02-01")
    press("negotiate", on="2019-03-01")
    page = press("sign", on="2018-12-31", place="Tbilisi", signature="definitive")
    assert "lies before that of the step before it" in page
    assert 'value="Tbilisi"' in page
    assert 'value="2018-12-31"' in page
    page = press("sign", on="2019-10-10", place="Tbilisi", signature="definitive")
    assert "needs full powers to sign" in page
    press(
        "sign",
        on="2019-10-10",
        place="Tbilisi",
        signature="definitive",
        signatory="N.",
        capacity="head_of_state",
    )
    press("enter")
    with acting("cmd_desk"):
        bound = Agreement.in_context.get()
        assert (bound.state, bound.eif_on, bound.signed_in) == ("in_force", dt.date(2019, 10, 10), "Tbilisi")
    assert "State the reason" in press("denounce", on=today().isoformat())
    assert "Denunciation" in press("denounce", on=today().isoformat(), reason="no longer needed")
    assert "Enter a valid date" in press("withdraw-denunciation", on="31.31.2020", reason="r")


def test_notifications_are_recorded_by_party(signed_in: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        agreement = recorded(clerk, stands_as="signed", signed_on=dt.date(2019, 1, 1))
        home = agreement.parties.get(is_home=True)
    desk = signed_in("mfa_legal")
    address = f"{LIST}{agreement.pk}/step/"
    assert "Choose the party" in desk.post(f"{address}notify/", {"party": "x"}).content.decode()
    desk.post(f"{address}domestic/", {"on": "2019-02-01"})
    desk.post(f"{address}notify/", {"party": str(home.pk), "on": "2019-03-01", "received_on": "2019-03-09"})
    with acting("mfa_legal"):
        assert Agreement.in_context.get().state == "notified"


def test_who_may_not_write_reads_and_who_may_not_read_finds_nothing(signed_in: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        agreement = in_force(clerk, dt.date(2008, 5, 17))
        hidden = in_force(clerk, dt.date(2009, 5, 17), level="limited_official_use", title_en="Hidden one")
    reader = signed_in("mfa_protocol")
    page = reader.get(f"{LIST}{agreement.pk}/change/").content.decode()
    assert 'name="_save"' not in page
    assert "Next step" not in page
    listed = reader.get(LIST).content.decode()
    assert "Hidden one" not in listed
    assert reader.get(f"{LIST}{hidden.pk}/change/").status_code == 404
    found = reader.get(
        "/admin/autocomplete/",
        {
            "app_label": "agreements",
            "model_name": "agreement",
            "field_name": "parent",
            "term": "Hidden",
        },
    )
    assert found.status_code in {200, 403}
    assert b"Hidden one" not in found.content


@pytest.mark.parametrize(
    "query", ["state__exact=in_force", "country=GE", "due=365", "q=emekdasliq", "needs_verification__exact=0"]
)
def test_the_list_is_filtered_and_searched(signed_in: Callable[..., Client], query: str) -> None:
    with acting("cmd_desk") as clerk:
        in_force(clerk, dt.date(2008, 5, 17), title_en="Found")
    desk = signed_in("cmd_desk")
    assert desk.get(f"{LIST}?{query}").status_code == 200
    assert desk.get(f"{LIST}?label__level=2").status_code == 400


def test_the_list_costs_a_fixed_number_of_queries(
    signed_in: Callable[..., Client], django_assert_max_num_queries
) -> None:
    with acting("cmd_desk") as clerk:
        for year in range(2000, 2010):
            in_force(clerk, dt.date(year, 5, 17))
    desk = signed_in("cmd_desk")
    with django_assert_max_num_queries(30):
        desk.get(LIST)
