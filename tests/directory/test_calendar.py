"""The working-day calendar: loaded from the library, moved and overridden by hand, counted by foundation.workdays."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from audit.models import Event
from directory.models import CalendarDay
from directory.selectors.calendar import work_calendar, year_shown
from directory.services import calendar
from foundation.errors import InvalidInput, NotPermitted
from tests.cast import acting

YEAR = 2041  # beyond what every installation starts with


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"{YEAR}-{text}")


@pytest.fixture
def loaded(db: None) -> None:
    calendar.load_years(range(YEAR, YEAR + 1))


def move(first: str, second: str) -> CalendarDay:
    with acting("cmd_desk") as clerk:
        return calendar.move_holiday(by=clerk, moved_from=day(first), moved_to=day(second))


def work(text: str) -> CalendarDay:
    with acting("cmd_desk") as clerk:
        return calendar.declare_worked(by=clerk, day=day(text))


def year_page(client: Client, year: int = YEAR, **sent: Any) -> Any:
    address = reverse("admin:directory_calendarday_year", args=[year])
    return client.post(address, sent) if sent else client.get(address)


# 28 May 2041, Independence Day, is a Tuesday; the day after and the 31st, a Friday, are ordinary days.
def test_a_moved_holiday_is_worked_and_the_other_day_is_off(loaded: None):
    moved = move("05-28", "05-31")
    assert (moved.moved_from, moved.is_working, moved.is_override) == (day("05-28"), False, True)
    assert "28" in moved.name_en
    counted = work_calendar()
    assert counted.is_working(day("05-28"))
    assert not counted.is_working(day("05-31"))
    assert counted.add(day("05-27"), 1) == day("05-28")


def test_deadlines_step_over_the_edge_of_a_month(loaded: None):
    move("05-28", "05-31")
    counted = work_calendar()
    assert counted.next_on_or_after(day("05-31")) == day("06-03")
    assert counted.previous_on_or_before(day("06-02")) == day("05-30")
    assert counted.add(day("05-30"), 1) == day("06-03")
    assert counted.subtract(day("06-03"), 1) == day("05-30")
    assert counted.between(day("05-27"), day("06-03")) == 4
    work("06-01")
    assert work_calendar().next_on_or_after(day("05-31")) == day("06-01")


def test_a_holiday_on_a_weekend_day_is_moved_and_the_weekend_stays(loaded: None):
    weekend = next(
        row for row in CalendarDay.objects.filter(day__year=YEAR).order_by("day") if row.day.weekday() > 4
    )
    with acting("cmd_desk") as clerk:
        target = work_calendar().next_on_or_after(weekend.day)
        calendar.move_holiday(by=clerk, moved_from=weekend.day, moved_to=target)
    assert not work_calendar().is_working(weekend.day)
    assert not work_calendar().is_working(target)


@pytest.mark.parametrize(
    ("first", "second", "field"),
    [("05-29", "05-31", "moved_from"), ("05-28", "06-01", "moved_to"), ("05-28", "05-28", "moved_to")],
)
def test_what_is_no_holiday_or_off_anyway_is_not_moved(loaded: None, first: str, second: str, field: str):
    with pytest.raises(InvalidInput) as refusal:
        move(first, second)
    assert list(refusal.value.fields) == [field]


@pytest.mark.parametrize("text", ["05-29", "05-28"])
def test_only_weekend_days_are_declared_worked(loaded: None, text: str):
    with pytest.raises(InvalidInput):
        work(text)


def test_a_working_saturday_counts_and_stands_in_the_trail(loaded: None):
    saturday = work("06-01")
    assert work_calendar().is_working(day("06-01"))
    with pytest.raises(InvalidInput):
        work("06-01")
    with acting("mod_security"):
        event = Event.objects.filter(table="directory_calendarday", record_id=saturday.pk).latest("id")
        assert event.verb == "calendar.declare_worked"


def test_only_the_center_moves_declares_and_loads(loaded: None):
    with acting("attache") as attache:
        for act in (
            lambda: calendar.move_holiday(by=attache, moved_from=day("05-28"), moved_to=day("05-31")),
            lambda: calendar.declare_worked(by=attache, day=day("06-01")),
            lambda: calendar.load_years(range(2042, 2043), by=attache),
        ):
            with pytest.raises(NotPermitted):
                act()


def test_loading_again_leaves_days_entered_by_hand_as_they_are(loaded: None):
    move("05-28", "05-31")
    CalendarDay.objects.filter(day=day("01-01")).update(name_en="Ours", is_override=True)
    before = list(CalendarDay.objects.filter(day__year=YEAR).order_by("day").values())
    call_command("load_holidays", YEAR, verbosity=0)
    assert list(CalendarDay.objects.filter(day__year=YEAR).order_by("day").values()) == before


def test_the_command_loads_further_years_and_refuses_years_nobody_means(
    db: None, capsys: pytest.CaptureFixture
):
    call_command("load_holidays", YEAR, YEAR + 1)
    assert "days loaded" in capsys.readouterr().out
    assert CalendarDay.objects.filter(day__year=YEAR + 1).count() > 5
    for years in ((1066,), (YEAR, YEAR - 1), (YEAR, 9999)):
        with pytest.raises(CommandError, match="Years from 2000 to 2100"):
            call_command("load_holidays", *years)


def test_the_database_lets_a_holiday_move_only_to_a_day_off_entered_by_hand(db: None):
    for facts in (
        {"moved_from": day("02-03")},
        {"moved_from": day("02-01"), "is_working": True, "is_override": True},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            CalendarDay.objects.create(
                **{"day": day("02-03"), "name_en": "x", "name_az": "x", "is_override": True} | facts
            )


def test_a_year_at_a_glance_has_every_day_once_and_counts_what_is_worked(loaded: None):
    move("05-28", "05-31")
    shown = year_shown(YEAR)
    days = [d for month in shown.months for week in month.weeks for d in week if d]
    assert [d.day for d in days] == [dt.date(YEAR, 1, 1) + dt.timedelta(n) for n in range(365)]
    counted = work_calendar()
    assert sum(month.worked for month in shown.months) == counted.between(
        dt.date(YEAR, 1, 1), dt.date(YEAR + 1, 1, 1)
    )
    assert shown.is_loaded
    assert not year_shown(YEAR + 5).is_loaded


def test_the_page_tells_the_library_from_what_was_entered_by_hand(
    loaded: None, signed_in: Callable[[str], Client]
):
    move("05-28", "05-31")
    work("06-01")
    page = year_page(signed_in("attache")).content.decode()
    assert page.count('<table class="month">') == 12
    for words in (
        "holiday, from the library",
        "day off, entered by hand",
        "worked, entered by hand",
        "<caption>May",
    ):
        assert words in page
    assert 'name="moved_from"' not in page, "who only reads is offered no form"


def test_the_center_moves_and_loads_on_the_page(db: None, signed_in: Callable[[str], Client]):
    clerk = signed_in("cmd_desk")
    assert "not loaded yet" in year_page(clerk).content.decode()
    assert year_page(clerk, act="load", first=YEAR, last=YEAR).status_code == 302
    assert year_page(clerk, act="move", moved_from=day("05-28"), moved_to=day("05-31")).status_code == 302
    assert year_page(clerk, act="work", day=day("06-01")).status_code == 302
    assert work_calendar().is_working(day("06-01"))


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"act": "move", "moved_from": f"{YEAR}-05-29", "moved_to": f"{YEAR}-05-31"}, "no holiday on this day"),
        ({"act": "move", "moved_from": "soon", "moved_to": ""}, "valid date"),
        ({"act": "work", "day": f"{YEAR}-05-29"}, "worked anyway"), ({"act": "work", "day": "9999-12-25"}, "1800"),
        ({"act": "load", "first": "1066", "last": "1067"}, "2000 to 2100"),
        ({"act": "load", "first": "2041", "last": "2040"}, "2000 to 2100"),
        ({"act": "load", "first": "1" * 30, "last": "2040"}, "2000 to 2100"),
    ],
)  # fmt: skip
def test_the_page_refuses_in_words_and_keeps_what_was_typed(
    db: None, signed_in: Callable[[str], Client], sent: dict[str, str], words: str
):
    answer = year_page(signed_in("cmd_desk"), **sent)
    assert answer.status_code == 400
    assert words in answer.content.decode()


def test_years_and_acts_that_are_none_are_pages_that_are_none(db: None, signed_in: Callable[[str], Client]):
    clerk = signed_in("cmd_desk")
    assert year_page(clerk, 1066).status_code == 404
    assert year_page(clerk, act="dance").status_code == 404
    assert year_page(signed_in("attache"), act="load", first=YEAR, last=YEAR).status_code == 403


def test_working_days_over_rest(loaded: None, api: Callable[..., Client]):
    move("05-28", "05-31")
    client = api("attache")
    rows = client.get(f"/api/v1/working-days/?year={YEAR}&is_override=true").json()["results"]
    assert [(row["day"], row["is_working"], row["moved_from"]) for row in rows] == [
        (str(day("05-28")), True, None), (str(day("05-31")), False, str(day("05-28"))),
    ]  # fmt: skip
    assert client.get(f"/api/v1/working-days/{YEAR}-05-31/").json()["moved_from"] == str(day("05-28"))
    for query in ("year=1066", "year=soon", "year=2041.5", f"year={10**30}", "search=x"):
        assert client.get(f"/api/v1/working-days/?{query}").status_code == 400, query
    assert client.get("/api/v1/working-days/2041-02-30/").status_code == 404
