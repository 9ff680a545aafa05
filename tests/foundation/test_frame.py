"""Small parts of every page: dates say how far in both languages, shares name their whole, states have a shape."""

import datetime as dt
from html import unescape
from types import SimpleNamespace

import pytest
from django.forms import CharField, Form
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from django.utils.html import strip_tags

from foundation import wording

TODAY = dt.date(2026, 11, 5)


def html_of(source: str, **values: object) -> str:
    return Template("{% load frame %}" + source).render(Context({"today": TODAY, **values}))


def text_of(source: str, **values: object) -> str:
    return " ".join(unescape(strip_tags(html_of(source, **values))).split())


@pytest.mark.parametrize(
    ("days", "english", "azerbaijani"),
    [
        (0, "today", "bu gün"),
        (1, "tomorrow", "sabah"),
        (-1, "yesterday", "dünən"),
        (2, "in 2 days", "2 gün sonra"),
        (12, "in 12 days", "12 gün sonra"),
        (-12, "12 days ago", "12 gün əvvəl"),
        (120, "in 120 days", "120 gün sonra"),
        (150, "in 5 months", "5 ay sonra"),
        (-400, "13 months ago", "13 ay əvvəl"),
        (800, "in 2 years", "2 il sonra"),
        (-729, "23 months ago", "23 ay əvvəl"),
        (-3652, "10 years ago", "10 il əvvəl"),
        (-3651, "9 years ago", "9 il əvvəl"),
        (-5300, "14 years ago", "14 il əvvəl"),
        (5300, "in 14 years", "14 il sonra"),
    ],
)
def test_a_distance_is_said_in_words_of_both_languages(days: int, english: str, azerbaijani: str) -> None:
    day = TODAY + dt.timedelta(days)
    with translation.override("en"):
        assert wording.distance(day, TODAY) == english
    with translation.override("az"):
        assert wording.distance(day, TODAY) == azerbaijani


@pytest.mark.parametrize(
    ("count", "ahead", "behind"),
    [(1, "in 1 day", "1 day ago"), (2, "in 2 days", "2 days ago"), (21, "in 21 days", "21 days ago")],
)
def test_english_has_its_singular(count: int, ahead: str, behind: str) -> None:
    with translation.override("en"):
        assert wording._days(count) == ahead
        assert wording._days(-count) == behind


def test_when_gives_date_and_distance() -> None:
    with translation.override("en"):
        assert text_of("{% when day today %}", day=dt.date(2026, 11, 17)) == "17 Nov 2026 · in 12 days"
        assert 'datetime="2026-11-17"' in html_of("{% when day today %}", day=dt.date(2026, 11, 17))
    with translation.override("az"):
        assert text_of("{% when day today %}", day=dt.date(2026, 6, 17)) == "17 iyn 2026 · 5 ay əvvəl"


def test_when_without_a_date_is_a_dash() -> None:
    assert text_of("{% when day today %}", day=None) == "–"


def test_an_instant_is_dated_in_the_home_zone() -> None:
    late_evening_utc = dt.datetime(2026, 11, 5, 21, 30, tzinfo=dt.UTC)
    with translation.override("en"):
        assert text_of("{% when at today %}", at=late_evening_utc) == "6 Nov 2026, 01:30 · tomorrow"


@pytest.mark.parametrize(
    ("days", "tone", "english", "azerbaijani"),
    [
        (-3, "late", "Late · {day} · 3 days ago", "Gecikib · {day} · 3 gün əvvəl"),
        (0, "soon", "Soon · {day} · today", "Yaxınlaşır · {day} · bu gün"),
        (14, "soon", "Soon · {day} · in 14 days", "Yaxınlaşır · {day} · 14 gün sonra"),
        (15, "ok", "Due · {day} · in 15 days", "Vaxtı var · {day} · 15 gün sonra"),
    ],
)
def test_a_deadline_has_word_day_and_shape(days: int, tone: str, english: str, azerbaijani: str) -> None:
    day = TODAY + dt.timedelta(days)
    with translation.override("en"):
        assert text_of("{% due day today=today %}", day=day) == english.format(day=wording.written_date(day))
    with translation.override("az"):
        assert text_of("{% due day today=today %}", day=day) == azerbaijani.format(
            day=wording.written_date(day)
        )
    assert f"glyph-{tone}" in html_of("{% due day today=today %}", day=day)


