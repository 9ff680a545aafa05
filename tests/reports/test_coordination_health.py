"""Do both ministries stand behind one paper, and how long do answers take: every figure with the rows behind it."""

import csv
import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from openpyxl import load_workbook

from access.services.labels import intern
from approvals.selectors.health import health_rows
from foundation.clock import today
from missions.services import meetings
from reports.selectors.answers import Asked, ask
from reports.selectors.coordination_health import REPORT, SHOWN, period_to
from reports.selectors.coordination_rows import Names, seat_rows
from tests.attaches.scenes import a_post, a_posting
from tests.cast import acting
from tests.missions.scene import AT_POST, approved, decided, drafted, reference, returned, submitted
from tests.publishing.paper import Paper

pytestmark = pytest.mark.django_db
PAGE = "/reports/coordination-health/"


def asked(name: str = "leadership_reader", **given: str) -> Asked:
    with acting(name) as by:
        return ask(REPORT, given, to=by, today=today())


def rows(name: str = "leadership_reader", **given: str) -> list[dict]:
    return asked(name, **given).answer.rows


@pytest.fixture
def story() -> dict[str, object]:
    """Türkiye works to a paper both signed, the next came back from the MFA desk; Georgia and Germany have none."""
    for code in ("tr", "ge", "de"):
        a_posting("in_post", post=a_post(mission=f"emb-{code}"))
    return {"approved": approved(), "returned": returned(code="tr", title="Second thoughts")}


def test_shares_of_papers_and_of_signatures(story):
    summary = asked().answer.summary
    assert (str(summary["with_paper"]), str(summary["both_signed"])) == ("1/3", "1/3")
    places = {row["name"].split(" · ")[-1]: row for row in rows(show="places")}
    assert places["Türkiye"]["reference"] == reference(story["approved"])
    assert places["Türkiye"]["signed"] is True
    assert places["Germany"]["matter"] == "no paper in effect that you may see"
    assert len(rows(show="without_paper")) == 2


def test_every_figure_is_the_number_of_its_rows(story):
    summary = asked().answer.summary
    for key, door in REPORT.doors.items():
        if key in {"returned", "open", "overdue"}:
            assert len(rows(**door)) == summary[key], key
        if key in {"with_paper", "both_signed"}:
            assert len(rows(**door)) == summary[key].part, key
    assert sum(row["count"] for row in rows(show="steps")) == summary["answered"]
    assert sum(row["count"] for row in rows(show="institutions")) == summary["answered"]
    assert set(REPORT.doors) == set(summary)


def test_returns_stand_under_their_reason_and_each_by_itself(story):
    (reason,) = rows(show="reasons")
    assert (reason["name"], reason["count"]) == ("Priority is disputed", 1)
    (back,) = rows(show="returned")
    assert back["name"] == "Ministry of Foreign Affairs · Priority is disputed"
    assert back["matter"] == "Second thoughts"
    assert back["reference"].startswith("CAS-")
    assert not [row for row in rows() if row["kind"] == "return"]


def test_a_stuck_case_is_told_down_to_the_seat_and_its_holder(db):
    case = submitted(drafted(title="Stuck paper"))
    later = today() + dt.timedelta(days=30)
    with acting("leadership_reader") as by:
        found = ask(REPORT, {"show": "overdue", "as_of": later.isoformat()}, to=by, today=today()).answer
    assert {row["reference"] for row in found.rows} == {case.reference}
    assert len(found.rows) == found.summary["overdue"] == 2
    for row in found.rows:
        assert row["matter"] == "Stuck paper"
        assert row["days_late"] > 10
    held = " ".join(row["name"] for row in found.rows)
    assert "Col. Nümunə Sınaqov" in held
    assert "Signature of the attaché" in held


def test_a_vacant_seat_says_so(db):
    submitted(drafted())
    before = today() - dt.timedelta(days=1)
    with acting("leadership_reader") as by:
        assert not ask(
            REPORT, {"show": "open", "as_of": before.isoformat()}, to=by, today=today()
        ).answer.rows
    with acting("leadership_reader") as by:
        health = health_rows(to=by, as_of=today(), period=(today(), today()))
    assert "(vacant)" in seat_rows(health.open, Names({}, {}, {}))[0]["name"]


def test_the_picture_compares_institutions_or_the_steps_of_one_and_places_come_last(story):
    drawn = {row["kind"] for row in asked().answer.drawing[0]}
    of_one = {row["kind"] for row in asked(institution="mod").answer.drawing[0]}
    assert (drawn, of_one) == ({"institution"}, {"step"})
    kinds = [row["kind"] for row in rows()]
    assert kinds[0] == "step"
    assert kinds[-3:] == ["place"] * 3
    assert [row["has_paper"] for row in rows(show="places")] == [True, False, False]


def test_the_institution_narrows_steps_returns_and_seats(story):
    theirs, ours = asked(institution="mfa").answer, asked(institution="mod").answer
    assert theirs.summary["returned"] == 1
    assert ours.summary["returned"] == 0
    everything = asked().answer.summary["answered"]
    assert theirs.summary["answered"] + ours.summary["answered"] == everything
    assert [row["name"] for row in theirs.rows if row["kind"] == "institution"] == [
        "Ministry of Foreign Affairs"
    ]


