"""Facts for coordination-health: how long answers take, what came back, who is late, as it was known on a day."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from approvals.selectors.cases import health_rows
from approvals.selectors.health import percentile, states_on
from approvals.services.recalls import recall
from foundation.clock import now
from tests.approvals.stage import SECOND, Proposals, answer
from tests.cast import acting


def april(day: int) -> dt.date:
    return dt.date(2027, 4, day)


MONTH = (april(1), april(30))


def rows(as_of: dt.date, period=MONTH):
    with acting("cmd_head") as subject:
        return health_rows(to=subject, as_of=as_of, period=period)


@pytest.fixture
def history(proposals: Proposals):
    """Submitted on 5 April, signed on 6 and 8, the Center on 9, the department late on 19, returned on 22."""
    case = proposals.submit(on=april(5))
    for name, verdict, day in (
        ("attache", "sign", 6),
        ("head_of_mission", "sign", 8),
        ("cmd_head", "concur", 9),
        ("imcd_head", "concur", 19),
    ):
        answer(name, case, verdict, on=april(day))
    answer("mfa_desk", case, "return", on=april(22), reason_code="wording", comment="Say which forces.")
    return case


def test_days_are_working_days_from_asked_to_answered(history):
    found = [
        (step.name_en, step.working_days, step.was_late, step.institution) for step in rows(april(30)).steps
    ]
    assert found == [
        ("Signature of the attaché", 1, False, "mod"),
        ("Signature of the head of mission", 3, False, "mfa"),
        ("Center for Military Diplomacy", 1, False, "mod"),
        ("International Military Cooperation Department", 6, True, "mod"),
        ("Territorial desk of the MFA", 3, False, "mfa"),
    ]


def test_median_and_ninetieth_percentile_per_institution_with_the_cases_behind(history):
    found = {
        row.key: (row.count, row.late, row.median, row.p90, row.cases)
        for row in rows(april(30)).by_institution
    }
    assert found == {
        "mfa": (2, 0, 3.0, 3, (history.reference,)),
        "mod": (3, 1, 1.0, 6, (history.reference,)),
    }


def test_steps_come_in_the_order_of_the_route(history):
    assert [row.key for row in rows(april(30)).by_step][-1] == "Territorial desk of the MFA"


def test_returns_stand_under_their_reason(history):
    (group,) = rows(april(30)).returns_by_reason.items()
    assert (group[0], [(row.case, row.institution, row.verdict) for row in group[1]]) == (
        "wording",
        [(history.reference, "mfa", "return")],
    )


def test_on_an_earlier_day_only_what_was_known_then_is_said(history):
    then = rows(april(12))
    assert [step.name_en for step in then.steps] == [
        "Signature of the attaché",
        "Signature of the head of mission",
        "Center for Military Diplomacy",
    ]
    assert then.refused == ()
    (seat,) = then.open
    assert (seat.office, seat.asked_on, seat.due_on, seat.working_days_late) == (
        "imcd-head",
        april(9),
        april(14),
        0,
    )


def test_who_is_late_is_named_down_to_the_seat(history):
    (seat,) = rows(april(17)).overdue
    assert (seat.case, seat.office, seat.institution, seat.working_days_late) == (
        history.reference, "imcd-head", "mod", 2,
    )  # fmt: skip
    assert rows(april(30)).overdue == []


def test_both_seats_of_a_parallel_step_stand_open(proposals: Proposals):
    proposals.submit(on=april(5))
    assert {seat.office for seat in rows(april(5)).open} == {"attache-tr", "hom-tr"}


@pytest.fixture
def taken_back(proposals: Proposals):
    """Signed on 6 and 7, the Center agrees on 8, takes it back on 9 and agrees again on 14."""
    case = proposals.submit(on=april(5))
    for name, verdict, day in (
        ("attache", "sign", 6),
        ("head_of_mission", "sign", 7),
        ("cmd_head", "concur", 8),
    ):
        answer(name, case, verdict, on=april(day))
    with acting("cmd_head") as subject:
        recall(case, by=subject, reason="A figure is wrong.", at=now(), on=april(9))
    answer("cmd_head", case, "concur", on=april(14))
    return case


def test_what_was_taken_back_has_not_ended_until_it_is_answered_again(taken_back):
    def of_center(day: int):
        found = rows(april(day))
        return (
            [(step.answered_on.day, step.working_days) for step in found.steps if step.phase == "mod_review"],
            [(seat.office, seat.asked_on.day) for seat in found.open],
        )

    assert of_center(8) == ([(8, 1)], [("imcd-head", 8)])
    assert of_center(13) == ([], [("cmd-head", 7)])
    assert of_center(15) == ([(14, 5)], [("imcd-head", 14)])


def test_one_of_two_signatures_taken_back_is_waited_for_once(proposals: Proposals):
    case = proposals.submit(on=april(5))
    answer("attache", case, "sign", on=april(6))
    with acting("attache") as subject:
        recall(case, by=subject, reason="Too early.", at=now(), on=april(7))
    assert [seat.office for seat in rows(april(6)).open] == ["hom-tr"]
    assert [seat.office for seat in rows(april(7)).open] == ["hom-tr", "attache-tr"]


def test_outside_the_period_nothing_is_counted(history):
    assert rows(april(30), (april(10), april(18))).steps == ()
    assert len(rows(april(30), (april(19), april(19))).steps) == 1


def test_nothing_gives_nothing(proposals: Proposals):
    empty = rows(april(30))
    assert (empty.by_step, empty.by_institution, empty.returns_by_reason, empty.overdue) == ([], [], {}, [])
    assert percentile([], 90) is None


@pytest.mark.parametrize(
    ("values", "p90"), [([1], 1), ([1, 2], 2), (list(range(1, 11)), 9), (list(range(1, 21)), 18)]
)
def test_the_percentile_is_a_value_that_occurred(values: list[int], p90: int):
    assert percentile(values, 90) == p90


def test_states_of_a_day_come_from_movements(history, proposals: Proposals):
    second = proposals.submit(SECOND, version=2, on=april(26))
    with acting("cmd_head") as subject:
        assert states_on(april(21), to=subject)["open"] == [history.reference]
        later = states_on(april(26), to=subject)
    assert (later["returned"], later["open"]) == ([history.reference], [second.reference])


def test_the_number_of_questions_does_not_grow(proposals: Proposals):
    counts = []
    for letter in "ABC":
        proposals.submit(reference=f"PRP-2026-{letter * 5}", on=april(5))
        with CaptureQueriesContext(connection) as asked:
            rows(april(30))
        counts.append(len(asked))
    assert counts[0] == counts[-1]