def test_a_met_deadline_is_done_however_late_it_was() -> None:
    with translation.override("en"):
        assert text_of("{% due day today=today done=True %}", day=dt.date(2020, 1, 1)) == "Done"


def test_the_warning_time_can_be_longer() -> None:
    chip = html_of("{% due day today=today soon=90 %}", day=TODAY + dt.timedelta(80))
    assert "chip-soon" in chip


def test_no_deadline_is_a_dash() -> None:
    assert text_of("{% due day today=today %}", day=None) == "–"


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (3, 5, "3/5 (60 %)"),
        (0, 5, "0/5 (0 %)"),
        (5, 5, "5/5 (100 %)"),
        (1, 3, "1/3 (33 %)"),
        (1, 8, "1/8 (13 %)"),
        (1, 1000, "1/1,000 (<1 %)"),
        (999, 1000, "999/1,000 (99 %)"),
        (3, 0, "–"),
        (0, 0, "–"),
        (3, None, "–"),
        (None, 5, "–"),
    ],
)
def test_a_share_names_its_whole(part: int | None, whole: int | None, words: str) -> None:
    with translation.override("en"):
        assert text_of("{% ratio n N %}", n=part, N=whole) == words


def test_a_share_groups_digits_as_its_language_does() -> None:
    with translation.override("az"):
        assert text_of("{% ratio n N %}", n=1250, N=2500) == "1 250/2 500 (50 %)"


def test_a_share_of_nothing_draws_no_bar() -> None:
    assert "<svg" in html_of("{% ratio 3 5 bar=True %}")
    assert "<svg" not in html_of("{% ratio 3 0 bar=True %}")


def test_an_unknown_tone_is_shown_as_neutral() -> None:
    assert "chip-neutral" in html_of("{% state_chip 'Draft' 'loud' %}")


def test_words_from_outside_are_escaped() -> None:
    assert "<script>" not in html_of("{% state_chip label %}{% marking label %}", label="<script>")


def test_the_track_marks_where_it_stands() -> None:
    steps = [
        {"label": "Sign", "who": "attaché", "state": "done", "date": TODAY, "word": "Signed"},
        {"label": "Concur", "who": "Protocol", "state": "late", "date": TODAY - dt.timedelta(3)},
        SimpleNamespace(label="Approve", who="deputy minister", state="waiting", date=None),
    ]
    with translation.override("en"):
        track = html_of("{% track steps today %}", steps=steps)
        words = text_of("{% track steps today %}", steps=steps)
    assert track.count('aria-current="step"') == 1
    assert "Signed 5 Nov 2026 · today" in words
    assert "Late 2 Nov 2026 · 3 days ago" in words
    assert "deputy minister Waiting" in words


def test_an_empty_place_says_what_to_do_first() -> None:
    words = html_of("{% empty 'No drafts' 'Start one.' '/new/' 'New paper' %}")
    assert 'href="/new/"' in words
    assert "Start one." in words


def test_filters_of_a_list_are_asked_for_by_its_address() -> None:
    class Narrowing(Form):
        state = CharField(label="State of it")

    shown = html_of("{% filters_form filters %}", filters=Narrowing({"state": "draft"}))
    assert 'method="get"' in shown
    assert 'role="search"' in shown
    assert 'value="draft"' in shown
    assert text_of("{% filters_form filters %}", filters=Narrowing()).endswith("Show")


def test_cursor_links_come_from_the_page() -> None:
    assert 'rel="next"' in html_of("{% pages %}", next_url="?cursor=b")
    assert "<nav" not in html_of("{% pages %}")


def test_a_hash_is_read_in_fours_and_kept_whole_in_its_title() -> None:
    shown = html_of("{% version_hash value %}", value="3f2a9c1b7d04e5aa")
    assert "<span>3f2a</span><span>9c1b</span><span>7d04</span>" in shown
    assert "3f2a9c1b7d04e5aa" in shown
    assert text_of("{% version_hash value %}", value=None) == ""


def test_navigation_copes_with_anything_missing() -> None:
    request = RequestFactory().get("/")
    groups = [
        {"label": "Papers", "items": [{"label": "Drafts", "url": "/p/", "current": True}]},
        {"label": "Empty"},
        {},
    ]
    assert 'aria-current="page"' in html_of("{% site_navigation %}", request=request, navigation=groups)
    assert "<nav" not in html_of("{% site_navigation %}", request=request)