def test_the_period_ends_on_the_day_asked_about():
    day = dt.date(2027, 5, 31)
    assert period_to(day, "3") == (dt.date(2027, 3, 1), day)
    assert period_to(day, "12") == (dt.date(2026, 6, 1), day)
    assert period_to(day, "year") == (dt.date(2027, 1, 1), day)


def test_what_was_answered_outside_the_period_is_not_counted(story):
    in_five_months = (today() + dt.timedelta(days=150)).isoformat()
    assert asked(period="3", as_of=in_five_months).answer.summary["answered"] == 0
    assert asked(period="6", as_of=in_five_months).answer.summary["answered"] > 0


def test_nothing_to_divide_by_is_empty(db):
    summary = asked().answer.summary
    assert summary["with_paper"] is summary["answered_late"] is summary["median"] is summary["p90"] is None


def test_hidden_rows_are_in_no_figure_and_no_export(story, signed_in):
    summary = asked("attache_de").answer.summary
    assert (summary["answered"], summary["returned"], summary["open"]) == (0, 0, 0)
    reader = signed_in("attache_de")
    for kind in ("", "&format=csv"):
        text = reader.get(f"{PAGE}?show=places{kind}").content.decode()
        assert reference(story["approved"]) not in text
        assert "Mission paper TR" not in text
    assert "Second thoughts" not in reader.get(f"{PAGE}?show=returned").content.decode()


def test_of_a_mission_whose_list_one_is_not_on_nothing_is_said(story, signed_in):
    """Not even that it has no paper: whoever may not see it cannot tell."""
    summary = asked("attache_de").answer.summary
    assert str(summary["with_paper"]) == "0/1"
    (place,) = rows("attache_de", show="places")
    assert place["name"].endswith("Germany")
    page = signed_in("attache_de").get(PAGE).content.decode()
    assert "Only missions whose need-to-know list your office is on are counted" in page


def met(level: str, subject: str, ago: int) -> str:
    label, day = intern("official_use"), today() - dt.timedelta(days=ago)
    with acting("cmd_desk") as by:
        meeting = meetings.plan(by=by, subject=subject, level=level, planned_on=day, label=label)
        return meetings.hold(
            meeting, by=by, on=day, today=today(), attendance="Both", minutes="Agreed."
        ).reference


def test_contacts_are_told_by_level_and_one_by_one(db):
    desk = [met("technical", "Desks", 40), met("technical", "Desks again", 10)]
    minister = met("minister", "Ministers", 100)
    assert asked().answer.summary["contacts"] == 3
    assert asked(period="3").answer.summary["contacts"] == 2
    levels = [(row["name"], row["count"], row["references"]) for row in rows(show="levels")]
    assert levels == [("Technical level", 2, desk), ("Ministers", 1, [minister])]
    assert [row["matter"] for row in rows(show="contacts")] == ["Desks", "Desks again", "Ministers"]


def test_more_cases_ask_no_more_questions(story):
    def questions() -> int:
        with acting("leadership_reader") as by, CaptureQueriesContext(connection) as captured:
            ask(REPORT, {}, to=by, today=today())
        return len(captured)

    submitted(drafted(title="The first that waits"))
    first = questions()
    for title in ("Another", "And another"):
        paper = drafted(title=title)
        submitted(paper)
        decided(paper, *AT_POST)
        if title == "Another":
            decided(paper, "cmd_head", verdict="reject", reason_code="other", comment="No.")
    assert len(rows(show="open")) > 0
    assert questions() == first


def test_page_csv_xlsx_and_pdf_say_the_same_in_both_languages(story, signed_in):
    reader = signed_in("leadership_reader")
    page = reader.get(PAGE).content.decode()
    assert "show=returned#rows" in page
    assert f'href="/papers/{reference(story["approved"])}/"' in page
    assert "<svg" in page
    lines = list(csv.reader(io.StringIO(reader.get(f"{PAGE}?format=csv").content.decode("utf-8-sig"))))
    assert any(reference(story["approved"]) in line for line in lines)
    book = load_workbook(io.BytesIO(reader.get(f"{PAGE}?format=xlsx").content))
    assert len(book.sheetnames) == 2
    paper = Paper(reader.get(f"{PAGE}?format=pdf").content)
    assert all("OFFICIAL USE" in sheet for sheet in paper.pages)
    assert reference(story["approved"]) in paper.squeezed
    with translation.override("az"):
        places = rows(show="places")
    assert any("Almaniya" in row["name"] for row in places)


@pytest.mark.parametrize("query", ["period=5", "institution=nobody", "show=everything"])
def test_unknown_choices_are_told(api, query: str):
    response = api("leadership_reader").get(f"/api/v1/reports/coordination-health/?{query}")
    name = query.split("=", maxsplit=1)[0]
    assert (response.status_code, [error["field"] for error in response.json()["errors"]]) == (400, [name])


def test_each_choice_has_words_and_rows_of_one_kind(story):
    for show in SHOWN:
        assert len({row["kind"] for row in rows(show=show)}) <= 1
