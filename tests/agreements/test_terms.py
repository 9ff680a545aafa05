from dataclasses import replace
from datetime import date

import pytest

from agreements.terms import Length, Missing, Standing, TermClause, horizon, position
from foundation.workdays import WorkCalendar

PLAIN = WorkCalendar()

CAUCASIAN_EAGLE = TermClause(
    eif_on=date(2020, 2, 1),
    initial=Length(years=1),
    renewal_mode="tacit",
    renewal=Length(years=1),
    max_renewals=1,
    notice_value=30,
    notice_unit="days",
    notice_basis="before_term_end",
)
INDUSTRIAL = TermClause(
    eif_on=date(2008, 5, 17),
    initial=Length(years=3),
    renewal_mode="tacit",
    renewal=Length(years=3),
    notice_value=6,
    notice_unit="months",
    notice_basis="before_term_end",
)
ANY_TIME = TermClause(
    eif_on=date(2010, 6, 1),
    initial=Length(years=5),
    renewal_mode="tacit",
    renewal=Length(years=5),
    notice_basis="any_time",
    effect_days=30,
)
TEN_YEARS_ONCE = TermClause(eif_on=date(2013, 11, 4), initial=Length(years=10))
PEACEKEEPERS = TermClause(
    eif_on=date(2020, 11, 10),
    initial=Length(years=5),
    renewal_mode="tacit",
    renewal=Length(years=5),
    notice_value=6,
    notice_unit="months",
    notice_basis="before_term_end",
)


def at(clause: TermClause, today: date, **more):
    return position(clause, today, PLAIN, **more)


def said(clause: TermClause, today: date) -> str:
    return " ".join(map(str, at(clause, today).explanation))


class TestVectorsOfTheDomainPage:
    def test_v1_on_the_eve_of_the_notice_day(self):
        found = at(INDUSTRIAL, date(2025, 6, 1))
        assert (found.term_end, found.last_receipt_day) == (date(2026, 5, 17), date(2025, 11, 17))

    def test_v1_on_the_notice_day_itself_the_period_is_still_current(self):
        assert at(INDUSTRIAL, date(2025, 11, 17)).last_receipt_day == date(2025, 11, 17)

    def test_v1_the_day_after_the_next_period_is_current(self):
        found = at(INDUSTRIAL, date(2025, 11, 18))
        assert (found.term_end, found.last_receipt_day) == (date(2029, 5, 17), date(2028, 11, 17))
        assert found.running_until == date(2026, 5, 17)
        assert "The day for notice, 2025-11-17, has passed" in said(INDUSTRIAL, date(2025, 11, 18))

    def test_v4_month_ends_are_counted_from_entry_into_force_not_from_the_last_end(self):
        half_years = TermClause(
            date(2020, 8, 31),
            Length(months=6),
            "tacit",
            Length(months=6),
            None,
            1,
            "months",
            "before_term_end",
        )
        ends = [term.term_end for term in horizon(half_years, date(2020, 9, 1), years=1)]
        assert ends[:2] == [date(2021, 2, 28), date(2021, 8, 31)]


class TestClausePatterns:
    def test_a_one_tacit_year_more_and_then_nothing_renews(self):
        first = at(CAUCASIAN_EAGLE, date(2020, 6, 1))
        assert (first.term_end, first.last_receipt_day) == (date(2021, 2, 1), date(2021, 1, 2))
        missed = at(CAUCASIAN_EAGLE, date(2021, 1, 3))
        assert (missed.term_end, missed.last_receipt_day, missed.ends_for_good) == (
            date(2022, 2, 1),
            None,
            True,
        )
        assert at(CAUCASIAN_EAGLE, date(2022, 2, 1)).standing == Standing.EXPIRED

    def test_c_notice_at_any_time_takes_effect_thirty_days_after_receipt(self):
        found = at(ANY_TIME, date(2026, 1, 1))
        assert (found.effect_on, found.last_receipt_day) == (date(2026, 1, 31), None)
        assert found.term_end == date(2030, 6, 1)

    def test_d_ten_years_and_then_a_new_instrument(self):
        found = at(TEN_YEARS_ONCE, date(2023, 11, 3))
        assert (found.term_end, found.ends_for_good, found.cannot_compute) == (date(2023, 11, 4), True, ())
        assert at(TEN_YEARS_ONCE, date(2023, 11, 4)).standing == Standing.EXPIRED

    def test_e_five_years_and_five_more_unless_six_months_notice(self):
        assert at(PEACEKEEPERS, date(2024, 6, 1)).last_receipt_day == date(2025, 5, 10)
        assert at(PEACEKEEPERS, date(2025, 5, 11)).last_receipt_day == date(2030, 5, 10)

    def test_indefinite_with_six_months_notice_at_any_time(self):
        clause = TermClause(
            date(2000, 1, 1), renewal_mode="indefinite", notice_value=6, notice_basis="any_time"
        )
        found = at(clause, date(2026, 8, 31))
        assert (found.standing, found.effect_on) == (Standing.INDEFINITE, date(2027, 2, 28))

    def test_a_first_term_that_runs_on_indefinitely_unless_stopped(self):
        clause = TermClause(
            date(2020, 1, 1),
            Length(years=10),
            "indefinite",
            notice_value=1,
            notice_unit="years",
            notice_basis="before_term_end",
        )
        assert at(clause, date(2026, 1, 1)).last_receipt_day == date(2029, 1, 1)
        assert at(clause, date(2029, 1, 2)).standing == Standing.INDEFINITE

    def test_renewal_by_agreement_lasts_as_long_as_agreed(self):
        clause = TermClause(
            date(2020, 1, 1), Length(years=2), "by_agreement", Length(years=2), renewals_agreed=1
        )
        assert at(clause, date(2023, 1, 1)).term_end == date(2024, 1, 1)
        assert at(clause, date(2023, 1, 1)).ends_for_good
        assert at(clause, date(2024, 1, 1)).standing == Standing.EXPIRED

    def test_a_text_that_can_be_read_two_ways_is_computed_as_far_as_both_agree(self):
        unclear = replace(CAUCASIAN_EAGLE, limit_unclear=True)
        assert at(unclear, date(2020, 6, 1)).last_receipt_day == date(2021, 1, 2)
        second = at(unclear, date(2021, 1, 3))
        assert (second.term_end, second.last_receipt_day, second.ends_for_good) == (
            date(2022, 2, 1),
            None,
            False,
        )
        assert second.cannot_compute == (Missing.RENEWAL_LIMIT,)
        assert at(unclear, date(2022, 2, 1)).standing == Standing.IN_DOUBT

    def test_a_notice_at_any_time_never_outlasts_the_agreement(self):
        clause = TermClause(date(2020, 1, 1), Length(years=5), notice_value=6, notice_basis="any_time")
        assert at(clause, date(2024, 1, 1)).effect_on == date(2024, 7, 1)
        assert at(clause, date(2024, 11, 1)).effect_on == date(2025, 1, 1)

    def test_the_answer_says_in_words_what_was_counted(self):
        assert "That is renewal 5." in said(INDUSTRIAL, date(2025, 6, 1))
        assert "That is renewal 1 of 1." in said(CAUCASIAN_EAGLE, date(2021, 1, 3))
        words = " ".join(map(str, at(INDUSTRIAL, date(2025, 6, 1), margin=2, route_days=10).explanation))
        assert "2025-11-15 is a day nobody works: the earlier working day counts." in words
        assert "The approvals before it take 10 working days: start by 2025-10-31." in words


