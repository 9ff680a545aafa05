from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.workdays import WorkCalendar
from reminders.engine import (
    BACK_OFF,
    CatchUp,
    DayMove,
    Offset,
    OffsetUnit,
    catch_up,
    message_id,
    next_attempt,
    reminder_key,
)

PLAIN = WorkCalendar()
NOTICE = [Offset(-value) for value in (365, 270, 180, 120, 60, 30, 14)]
DUE = date(2026, 11, 17)


def on(today: date, offsets=NOTICE, due_on=DUE, **more) -> CatchUp:
    return catch_up(due_on, offsets, today, calendar=PLAIN, move=DayMove.EARLIER, **more)


@pytest.mark.parametrize(
    ("written", "offset"),
    [
        ("-30d", Offset(-30)),
        ("+1d", Offset(1)),
        ("0d", Offset(0)),
        ("-30", Offset(-30)),
        ("-10wd", Offset(-10, OffsetUnit.WORKING_DAYS)),
    ],
)
def test_offsets_are_written_as_people_write_them(written: str, offset: Offset):
    assert Offset.parse(written) == offset
    assert Offset.parse(str(offset)) == offset


@pytest.mark.parametrize("written", ["", "thirty", "-30y", "1.5d", "-99999d"])
def test_what_is_not_an_offset_is_refused(written: str):
    with pytest.raises(ValueError, match="not an offset"):
        Offset.parse(written)


@pytest.mark.parametrize(
    ("move", "day"),
    [
        (DayMove.EARLIER, date(2026, 11, 13)),
        (DayMove.LATER, date(2026, 11, 16)),
        (DayMove.STAY, date(2026, 11, 14)),
    ],
)
def test_a_saturday_moves_earlier_for_legal_deadlines_and_later_for_digests(move: DayMove, day: date):
    assert Offset(-3).planned_on(DUE, PLAIN, move) == day


def test_working_day_offsets_count_working_days():
    ten = Offset.parse("-10wd")
    assert ten.planned_on(date(2026, 10, 19), PLAIN, DayMove.EARLIER) == date(2026, 10, 5)
    assert Offset.parse("+2wd").planned_on(date(2026, 11, 20), PLAIN, DayMove.LATER) == date(2026, 11, 24)


class TestCatchUp:
    def test_nothing_is_due_before_the_first_offset(self):
        assert on(date(2025, 11, 1)) == CatchUp()

    def test_one_is_due_on_its_day(self):
        planned = NOTICE[:5]
        assert on(date(2026, 10, 16), planned=planned) == CatchUp(Offset(-30))

    def test_after_downtime_one_message_replaces_the_burst(self):
        result = on(date(2026, 10, 20), planned=NOTICE[:2])
        assert result == CatchUp(Offset(-30), (Offset(-180), Offset(-120), Offset(-60)))

    def test_planning_again_plans_nothing_new(self):
        assert on(date(2026, 10, 20), planned=NOTICE[:6]) == CatchUp()

    def test_a_deadline_missed_while_the_machine_slept_is_still_said(self):
        assert on(date(2026, 12, 1), planned=NOTICE[:6], known_since=date(2026, 1, 1)) == CatchUp(Offset(-14))

    def test_a_deadline_already_past_when_entered_is_history(self):
        assert on(date(2026, 12, 1), known_since=date(2026, 11, 18)) == CatchUp()

    def test_what_is_due_after_a_past_event_is_still_said_of_an_old_record(self):
        pending = [Offset(90), Offset(180), Offset(365)]
        result = on(date(2026, 11, 23), pending, date(2025, 9, 20), known_since=date(2026, 11, 1))
        assert result == CatchUp(Offset(365), (Offset(90), Offset(180)))

    def test_two_offsets_of_one_day_are_ordered_without_error(self):
        both = [Offset(0), Offset(0, OffsetUnit.WORKING_DAYS)]
        assert on(DUE, both).due in both

    @given(st.integers(0, 800), st.integers(0, 800))
    def test_running_on_two_days_says_the_same_as_running_every_day(self, first: int, second: int):
        start = DUE - timedelta(days=400)
        said: set[Offset] = set()
        for day in sorted((first, second)):
            result = on(start + timedelta(days=day), planned=said)
            said |= {*result.superseded, *filter(None, [result.due])}
        reached = start + timedelta(days=max(first, second))
        assert said == {o for o in NOTICE if o.planned_on(DUE, PLAIN, DayMove.EARLIER) <= reached}


class TestNames:
    FACTS = ("denunciation", "AGR-2026-7K3QF", DUE, Offset(-30), "office-7")

    def test_the_same_facts_give_the_same_key(self):
        assert reminder_key(*self.FACTS) == reminder_key(*self.FACTS)

    @pytest.mark.parametrize("place", range(5))
    def test_every_fact_changes_the_key(self, place: int):
        other = ["expiry", "AGR-2026-7K3QG", date(2026, 11, 18), Offset(-14), "office-8"]
        changed = [*self.FACTS[:place], other[place], *self.FACTS[place + 1 :]]
        assert reminder_key(*changed) != reminder_key(*self.FACTS)

    def test_facts_cannot_run_into_each_other(self):
        assert reminder_key("ab", "c", DUE, Offset(0), "o") != reminder_key("a", "bc", DUE, Offset(0), "o")

    def test_a_message_id_is_stable_per_recipient_and_tells_nothing(self):
        key = reminder_key(*self.FACTS)
        assert message_id(key, "u1", "parley.example") == message_id(key, "u1", "parley.example")
        assert message_id(key, "u1", "parley.example") != message_id(key, "u2", "parley.example")
        assert "AGR" not in message_id(key, "u1", "parley.example")


class TestBackOff:
    NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)

    def test_waits_grow_and_end(self):
        waits = [next_attempt(n, self.NOW) for n in range(1, len(BACK_OFF) + 1)]
        assert waits == sorted(waits)
        assert waits[0] == self.NOW + timedelta(minutes=1)

    def test_after_the_last_wait_it_is_dead(self):
        assert next_attempt(len(BACK_OFF) + 1, self.NOW) is None

    def test_there_is_no_next_attempt_without_a_failure(self):
        with pytest.raises(ValueError, match="after a failure"):
            next_attempt(0, self.NOW)
