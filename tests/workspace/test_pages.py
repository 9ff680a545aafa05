"""The workspace: every page opens for whoever may see it, and tells nothing to whom it may not."""

import pytest

from access.context import enter_subject
from access.service_subjects import service_subject
from foundation.clock import today
from tests.cast import acting
from workspace.selectors.desk import desk

ROLES = [
    "cmd_desk", "attache", "head_of_mission", "mfa_desk", "mod_leadership", "leadership_reader", "auditor", "sysadmin",
]  # fmt: skip
PAGES = [
    "/",
    "/inbox/",
    "/search/",
    "/search/?q=T%C3%BCrkiye",
    "/reports/",
    "/papers/",
    "/cases/",
    "/agreements/",
]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("person", ROLES)
def test_every_page_opens_for_every_role(signed_in, person, page):
    response = signed_in(person).get(page)
    assert response.status_code == 200
    assert b"<h1" in response.content


def test_the_desk_of_a_newcomer_says_what_will_appear(signed_in):
    page = signed_in("cmd_desk").get("/").content.decode()
    assert "Nothing waits for your decision" in page


def test_the_desk_of_a_reader_ends_with_a_door_to_the_reports_and_has_no_drafts(signed_in):
    page = signed_in("leadership_reader").get("/").content.decode()
    assert "My drafts" not in page
    assert '<a class="button" href="/reports/">Reports</a>' in page
    clerk = signed_in("attache").get("/").content.decode()
    assert "My drafts" in clerk
    assert '<a class="button" href="/reports/">' not in clerk


def test_the_desk_is_read_for_the_subject_of_the_context(db):
    with acting("cmd_desk") as clerk:
        assert desk(to=clerk, on=today()).decisions == []


def test_a_country_is_found_by_its_local_name_with_or_without_diacritics(signed_in):
    for words in ("Türkiyə", "turkiye", "TÜRKİYƏ"):
        assert (
            "/admin/directory/country/"
            in signed_in("cmd_desk").get("/search/", {"q": words}).content.decode()
        )


def test_a_search_that_finds_nothing_says_so_and_keeps_the_words(signed_in):
    page = signed_in("cmd_desk").get("/search/", {"q": "<b>nothing</b>"}).content.decode()
    assert "Nothing found" in page
    assert "<b>nothing</b>" not in page


def test_the_page_is_in_the_readers_language(signed_in):
    client = signed_in("cmd_desk")
    client.cookies["django_language"] = "az"
    assert 'lang="az"' in client.get("/").content.decode()


def test_acknowledging_needs_a_post(signed_in):
    assert signed_in("cmd_desk").get("/inbox/1/acknowledge/").status_code == 405
    assert signed_in("cmd_desk").post("/inbox/999999/acknowledge/").status_code == 404


def test_a_service_subject_has_no_desk(db):
    planner = service_subject("planner")
    with enter_subject(planner, "test"):
        assert desk(to=planner, on=today()).drafts == []