class TestDaysToAct:
    def test_action_is_a_working_day_before_the_margin_and_the_route_before_it(self):
        found = at(INDUSTRIAL, date(2025, 6, 1), margin=2, route_days=10)
        assert found.internal_action_day == date(2025, 11, 14)  # two days before Monday 17th is a Saturday
        assert found.route_start_day == date(2025, 10, 31)

    def test_a_holiday_moves_the_action_day_earlier_never_the_notice_day(self):
        closed = WorkCalendar(frozenset({date(2025, 11, 17)}))
        found = position(INDUSTRIAL, date(2025, 6, 1), closed)
        assert found.last_receipt_day == date(2025, 11, 17)
        assert found.internal_action_day == date(2025, 11, 14)

    def test_the_horizon_starts_with_the_running_term_and_covers_ten_years(self):
        marks = horizon(INDUSTRIAL, date(2025, 11, 18))
        assert [mark.term_end.year for mark in marks] == [2026, 2029, 2032, 2035]


class TestMissingFacts:
    @pytest.mark.parametrize(
        ("clause", "reason"),
        [
            (TermClause(None, Length(years=1)), Missing.EIF),
            (TermClause(date(2020, 1, 1)), Missing.INITIAL_TERM),
            (TermClause(date(2020, 1, 1), Length()), Missing.INITIAL_TERM),
            (TermClause(date(2020, 1, 1), Length(years=1), "tacit"), Missing.RENEWAL_TERM),
            (TermClause(date(2020, 1, 1), Length(years=1), "tacit", Length(months=-1)), Missing.RENEWAL_TERM),
            (TermClause(date(2020, 1, 1), Length(9000), "none"), Missing.OUT_OF_RANGE),
        ],
    )
    def test_no_term_is_guessed(self, clause: TermClause, reason: Missing):
        found = at(clause, date(2026, 1, 1))
        assert reason in found.cannot_compute
        over = reason == Missing.RENEWAL_TERM  # the first term is: whether it was renewed, nobody knows
        standing = Standing.IN_DOUBT if over else Standing.UNKNOWN
        assert (found.standing, found.term_end, found.last_receipt_day) == (standing, None, None)
        assert horizon(clause, date(2026, 1, 1)) == []
        assert str(found.explanation[0])

    @pytest.mark.parametrize(
        ("basis", "reason"),
        [(None, Missing.NOTICE_BASIS), ("before_term_end", Missing.NOTICE), ("any_time", Missing.NOTICE)],
    )
    def test_a_term_without_notice_facts_has_an_end_but_no_notice_day(
        self, basis: str | None, reason: Missing
    ):
        clause = TermClause(date(2020, 1, 1), Length(years=1), "tacit", Length(years=1), notice_basis=basis)
        found = at(clause, date(2026, 5, 5))
        assert found.term_end == date(2027, 1, 1)
        assert (found.last_receipt_day, found.effect_on, found.cannot_compute) == (None, None, (reason,))

    def test_daily_renewals_of_an_old_agreement_answer_at_once(self):
        clause = TermClause(
            date(1920, 1, 1), Length(days=1), "tacit", Length(days=1), None, 2000, "days", "before_term_end"
        )
        assert at(clause, date(2026, 1, 1)).last_receipt_day == date(2026, 1, 1)
