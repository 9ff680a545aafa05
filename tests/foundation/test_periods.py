from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.periods import Period

DAYS = st.dates(date(2024, 1, 1), date(2024, 3, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    first, second = draw(DAYS), draw(st.none() | DAYS)
    return Period(first) if second is None else Period(min(first, second), max(first, second))


def day(number: int) -> date:
    return date(2026, 1, number)


def test_the_first_day_belongs_and_the_end_day_does_not():
    period = Period(day(5), day(8))
    assert [period.contains(day(n)) for n in (4, 5, 7, 8)] == [False, True, True, False]
    assert period.days == 3


def test_a_period_without_end_contains_every_later_day():
    period = Period(day(5))
    assert period.contains(date.max)
    assert period.is_open_ended
    assert period.days is None


def test_an_end_before_the_start_is_refused():
    with pytest.raises(ValueError, match="cannot end"):
        Period(day(8), day(5))


def test_neighbours_that_touch_do_not_overlap():
    assert not Period(day(1), day(5)).overlaps(Period(day(5), day(9)))
    assert Period(day(1), day(6)).overlaps(Period(day(5)))


def test_gaps_lie_between_overlapping_unsorted_and_open_periods():
    window = Period(day(1), day(31))
    taken = [
        Period(day(20)),
        Period(day(3), day(6)),
        Period(day(5), day(10)),
        Period(date(2025, 1, 1), day(2)),
    ]
    assert window.gaps(taken) == [Period(day(2), day(3)), Period(day(10), day(20))]
    assert Period(day(1)).gaps([Period(day(1), day(2))]) == [Period(day(2))]
    assert window.gaps([]) == [window]


@given(periods(), periods(), DAYS)
def test_a_day_is_shared_exactly_when_both_contain_it(one: Period, other: Period, today: date):
    shared = one.intersection(other)
    assert (shared is not None and shared.contains(today)) == (one.contains(today) and other.contains(today))
    assert one.intersection(other) == other.intersection(one)


@given(periods(), st.lists(periods(), max_size=5), DAYS)
def test_every_day_of_a_window_is_either_taken_or_in_one_gap(
    window: Period, taken: list[Period], today: date
):
    free = sum(gap.contains(today) for gap in window.gaps(taken))
    covered = any(period.contains(today) for period in taken)
    assert free == (window.contains(today) and not covered)


@given(periods(), periods())
def test_enclosing_means_the_intersection_is_the_whole_other(one: Period, other: Period):
    assert one.encloses(other) == (other.is_empty or one.intersection(other) == other)
