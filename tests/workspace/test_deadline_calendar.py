"""The deadline calendar: late on top, a week, a month, a year; whose, of which State, of which kind."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from access.services.labels import intern
from directory.models import CalendarDay, Country
from foundation.clock import today
from reports.selectors.record_countries import countries_of, records_about
from tests.activities.programme import days, planned
from tests.agreements.instruments import V1_CLAUSE, in_force
from tests.attaches.scenes import a_posting
from tests.cast import acting
from tests.reminders.conftest import *  # noqa: F403
from workspace.selectors.calendar import Asked, bounds, deadlines_between, late, year_of_deadlines

pytestmark = pytest.mark.django_db
ON = dt.date(2030, 10, 16)
OCTOBER = "/calendar/?day=2030-10-16"
NAME = "The name of the thing"


def words(answer, status: int = 200) -> str:
    assert answer.status_code == status
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.mark.parametrize("view", ["week", "month"])
def test_a_week_and_a_month_name_what_falls_due_on_its_day(deadline, signed_in, view):
    shown = words(signed_in("cmd_desk").get(f"{OCTOBER}&view={view}"))
    assert NAME in shown
    assert 'href="/tests/TST-2030-AAAAA/"' in shown
    assert "A thing of the tests falls due" in shown
    assert NAME not in words(signed_in("cmd_desk").get(f"/calendar/?day=2030-09-16&view={view}"))


def test_a_year_counts_and_its_numbers_are_doors(deadline, signed_in):
    shown = words(signed_in("cmd_desk").get(f"{OCTOBER}&view=year"))
    assert 'view=week&amp;day=2030-10-16">16<sup' in shown
    assert NAME not in shown
    with acting("cmd_desk") as clerk:
        months = year_of_deadlines(Asked(None), 2030, to=clerk)
    assert [month.count for month in months] == [0] * 9 + [1, 0, 0]


def test_a_week_says_who_was_told(deadline, signed_in, planned_on):
    from reminders import dispatcher

    assert "nobody was told yet" in words(signed_in("cmd_desk").get(f"{OCTOBER}&view=week"))
    planned_on(ON)
    dispatcher.drain(day=lambda: ON)
    shown = words(signed_in("cmd_desk").get(f"{OCTOBER}&view=week"))
    assert re.search(r"\d+ (?:person|people) told, nobody saw it yet", shown)


def test_what_is_late_stands_on_top_of_every_view(deadline, signed_in):
    deadline.due_on = today() - dt.timedelta(days=40)
    for view in ("week", "month", "year"):
        shown = words(signed_in("cmd_desk").get(f"{OCTOBER}&view={view}"))
        assert "1 deadline is late" in shown
        assert "40 days ago" in shown
    assert NAME in words(signed_in("cmd_desk").get("/calendar/?view=late"))
    deadline.due_on = today()
    with acting("cmd_desk") as clerk:
        assert late(Asked(None), to=clerk, on=today()).total == 0


def test_own_office_unless_another_or_a_person_is_asked_for(deadline, signed_in):
    assert NAME not in words(signed_in("mfa_desk").get(OCTOBER))
    for whose in ("office=all", "office=cmd-desk", "person=cmd_desk"):
        assert NAME in words(signed_in("mfa_desk").get(f"{OCTOBER}&{whose}"))
    assert NAME not in words(signed_in("cmd_desk").get(f"{OCTOBER}&person=mfa_desk"))


def test_a_kind_is_asked_for_by_its_code(deadline, signed_in):
    assert NAME in words(signed_in("cmd_desk").get(f"{OCTOBER}&kind={deadline.code}"))


def test_an_empty_calendar_says_what_to_do_first(deadline, signed_in):
    deadline.stands = False
    shown = words(signed_in("cmd_desk").get(OCTOBER))
    assert "Nothing falls due here for what you chose" in shown
    assert "?day=2030-10-16&amp;office=all" in shown
    assert "enter a posting, a paper" in words(signed_in("cmd_desk").get(f"{OCTOBER}&office=all"))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("view=decade", "There is no such choice."),
        ("day=yesterday", "A date like 2026-11-23."),
        ("day=0001-01-01", "A day from 1991 to 2199."),
        ("day=9999-12-31", "A day from 1991 to 2199."),
        ("office=cmd-desk&person=cmd_desk", "Choose an office or a person, not both."),
        ("country=ZZ", "There is no such choice."),
        ("kind=\x00", "There is no such choice."),
        ("view=late&page=0", ""),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(deadline, signed_in, query, said):
    assert said in words(signed_in("cmd_desk").get(f"/calendar/?{query}"), 400)


def test_the_edges_of_the_register_have_no_step_beyond(deadline, signed_in):
    assert 'rel="prev"' not in words(signed_in("cmd_desk").get("/calendar/?day=1991-01-05&view=year"))
    assert 'rel="next"' not in words(signed_in("cmd_desk").get("/calendar/?day=2199-12-31&view=year"))


def test_days_nobody_works_are_named(deadline, signed_in):
    CalendarDay.objects.update_or_create(
        day=ON, defaults={"is_working": False, "name_en": "Day of the Thing", "name_az": "Gün"}
    )
    for view in ("week", "month", "year"):
        assert "Day of the Thing" in words(signed_in("cmd_desk").get(f"{OCTOBER}&view={view}"))


def test_the_grid_of_a_month_is_whole_weeks_from_monday(deadline):
    with acting("cmd_desk") as clerk:
        shown = deadlines_between(Asked(None), *bounds("month", ON), to=clerk, whole_weeks=True)
    assert {len(week) for week in shown.weeks} == {7}
    assert {week[0].day.weekday() for week in shown.weeks} == {0}
    assert sum(day.in_view for day in shown.days) == 31


def test_a_reader_below_the_marking_sees_a_calendar_without_it(deadline, signed_in):
    deadline.label_id = intern("limited_official_use", compartments=("internal:mod",)).pk
    for view in ("week", "month", "year", "late"):
        assert NAME not in words(signed_in("mfa_desk").get(f"{OCTOBER}&view={view}&office=all"))
    assert "1 deadline" not in words(signed_in("mfa_desk").get(f"{OCTOBER}&office=all"))


def test_a_state_has_what_is_about_it():
    with acting("cmd_desk") as desk:
        agreement = in_force(desk, days(-700), clause=V1_CLAUSE)
        activity = planned(desk, ad_hoc_reason="Agreed")
        refs = {agreement.reference, activity.reference}
        found = countries_of([*refs, "AGR-2026-XXXXX"], to=desk)
        assert set(found) == refs
        for reference, states in found.items():
            assert all(reference in about(state, desk) for state in states)
        named = {state.pk for states in found.values() for state in states}
        other = Country.objects.exclude(pk__in=named).first()
        assert other is not None
        assert not refs & about(other, desk)


def about(state: Country, reader: object) -> set[str]:
    """References of what is about a State."""
    return {str(value) for rows in records_about(state, to=reader) for row in rows for value in row.values()}


def test_a_country_narrows_the_calendar(signed_in):
    posting = a_posting("in_post", end=20)
    here, there = (f"/calendar/?view=late&office=all&country={code}" for code in ("TR", "GE"))
    ahead = f"/calendar/?view=month&day={posting.planned.upper}&office=all&country="
    assert posting.reference in words(signed_in("cmd_desk").get(f"{ahead}TR&view=week"))
    assert posting.reference not in words(signed_in("cmd_desk").get(f"{ahead}GE&view=week"))
    for address in (here, there):
        words(signed_in("cmd_desk").get(address))


def test_more_rows_ask_no_more_questions(signed_in):
    client = signed_in("cmd_desk")

    def questions() -> int:
        with CaptureQueriesContext(connection) as queries:
            words(client.get(f"/calendar/?office=all&day={days(100)}"))
        return len(queries)

    a_posting("in_post", end=100)
    questions()
    few = questions()
    for _number in range(3):
        a_posting("in_post", end=100)
    assert questions() <= few


def test_it_speaks_azerbaijani(deadline, signed_in):
    client = signed_in("cmd_desk")
    client.cookies["django_language"] = "az"
    with translation.override("az"):
        for view in ("week", "month", "year", "late"):
            words(client.get(f"{OCTOBER}&view={view}"))


def test_the_door_stays_shut_to_strangers(client):
    assert client.get("/calendar/").status_code == 302
