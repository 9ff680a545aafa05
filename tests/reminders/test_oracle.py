"""The oracle walks day by day, the planner compares days at once: over years of days both say the same."""

import datetime as dt
import random

import pytest

from foundation.workdays import WorkCalendar
from reminders.engine import DayMove, Offset, OffsetUnit, farthest_due
from tests.reminders.catalogue import CATALOGUE
from tests.reminders.oracle import ONE, UP, Deadline, Free, Oracle, Seat

FIRST, LAST = dt.date(2029, 1, 1), dt.date(2033, 1, 1)
# Holidays of a week, single ones, one on a Sunday, and two weekend days that are worked.
OFF = [dt.date(2031, 3, 20) + ONE * n for n in range(6)] + [
    dt.date(2030, 12, 31),
    dt.date(2031, 1, 1),
    dt.date(2031, 6, 15),
]
WORKED = [dt.date(2031, 3, 29), dt.date(2031, 1, 4)]
ROWS = [*((day, False) for day in OFF), *((day, True) for day in WORKED)]
CALENDAR = WorkCalendar(frozenset(OFF), frozenset(WORKED))
UNITS = {"days": OffsetUnit.DAYS, "working days": OffsetUnit.WORKING_DAYS}
MOVES = {"earlier": DayMove.EARLIER, "later": DayMove.LATER, "stay": DayMove.STAY}
BY_DAYS = sorted(code for code, line in CATALOGUE.items() if line.unit != "hours")


def an_oracle() -> Oracle:
    return Oracle(CATALOGUE, [Seat(1, "cmd_desk", None, None)], Free(FIRST, LAST, ROWS))


@pytest.mark.parametrize("code", BY_DAYS)
def test_an_offset_has_come_for_the_oracle_on_the_day_it_has_for_the_planner(code: str):
    line, oracle, move = CATALOGUE[code], an_oracle(), MOVES[CATALOGUE[code].way]
    draw = random.Random(code)
    for _ in range(60):
        today = dt.date(2031, 1, 1) + ONE * draw.randrange(180)
        reach = {
            value: farthest_due(Offset(value, UNITS[line.unit]), today, CALENDAR, move)
            for value in line.offsets
        }
        for number, (wait, _whom) in enumerate(line.chain):
            reach[UP + number] = farthest_due(Offset(wait, OffsetUnit.WORKING_DAYS), today, CALENDAR, move)
        for step, farthest in reach.items():
            for due in (farthest, farthest + ONE, farthest + ONE * draw.randrange(-9, 9)):
                assert (due <= farthest) == (oracle._calendar(code, line, due)[step] <= today), (
                    today,
                    due,
                    step,
                )


def test_the_oracle_says_only_the_latest_after_a_pause_and_nothing_of_what_is_history():
    oracle, due = an_oracle(), dt.date(2031, 5, 7)
    standing = {"postings.successor": [Deadline("POS-2031-AAAAA", due, 1)]}
    assert [said.step for said in oracle.plan(standing, due - ONE * 200)] == [-270]
    assert not oracle.plan(standing, due - ONE * 199)
    assert not an_oracle().plan(standing, due + ONE * 16)
