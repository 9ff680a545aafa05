"""What a table may say besides: all that a post asks, further accreditations, languages, courses and clearances."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from attaches.models import (
    Accreditation,
    LanguageResult,
    Officer,
    OfficerClearance,
    Post,
    Posting,
    TrainingRecord,
)
from documents.registry import registered
from documents.selectors.columns import columns_of
from tests.attaches.scenes import a_post, an_officer, day
from tests.cast import acting
from tests.documents.tables import brought, confirmed, errors_in, found_in, separated, workbook

pytestmark = pytest.mark.django_db
POST = ("Code", "Kind", "Mission", "Title", "Lowest rank", "Highest rank", "Attaché course required")
POST += ("Clearance required", "Months of a tour")
POSTING = ("Post", "Officer", "Planned from", "Planned to", "Also accredited to")
NAMED = ("Name", "Rank", "Service branch")
SECOND = ("Second language", "Profile in the second language", "Second language tested on")
SECOND += ("Second language valid until",)
FIRST = ("Language", "Language profile", "Tested on", "Valid until")
CLEARED = ("Cleared on", "Clearance valid until")
COURSE = ("Kind of course", "Course", "Course held abroad, in", "Course begins on", "Course completed on")
COURSE += ("Obliged to serve until",)
WHO = "mod_personnel"


def iso(offset: int) -> str:
    return day(offset).isoformat()


def a_row(code: str, **changes: Any) -> list[Any]:
    row = {"lowest": "major", "highest": "Colonel", "course": "yes", "clearance": "no", "tour": 24, **changes}
    return [code, "attache_office", "emb-tr", "Air attaché", *row.values()]


def test_a_post_is_planned_with_all_that_it_asks():
    assert confirmed(brought(workbook([a_row("x-1")], POST), kind="posts")).state == "applied"
    with acting("cmd_desk"):
        post = Post.in_context.get(code="x-1")
    assert (post.rank_max, post.training_required, post.clearance_required) == ("colonel", True, False)
    assert post.tour_months == 24


def test_what_is_wrong_with_it_stands_in_its_column():
    rows = [
        a_row("x-1", highest="captain"), a_row("x-2", highest="emperor"), a_row("x-3", tour="two years"),
        a_row("x-4", tour=0), a_row("x-5", tour=500), a_row("x-6", course="perhaps"),
    ]  # fmt: skip
    held = brought(workbook(rows, POST), kind="posts")
    assert errors_in(held) == {
        (2, "Highest rank"), (3, "Highest rank"), (4, "Months of a tour"), (4, "Months of a tour"),
        (5, "Months of a tour"), (6, "Months of a tour"), (7, "Attaché course required"),
    }  # fmt: skip


def sides(posting: Posting) -> list[str]:
    with acting("cmd_desk"):
        rows = Accreditation.in_context.filter(posting=posting, role="side").with_receiver()
        return sorted(row.receiver for row in rows)


def test_a_posting_is_proposed_with_further_accreditations():
    a_post("x-1")
    rows = [["x-1", an_officer().reference, iso(300), iso(900), "Kazakhstan; GE ;"]]
    assert confirmed(brought(workbook(rows, POSTING), kind="postings")).state == "applied"
    with acting("cmd_desk"):
        posting = Posting.in_context.get(post__code="x-1")
    assert sides(posting) == ["GE", "KZ"]


def test_and_taken_over_with_them():
    a_post("x-1")
    rows = [["x-1", an_officer().reference, iso(-300), iso(900), "GE", iso(-290)]]
    held = confirmed(brought(workbook(rows, (*POSTING, "Functions assumed on")), kind="postings"))
    assert held.state == "applied"
    with acting("cmd_desk"):
        posting = Posting.in_context.get(post__code="x-1")
    assert (posting.state, sides(posting)) == ("in_post", ["GE"])


def test_what_is_wrong_with_a_further_accreditation_stands_in_its_column():
    a_post("x-1")
    rows = [
        ["x-1", an_officer().reference, iso(300), iso(900), cell]
        for cell in ("GE; Atlantis", "TR", "GE; Georgia")
    ]
    held = brought(workbook(rows, POSTING), kind="postings")
    assert errors_in(held) == {(row, "Also accredited to") for row in (2, 3, 4)}
    assert "“Atlantis”" in next(words for row, _column, _kind, words in found_in(held) if row == 2)


def test_an_officer_is_entered_with_several_languages_a_clearance_and_a_course():
    row = [
        "Nümunə Zabit", "major", "staff", "en", "3333", iso(-50), iso(900), "tr", "2222", iso(-40), iso(800),
        iso(-30), iso(700), "degree", "Staff college", "Türkiye", iso(-400), iso(-60), iso(1000),
    ]  # fmt: skip
    data = separated([row], (*NAMED, *FIRST, *SECOND, *CLEARED, *COURSE))
    assert confirmed(brought(data, name="a.csv", who=WHO), who=WHO).state == "applied"
    with acting("cmd_desk"):
        officer = Officer.in_context.get(full_name="Nümunə Zabit")
        results = LanguageResult.in_context.filter(officer=officer).order_by("no")
        assert [(one.no, one.language, one.slp) for one in results] == [(1, "en", "3333"), (2, "tr", "2222")]
        assert OfficerClearance.in_context.get(officer=officer).valid_until == day(700)
        course = TrainingRecord.in_context.get(officer=officer)
        assert (course.country.iso2, course.obliged_until) == ("TR", day(1000))


def test_what_is_wrong_with_a_part_stands_beside_that_part():
    first, nothing = ["en", "3333", iso(-50), iso(900)], ["", "", "", ""]
    rows = [
        [*first, "tr", "", iso(-40), iso(800), "", ""],
        [*first, "tr", "9999", iso(-40), iso(800), "", ""],
        [*first, "tr", "3333", iso(40), iso(800), "", ""],
        [*nothing, *nothing, iso(-30), ""],
        [*nothing, *nothing, iso(-30), iso(-31)],
    ]
    rows = [[f"Nümunə {place}", "major", "staff", *row] for place, row in enumerate(rows)]
    held = brought(separated(rows, (*NAMED, *FIRST, *SECOND, *CLEARED)), name="a.csv", who=WHO)
    assert errors_in(held, who=WHO) == {
        (2, "Profile in the second language"), (3, "Profile in the second language"), (4, "Second language tested on"),
        (5, "Clearance valid until"), (6, "Clearance valid until"),
    }  # fmt: skip


def test_results_courses_and_clearances_have_tables_of_their_own():
    officer = an_officer()
    tables: dict[str, tuple[str, tuple[str, ...], list[str], Any]] = {
        "officer-languages": ("ndu_language", FIRST, ["tr", "3333", iso(-9), iso(900)], LanguageResult),
        "officer-clearances": ("mod_security", CLEARED, [iso(-9), iso(900)], OfficerClearance),
        "officer-trainings": (
            "cmd_desk", COURSE, ["attache_course", "Course", "", iso(-90), iso(-9), ""], TrainingRecord,
        ),
    }  # fmt: skip
    for kind, (who, heads, row, model) in tables.items():
        data = separated([[officer.reference, *row]], ("Officer", *heads))
        assert confirmed(brought(data, kind=kind, name="a.csv", who=who), who=who).state == "applied"
        with acting("cmd_desk"):
            assert model.in_context.get(officer=officer).no == 1
        again = brought(
            separated([[officer.reference, *row]] * 2, ("Officer", *heads)), kind=kind, name="b.csv", who=who
        )
        assert [severity for _row, column, severity, _words in found_in(again, who=who) if column] == [
            "warning"
        ] * 2


def test_a_table_of_results_names_row_and_column():
    officer = an_officer()
    rows = [
        ["OFF-2020-AAAAA", "tr", "3333", iso(-9), iso(900)],
        [officer.reference, "", "3333", iso(-9), iso(900)],
        [officer.reference, "tr", "333", iso(-9), iso(900)],
        [officer.reference, "tr", "3333", iso(9), iso(900)],
        [officer.reference, "tr", "3333", iso(-9), iso(-10)],
    ]
    held = brought(
        separated(rows, ("Officer", *FIRST)), kind="officer-languages", name="a.csv", who="ndu_language"
    )
    assert errors_in(held, who="ndu_language") == {
        (2, "Officer"), (3, "Language"), (4, "Language profile"), (5, "Tested on"), (6, "Valid until"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "who", "other"),
    [
        ("officer-languages", "ndu_language", "cmd_desk"),
        ("officer-clearances", "mod_security", "cmd_desk"),
        ("officer-trainings", "cmd_desk", "mod_security"),
    ],
)
def test_the_template_of_a_table_is_for_those_who_bring_it_in(
    signed_in: Callable[[str], Client], kind: str, who: str, other: str
):
    for ending in ("csv", "xlsx"):
        way = reverse(f"documents:template_{ending}", args=[kind])
        assert signed_in(who).get(way).status_code == 200
        assert signed_in(other).get(way).status_code in {403, 404}


def test_each_office_has_the_columns_of_its_work():
    with acting("cmd_desk") as desk:
        keys = {column.key for column in columns_of(registered()["officers"], to=desk)}
    assert {"course", "obliged_until"} <= keys
    assert not {"language", "language_2", "cleared_on"} & keys
