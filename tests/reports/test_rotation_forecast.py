"""Rotation forecast: who leaves when, and whether a successor is ready (domain.md C8)."""

import csv
import io
from typing import Any

import pytest

from attaches.services import officers, posts
from reports.registry import catalogue
from reports.selectors.answers import Asked, ask
from tests.attaches.scenes import a_post, a_posting, an_officer, day
from tests.cast import acting

REPORT = catalogue()["rotation-forecast"]


def asked(**parameters: str) -> Asked:
    with acting("leadership_reader") as reader:
        return ask(REPORT, parameters, to=reader, today=day(0))


def rows(**parameters: str) -> dict[str, dict[str, Any]]:
    return {row["post"]: row for row in asked(**parameters).answer.rows}


def passed(officer: Any, slp: str, *, until: int) -> None:
    with acting("ndu_language") as examiner:
        officers.record_language(
            officer, by=examiner, language="en", slp=slp, tested_on=day(-500), valid_until=day(until)
        )


def test_vacant_posts_first_then_whoever_leaves_soonest_and_planned_posts_last(db: None):
    a_post("t-planned", reaches="planned")
    a_posting("in_post", post=a_post("t-later"), end=500)
    a_posting("in_post", post=a_post("t-sooner"), end=40)
    a_post("t-vacant")
    assert list(rows()) == ["t-vacant", "t-sooner", "t-later", "t-planned"]
    found = rows()
    assert (found["t-sooner"]["leaves_on"], found["t-sooner"]["days"]) == (day(40), 40)
    assert (found["t-vacant"]["officer"], found["t-vacant"]["leaves_on"]) == ("vacant", None)
    assert (found["t-planned"]["officer"], found["t-planned"]["gap_days"]) == ("Planned", None)


@pytest.mark.parametrize(
    ("reaches", "consent"),
    [
        ("selected", "consent not asked yet"),
        ("consent_requested", "consent asked 250 days ago"),
        ("consent_granted", "consent given"),
        ("accredited", "accredited"),
    ],
)
def test_how_far_the_consent_of_the_host_is(db: None, reaches: str, consent: str):
    post = a_post("t-a")
    a_posting("in_post", post=post, end=60)
    a_posting(reaches, post=post, first=60, end=900)
    row = rows()["t-a"]
    assert (row["consent"], row["from_on"]) == (consent, day(60))


@pytest.mark.parametrize(
    ("slp", "until", "words", "ready"),
    [
        ("3333", 100, "meets what the post asks", 1),
        ("3332", 100, "below what the post asks", 0),
        ("3333", 59, "result expires before the beginning", 0),
        ("", 0, "no result on record", 0),
    ],
)
def test_the_language_is_judged_on_the_day_it_begins(db: None, slp: str, until: int, words: str, ready: int):
    post = a_post("t-a")
    a_posting("in_post", post=post, end=60)
    next_one = an_officer()
    if slp:
        passed(next_one, slp, until=until)
    a_posting("consent_granted", post=post, officer=next_one, first=60, end=900)
    with acting("cmd_desk") as clerk:
        posts.amend(post, by=clerk, on=day(0), language="en", required_slp="3333")
    answer = asked().answer
    assert answer.rows[0]["language"] == words
    assert (answer.summary["ready"].part, answer.summary["ready"].whole) == (ready, 1)


def test_figures_count_and_each_leads_to_its_rows(db: None):
    for code, end in (("t-a", 50), ("t-b", 150), ("t-c", 300), ("t-d", 700), ("t-e", 900)):
        a_posting("in_post", post=a_post(code), end=end)
    a_post("t-vacant")
    summary = asked().answer.summary
    counts = {key: summary[key] for key in ("posts", "leaving_3", "leaving_6", "leaving_12", "leaving_24")}
    assert counts == {"posts": 6, "leaving_3": 1, "leaving_6": 2, "leaving_12": 3, "leaving_24": 4}
    assert (summary["vacant"], str(summary["ready"])) == (1, "0/3")
    for key, door in REPORT.doors.items():
        if isinstance(summary[key], int) and key != "gap_days":
            assert len(rows(**{k: v for k, v in door.items() if v})) == summary[key], key


def test_nothing_to_divide_by_is_empty(db: None):
    assert str(asked().answer.summary["ready"]) == "0/0"
    assert asked().answer.rows == []


def test_a_day_of_the_past_answers_as_it_was(db: None):
    post = a_post("t-a")
    a_posting("ended", post=post, first=-900, end=-300)
    a_posting("in_post", post=post, first=-250, end=500)
    row = rows(as_of=day(-400).isoformat())["t-a"]
    assert (row["leaves_on"], row["days"]) == (day(-300), 100)
    assert row["from_on"] == day(-250)


def test_filters_of_the_board(db: None):
    a_posting("in_post", post=a_post("t-tr"))
    a_posting("in_post", post=a_post("t-de", mission="emb-de", kind="un_mission", title="military_observer"))
    assert set(rows(country="DE")) == set(rows(mission="emb-de")) == set(rows(region="europe")) == {"t-de"}
    assert set(rows(kind="un_mission")) == {"t-de"}
    assert rows(start="24")["t-tr"]["gap_days"] > rows()["t-tr"]["gap_days"]


@pytest.mark.parametrize(
    "query", ["region=mars", "start=foo", "start=999", "show=everything", "mission=moon"]
)
def test_unknown_choices_are_told(api, query: str):
    response = api("leadership_reader").get(f"/api/v1/reports/rotation-forecast/?{query}")
    name = query.split("=", maxsplit=1)[0]
    assert (response.status_code, [error["field"] for error in response.json()["errors"]]) == (400, [name])


def test_the_page_has_doors_and_every_form_has_the_same_rows(signed_in, db: None):
    post = a_post("t-a")
    holder = a_posting("in_post", post=post, end=60)
    reader = signed_in("leadership_reader")
    page = reader.get("/reports/rotation-forecast/?kind=attache_office").content.decode()
    assert "?kind=attache_office&amp;show=leaving_3#rows" in page
    assert f"/admin/attaches/posting/?q={holder.reference}" in page
    text = reader.get("/reports/rotation-forecast/?show=gap&format=csv").content.decode("utf-8-sig")
    assert "t-a" in [line[0] for line in csv.reader(io.StringIO(text)) if line]
    for kind in ("xlsx", "pdf"):
        assert reader.get(f"/reports/rotation-forecast/?show=gap&format={kind}").status_code == 200
