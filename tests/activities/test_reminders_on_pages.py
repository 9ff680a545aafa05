"""Pages of what falls due say what will be told of it; what runs by the hour says its hours and how far they are."""

import datetime as dt

import pytest

from access.context import enter_subject
from access.service_subjects import service_subject
from activities.selectors.inspections import inspection_titles
from foundation.clock import now, today
from foundation.wording import distance_by_hour
from reminders import dispatcher
from reminders.selectors.of_record import of_record, when_words
from reminders.services.planning import plan_hours
from tests.activities.owed import an_obligation, first_of
from tests.activities.programme import days
from tests.activities.test_inspections import HOUR, asked
from tests.attaches.story_ways import get, words
from tests.cast import acting

pytestmark = pytest.mark.django_db


def test_the_page_of_an_inspection_tells_by_its_hours_and_not_by_days(signed_in):
    with acting("arms_control_desk") as by:
        row = asked(by, hours_ago=2)
        found = of_record(row.reference, to=by, on=today(), at=now(), kinds=(inspection_titles,))
    ahead = [(one.at, one.when) for one in found.to_come if not one.is_escalation]
    assert ahead[0] == (row.reply_due_at - 12 * HOUR, "12 hours before")
    assert [one.at for one in found.to_come] == sorted(one.at for one in found.to_come)
    assert all(one.at > now() for one in found.to_come)
    assert any(one.is_escalation for one in found.to_come)
    shown = words(get(signed_in("arms_control_desk"), f"/inspections/{row.reference}/"))
    assert "in 21 hours" in shown or "in 22 hours" in shown
    assert "12 hours before" in shown


def test_what_was_told_at_once_does_not_say_how_long_before(signed_in):
    with acting("arms_control_desk") as by:
        row = asked(by, hours_ago=2)
    planner = service_subject("planner")
    with enter_subject(planner, "test"):
        plan_hours(by=planner, at=now())
    dispatcher.drain()
    shown = words(get(signed_in("arms_control_desk"), f"/inspections/{row.reference}/"))
    assert "as soon as it was known" in shown
    assert "240 hours" not in shown


def test_the_page_of_a_return_says_what_will_be_told_of_it_to_whom(signed_in):
    with acting("arms_control_desk") as by:
        row = first_of(an_obligation(by, days(40)), by)
    shown = words(get(signed_in("arms_control_desk"), f"/returns/{row.reference}/"))
    assert "Submit a return to an international organisation" in shown
    assert "Arms control desk" in shown


def test_a_list_under_a_wrong_filter_says_so_on_top_and_an_empty_one_what_to_do(signed_in):
    desk = signed_in("arms_control_desk")
    for where in ("/returns/", "/inspections/"):
        assert "One field needs correcting" in words(desk.get(where, {"year": "12"}).content.decode())
        empty = words(get(desk, where, year=1995, which="all"))
        assert "under this choice" in empty
        assert "Choose" in empty


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "now"), (1, "in 1 minute"), (59, "in 59 minutes"), (61, "in 1 hour"), (21 * 60 + 30, "in 21 hours"),
        (-30, "30 minutes ago"), (-25 * 60, "25 hours ago"),
    ],
)  # fmt: skip
def test_an_hour_is_told_in_hours(minutes, said):
    at = dt.datetime(2026, 11, 27, 10, tzinfo=dt.UTC)
    assert distance_by_hour(at + dt.timedelta(minutes=minutes), at) == said
    assert distance_by_hour(at + dt.timedelta(days=3), at) == "in 3 days"


def test_at_nought_it_is_said_at_the_hour():
    assert when_words(0, "hours") == "at the hour"
    assert when_words(0) == "on the day"
