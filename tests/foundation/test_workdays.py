from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.workdays import WorkCalendar

PLAIN = WorkCalendar()
NOVRUZ = WorkCalendar(
    holidays=frozenset(date(2026, 3, n) for n in range(20, 25)),
    working_weekends=frozenset({date(2026, 3, 28)}),
)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(("lead", "latest"), [(14, date(2026, 9, 29)), (5, date(2026, 10, 12))])
def test_latest_day_to_ask_for_a_clearance_domain_v8(lead: int, latest: date):
    assert PLAIN.subtract(date(2026, 10, 19), lead) == latest


def test_weekends_and_holidays_are_not_worked_a_declared_saturday_is():
    assert not NOVRUZ.is_working(date(2026, 3, 20))
    assert not NOVRUZ.is_working(date(2026, 3, 29))
    assert NOVRUZ.is_working(date(2026, 3, 28))


def test_a_holiday_on_a_declared_working_weekend_stays_a_holiday():
    saturday = date(2026, 3, 28)
    assert not WorkCalendar(frozenset({saturday}), frozenset({saturday})).is_working(saturday)


def test_the_nearest_working_day_on_either_side_of_novruz():
    middle = date(2026, 3, 22)
    assert NOVRUZ.previous_on_or_before(middle) == date(2026, 3, 19)
    assert NOVRUZ.next_on_or_after(middle) == date(2026, 3, 25)
    assert NOVRUZ.next_on_or_after(date(2026, 3, 25)) == date(2026, 3, 25)


def test_holidays_push_the_latest_day_further_back():
    assert NOVRUZ.subtract(date(2026, 3, 27), 5) == date(2026, 3, 17)
    assert NOVRUZ.add(date(2026, 3, 19), 4) == date(2026, 3, 28)


def test_counting_backwards_by_a_negative_number_is_refused():
    with pytest.raises(ValueError, match="backwards with subtract"):
        PLAIN.add(date(2026, 1, 1), -1)


@given(DAYS, st.integers(1, 60))
def test_the_days_between_a_day_and_its_nth_predecessor_are_n(day: date, count: int):
    earlier = NOVRUZ.subtract(day, count)
    assert NOVRUZ.is_working(earlier)
    assert NOVRUZ.between(earlier, day) == count
    assert NOVRUZ.between(day, earlier) == -count


@given(DAYS, st.integers(1, 60))
def test_going_forth_and_back_from_a_working_day_arrives_where_it_began(day: date, count: int):
    start = NOVRUZ.next_on_or_after(day)
    assert NOVRUZ.subtract(NOVRUZ.add(start, count), count) == start
