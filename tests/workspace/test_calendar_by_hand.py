"""Reminders set by hand in the calendar of a State and in the feed: within the reader's walls, the nearest kept."""

import pytest

from directory.models import Country
from foundation.clock import today
from reports.selectors import deadlines
from reports.selectors.record_countries import countries_of
from tests.agreements.instruments import recorded
from tests.attaches.story_ways import get
from tests.cast import acting
from tests.reminders.set_by_hand import comes, day, office_of, set_by, told
from workspace.selectors import feed
from workspace.selectors.calendar import Asked, deadlines_between, year_of_deadlines
from workspace.selectors.feed import feed_items

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(db):
    with acting("cmd_desk") as clerk:
        return recorded(clerk)  # with Georgia


def in_calendar(name, code, offices=None):
    country = Country.objects.get(iso2=code)
    with acting(name) as reader:
        shown = deadlines_between(Asked(offices, country), day(0), day(30), to=reader)
    return [row.record for row in shown.page.rows]


def in_feed(name, on):
    with acting(name) as reader:
        found = feed_items(to=reader, level=9, on=on, address=str)
    return [item.first_on for item in found if "RMD-" in item.uid]


# --- of one State ---------------------------------------------------------------------------------
def test_the_calendar_of_a_state_has_those_on_its_records(agreement):
    mine = set_by("cmd_desk", agreement)
    ours = set_by("cmd_desk", agreement, office=office_of("cmd_desk"))
    assert {mine.reference, ours.reference} <= set(in_calendar("cmd_desk", "GE"))
    assert not {mine.reference, ours.reference} & set(in_calendar("cmd_desk", "TR"))
    found = in_calendar("cmd_desk_2", "GE")
    assert (mine.reference in found, ours.reference in found) == (False, True)


def test_who_may_not_read_the_record_finds_none_there(db):
    with acting("cmd_desk") as clerk:
        kept = recorded(clerk, caveats=("mod_only",))
    ours = set_by("cmd_desk", kept, office=office_of("mfa_desk"))
    assert ours.reference in in_calendar("cmd_desk", "GE")
    assert ours.reference not in in_calendar("mfa_desk", "GE")


def test_the_page_and_the_year_of_a_state_have_them(signed_in, agreement):
    mine = set_by("cmd_desk", agreement)
    shown = get(signed_in("cmd_desk"), "/calendar/", view="week", day=day(10).isoformat(), country="GE")
    assert mine.reference in shown

    def count():
        with acting("cmd_desk") as reader:
            asked = Asked(None, Country.objects.get(iso2="GE"))
            return sum(month.count for month in year_of_deadlines(asked, day(10).year, to=reader))

    before = count()
    set_by("cmd_desk", agreement)
    assert count() == before + 1


def test_the_report_of_deadlines_counts_it_under_its_state(agreement):
    mine = set_by("cmd_desk", agreement)
    with acting("cmd_desk") as reader:
        places = countries_of([mine.reference, "RMD-2020-AAAAA"], to=reader)
        assert {code: [c.iso2 for c in found] for code, found in places.items()} == {mine.reference: ["GE"]}
        found = deadlines.build(to=reader, as_of=today(), country="GE", kind="reminders.custom")
    assert [row["references"] for row in found.rows] == [[mine.reference]]


# --- the feed -------------------------------------------------------------------------------------
def test_a_feed_that_is_full_keeps_what_is_still_to_come(agreement, monkeypatch):
    for after in (3, 4, 5, 40):
        set_by("cmd_desk", agreement, after=after)
    monkeypatch.setattr(feed, "AT_MOST", 2)
    assert in_feed("cmd_desk", day(30)) == [day(40)]
    assert in_feed("cmd_desk", day(0)) == [day(3), day(4)]


def test_a_feed_that_is_full_keeps_the_most_recent_past(agreement, monkeypatch):
    made = [set_by("cmd_desk", agreement, after=after) for after in (3, 4, 5)]
    for after in (3, 4, 5):
        comes(after)
    assert [told("cmd_desk", one) for one in made] == [1, 1, 1]
    monkeypatch.setattr(feed, "AT_MOST", 2)
    assert in_feed("cmd_desk", day(6)) == [day(4), day(5)]


def test_what_comes_back_does_not_crowd_out_what_comes_before(agreement, monkeypatch):
    set_by("cmd_desk", agreement, after=1, repeats="weekly", until=day(60))
    set_by("cmd_desk", agreement, after=10)
    monkeypatch.setattr(feed, "AT_MOST", 3)
    assert in_feed("cmd_desk", day(0)) == [day(1), day(8), day(10)]


def test_the_feed_is_of_one_office(agreement):
    mine = set_by("cmd_desk", agreement)
    assert in_feed("cmd_desk", day(0)) == [day(10)]
    with acting("cmd_desk") as reader:
        assert mine.office_id == reader.office_id
