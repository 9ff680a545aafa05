"""Tables of posts and postings, and what of an officer only some may record."""

import datetime as dt
from typing import Any

import pytest

from attaches.models import Accreditation, LanguageResult, Officer, OfficerParticulars, Post, Posting
from documents.models import ImportFinding, TableImport
from documents.selectors.imports import imports, table_import
from foundation.errors import NotFound
from tests.attaches.scenes import a_post, a_posting, an_officer
from tests.cast import acting
from tests.documents.tables import brought, confirmed, errors_in, found_in, separated, workbook

pytestmark = pytest.mark.django_db
POST = ("Code", "Kind", "Mission", "Title", "Designation", "Lowest rank", "Language required")
POST += ("Language profile required", "Host consents to the office", "Consent to the office on")
POSTING = ("Post", "Officer", "Planned from", "Planned to", "Number of the order")
PERSONAL = ("Name", "Rank", "Service branch", "Service number", "Date of birth", "Passport number")
RESULT = ("Language", "Language profile", "Tested on", "Valid until")
FIRST, END = dt.date(2031, 8, 1), dt.date(2034, 8, 1)


def a_row(code: str, **changes: Any) -> list[Any]:
    row = {"kind": "attache_office", "mission": "emb-tr", "title": "Air attaché", "designation": "", "rank": "major",
           "language": "tr", "slp": 3333, "consents": "yes", "on": dt.date(2026, 1, 5), **changes}  # fmt: skip
    return [code, *row.values()]


def test_posts_are_planned_from_a_table():
    held = confirmed(
        brought(workbook([a_row("x-1"), a_row("x-2", mission="Embassy in Türkiye")], POST), kind="posts")
    )
    with acting("cmd_desk"):
        post = Post.in_context.get(code="x-1")
    assert held.state == "applied"
    assert (post.state, post.rank_min, post.required_slp) == ("planned", "major", "3333")
    assert (post.consent_required, post.consent_on) == (True, dt.date(2026, 1, 5))


def test_what_is_wrong_with_posts_stands_in_its_column():
    a_post("x-1")
    rows = [
        a_row("x-1"), a_row("two words"), a_row("x-3", mission="emb-atlantis"), a_row("x-4", slp="9999"),
        a_row("x-5", on="05/01/2026"), a_row("x-6"), a_row("x-6"), a_row("x-7", language="turkish"),
    ]  # fmt: skip
    held = brought(workbook(rows, POST), kind="posts")
    assert errors_in(held) == {
        (2, "Code"), (3, "Code"), (4, "Mission"), (5, "Language profile required"), (6, "Consent to the office on"),
        (8, "Code"), (9, "Language required"),
    }  # fmt: skip


def test_a_post_of_the_same_title_in_the_mission_is_warned_about():
    a_post("x-1", title="air_attache")
    held = brought(workbook([a_row("x-2")], POST), kind="posts")
    (found,) = [one for one in found_in(held) if "x-1" in one[3]]
    assert found[:3] == (2, "Title", "warning")


def test_postings_are_proposed_by_reference_or_by_a_name_that_is_unique():
    posts, by_name = [a_post("x-1"), a_post("x-2")], an_officer("Şəmsi Nümunəzadə")
    by_reference = an_officer()
    rows = [
        ["x-1", "semsi  NÜMUNƏZADƏ", FIRST, END, "12/2031"],
        ["X-2", by_reference.reference.lower(), "1.8.2031", "2034-08-01", ""],
    ]
    assert confirmed(brought(workbook(rows, POSTING), kind="postings")).state == "applied"
    with acting("cmd_desk"):
        posting = Posting.in_context.get(post=posts[0])
        assert (posting.officer, posting.order_no, posting.planned.upper) == (by_name, "12/2031", END)
        assert Posting.in_context.get(post=posts[1]).officer == by_reference
        assert Accreditation.in_context.filter(posting=posting, role="principal").count() == 1


def test_what_is_wrong_with_postings_stands_in_its_column():
    a_post("x-1"), an_officer("Nümunə Əkiz"), an_officer("Nümunə Əkiz")
    one, other = an_officer(), an_officer()
    rows = [
        ["x-1", "Nümunə Əkiz", FIRST, END, ""],
        ["x-9", one.reference, FIRST, END, ""],
        ["x-1", one.reference, END, FIRST, ""],
        ["x-1", "Nobody At All", FIRST, END, ""],
        ["x-1", one.reference, FIRST, END, 7],
        ["x-1", other.reference, FIRST, END, ""],
        ["x-1", other.reference, FIRST, END, ""],
        ["", "", "", "", "5"],
    ]
    held = brought(workbook(rows, POSTING), kind="postings")
    assert errors_in(held) == {
        (2, "Officer"), (3, "Post"), (4, "Planned to"), (5, "Officer"), (6, "Number of the order"), (8, "Officer"),
        (9, "Post"), (9, "Officer"), (9, "Planned from"), (9, "Planned to"),
    }  # fmt: skip


def test_a_post_that_is_taken_in_the_period_is_warned_about():
    taken = a_posting("accredited", post=a_post("x-1"), first=-5, end=900)
    with acting("cmd_desk"):
        first, end = taken.planned.lower, taken.planned.upper
    one, other = an_officer(), an_officer()
    rows = [["x-1", one.reference, end, END, ""], ["x-1", other.reference, first, end, ""]]
    held = brought(workbook(rows, POSTING), kind="postings")
    assert [(row, column) for row, column, severity, _words in found_in(held) if severity == "warning"] == [
        (3, "Post")
    ]
    assert taken.reference in found_in(held)[0][3]


def test_personnel_records_particulars_and_a_file_with_them_is_personal():
    rows = [
        [
            "Nümunə Zabit",
            "major",
            "staff",
            "00712",
            "21.03.1979",
            "P0000001",
            "en",
            "3332",
            "10.02.2026",
            "10.02.2029",
        ]
    ]
    data = separated(rows, (*PERSONAL, *RESULT))
    held = confirmed(brought(data, name="a.csv", who="mod_personnel"), who="mod_personnel")
    assert held.state == "applied"
    with acting("mod_personnel"):
        officer = Officer.in_context.get(full_name="Nümunə Zabit")
        assert OfficerParticulars.in_context.get(officer=officer).service_number == "00712"
        assert LanguageResult.in_context.get(officer=officer).slp == "3332"
    with acting("cmd_desk") as clerk:
        assert not imports(to=clerk).exists()
        assert not TableImport.in_context.exists()
        assert not ImportFinding.in_context.exists()
        with pytest.raises(NotFound):
            table_import(held.reference, to=clerk)


def test_a_language_result_is_whole_or_says_what_is_missing():
    rows = [["Nümunə Zabit", "major", "staff", "", "", "", "en", "3332", "", ""]]
    held = brought(workbook(rows, (*PERSONAL, *RESULT)), who="mod_personnel")
    assert errors_in(held, who="mod_personnel") == {(2, "Tested on"), (2, "Valid until")}


def test_a_number_that_may_have_lost_zeros_is_refused():
    rows = [["Nümunə Zabit", "major", "staff", 712, dt.date(1979, 3, 21), ""]]
    held = brought(workbook(rows, PERSONAL), who="mod_personnel")
    assert errors_in(held, who="mod_personnel") == {(2, "Service number")}


def test_findings_are_told_in_the_reader_s_language():
    from django.utils import translation

    a_post("x-1")
    held = brought(workbook([a_row("x-1")], POST), kind="posts")
    assert found_in(held)[0][3] == "There is a post with this code."
    with translation.override("az"):
        assert found_in(held)[0][3] not in {"", "There is a post with this code."}
