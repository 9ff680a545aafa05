"""The days of what comes back are worked out for the window asked for, in SQL as in Python."""

import datetime as dt
import random

import pytest
from django.db import connection

from access.context import enter_subject
from access.service_subjects import service_subject
from reminders.registry import rules
from reminders.selectors.deadlines import deadlines_of
from reminders.terms import days_meant, days_told
from tests.agreements.instruments import recorded
from tests.cast import acting
from tests.reminders.set_by_hand import acknowledged, comes, day, set_by

ONE = dt.timedelta(days=1)
REPEATS = ["once", "weekly", "monthly", "yearly"]


@pytest.fixture
def agreement(db):
    with acting("cmd_desk") as clerk:
        return recorded(clerk)


def in_sql(first, ahead, repeats, until, noted, begin, end):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reminders_days_told(%s, %s, %s, %s, %s, %s, %s)",
            [first, ahead, repeats, until, noted, begin, end],
        )
        return [row[0] for row in cursor.fetchall()]


def one_by_one(first, ahead, repeats, until, begin, end):
    """Every day it is ever told, then those of the window."""
    told = (meant - ONE * ahead for meant in days_meant(first, repeats, until))
    return [one for one in told if begin <= one <= end]


@pytest.mark.django_db
@pytest.mark.parametrize("repeats", REPEATS)
def test_a_window_has_the_days_that_lie_in_it(repeats):
    draw = random.Random(repeats)
    for _ in range(80):
        first = dt.date(2027, 12, 1) + ONE * draw.randrange(120)  # with the 29th to the 31st, and a leap day
        until = None if repeats == "once" else first + ONE * draw.randrange(3653)
        ahead = draw.choice([0, 0, 1, 30, 365])
        begin = first + ONE * draw.randrange(-500, 3700)
        end = begin + ONE * draw.choice([0, 6, 30, 366, 4000])
        expected = one_by_one(first, ahead, repeats, until, begin, end)
        assert list(days_told(first, ahead, repeats, until, begin, end)) == expected
        assert in_sql(first, ahead, repeats, until, None, begin, end) == expected
        assert in_sql(first, ahead, repeats, until, begin - ONE, None, end) == expected
        everything = one_by_one(first, ahead, repeats, until, dt.date.min, dt.date.max)
        assert in_sql(first, ahead, repeats, until, None, None, None) == everything


@pytest.mark.django_db
def test_the_edges_of_the_calendar_are_days_too():
    far = (dt.date.min, dt.date.max)
    assert in_sql(day(1), 365, "weekly", day(15), None, *far) == [day(-364), day(-357), day(-350)]
    assert len(list(days_told(day(1), 365, "weekly", day(15), *far))) == 3


@pytest.mark.django_db
def test_a_rule_gives_the_days_of_a_window_and_none_that_were_noted(agreement):
    weekly = set_by("cmd_desk", agreement, repeats="weekly", until=day(3650))
    rule = rules()["reminders.custom"]

    def days(first=None, last=None):
        with enter_subject(service_subject("planner"), "test"):
            rows = deadlines_of(rule, first, last)
            return [row["due_on"] for row in rows if row["reference"] == weekly.reference]

    assert days(day(0), day(30)) == [day(10), day(17), day(24)]
    assert days(day(18), day(30)) == [day(24)]
    assert (days(last=day(10)), days(last=day(9))) == ([day(10)], [])
    assert len(days()) == 521
    comes(10)
    comes(17)
    acknowledged("cmd_desk")
    assert days(last=day(30)) == [day(24)]


@pytest.mark.django_db
def test_the_review_of_a_marking_is_one_day_whatever_the_window(agreement):
    rule = rules()["reminders.marking_review"]
    from tests.reminders.set_by_hand import office_of

    review = set_by("cmd_desk", agreement, about="marking", office=office_of("cmd_desk"))
    with enter_subject(service_subject("planner"), "test"):
        rows = deadlines_of(rule, day(100), day(200))
        assert [row["due_on"] for row in rows if row["reference"] == review.reference] == [day(10)]
