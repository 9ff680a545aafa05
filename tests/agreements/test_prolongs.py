"""A protocol that prolongs an agreement raises its term from its own entry into force (VCLT arts 39-41)."""

import datetime as dt
from typing import Any

import pytest

from access.context import Subject
from agreements.models import Agreement, ClauseBefore
from agreements.selectors.deadlines import clauses_of, term_position
from agreements.services import agreements, conclusion, ending
from agreements.services.prolonging import LengthMissing, LengthsDiffer, ParentOver
from directory.selectors.calendar import work_calendar
from foundation.clock import now, today
from tests.agreements.instruments import MINISTER, in_force, negotiated

pytestmark = pytest.mark.django_db
E, P = dt.date(2018, 5, 17), dt.date(2022, 6, 1)
FIVE_YEARS = {"initial_value": 5, "initial_unit": "years", "renewal_mode": "none"}
AT_ONCE = {"eif_rule": "on_signature"}


def _protocol(parent: Agreement, by: Subject, on: dt.date = P, **facts: Any) -> Agreement:
    """Signed definitively on a day and in force with it."""
    known = {"kind": "protocol", "parent": parent, "relation": "prolongs", "clause": AT_ONCE, **facts}
    held = negotiated(by, **known)
    held = conclusion.record_signature(held, by=by, on=on, at=now(), signature="definitive", **MINISTER)
    return conclusion.enter_into_force(held, by=by, at=now())


def _end(agreement: Agreement, on: dt.date, by: Subject) -> dt.date | None:
    clause = clauses_of([agreement.pk], to=by, on=on)[agreement.pk]
    found = term_position(agreement, clause, on=on, calendar=work_calendar(), route=0)
    return found.term_end if found else None


def test_a_fixed_term_goes_on_for_as_long_as_the_protocol_says(clerk: Subject) -> None:
    parent = in_force(clerk, E, clause=FIVE_YEARS)
    _protocol(parent, clerk, clause={**AT_ONCE, "initial_value": 10, "initial_unit": "years"})
    parent.refresh_from_db()
    assert parent.deadlines.get(kind="term_end").due_on == dt.date(2033, 5, 17)
    before = ClauseBefore.in_context.get(agreement=parent)
    assert (before.until, before.renewal_mode, before.initial_value) == (P, "none", 5)
    assert _end(parent, P - dt.timedelta(days=1), clerk) == dt.date(2023, 5, 17)
    found = term_position(parent, parent.clause, on=today(), calendar=work_calendar(), route=0)
    assert found is not None
    assert "Renewals agreed by the parties: 1; the last of them ends on 2033-05-17." in [
        str(sentence) for sentence in found.explanation
    ]


def test_one_renewal_more_of_those_the_text_knows(clerk: Subject) -> None:
    clause = {**FIVE_YEARS, "renewal_mode": "by_agreement", "renewal_value": 2, "renewals_agreed": 1}
    parent = in_force(clerk, E, clause=clause)
    _protocol(parent, clerk)
    parent.clause.refresh_from_db()
    assert parent.clause.renewals_agreed == 2
    assert parent.deadlines.get(kind="term_end").due_on == dt.date(2027, 5, 17)


def test_another_length_counts_after_all_that_was_agreed(clerk: Subject) -> None:
    clause = {**FIVE_YEARS, "renewal_mode": "by_agreement", "renewal_value": 2, "renewals_agreed": 1}
    parent = in_force(clerk, E, clause=clause)
    _protocol(parent, clerk, clause={**AT_ONCE, "initial_value": 18, "initial_unit": "months"})
    assert parent.deadlines.get(kind="term_end").due_on == dt.date(2026, 11, 17)


def test_a_limit_of_tacit_renewals_is_raised_and_the_endless_left_alone(clerk: Subject) -> None:
    tacit = {**FIVE_YEARS, "renewal_mode": "tacit", "renewal_value": 5}
    limited = in_force(clerk, E, clause={**tacit, "max_renewals": 1})
    _protocol(limited, clerk)
    limited.clause.refresh_from_db()
    assert limited.clause.max_renewals == 2
    endless = in_force(clerk, E, clause=tacit)
    _protocol(endless, clerk)
    assert not ClauseBefore.in_context.filter(agreement=endless).exists()


@pytest.mark.parametrize(
    ("clause", "own", "rule"),
    [
        (FIVE_YEARS, {}, LengthMissing),
        (
            {**FIVE_YEARS, "renewal_mode": "by_agreement", "renewal_value": 2, "renewals_agreed": 1},
            {"initial_value": 90, "initial_unit": "days"},
            None,
        ),
        (
            {**FIVE_YEARS, "renewal_mode": "tacit", "renewal_value": 5, "max_renewals": 1},
            {"initial_value": 1},
            LengthsDiffer,
        ),
    ],
)
def test_what_is_missing_or_does_not_fit_is_said(
    clerk: Subject, clause: dict[str, Any], own: dict[str, Any], rule: type[Exception] | None
) -> None:
    parent = in_force(clerk, E, clause=clause)
    if rule is None:
        _protocol(parent, clerk, clause={**AT_ONCE, **own})
        assert parent.deadlines.get(kind="term_end").due_on == dt.date(2025, 8, 15)
        return
    with pytest.raises(rule):
        _protocol(parent, clerk, clause={**AT_ONCE, **own})


def test_what_is_over_is_not_prolonged(clerk: Subject) -> None:
    parent = in_force(clerk, dt.date(2012, 3, 1), clause=FIVE_YEARS)
    ending.expire(parent, by=clerk, on=today(), at=now())
    with pytest.raises(ParentOver):
        _protocol(parent, clerk, clause={**AT_ONCE, "initial_value": 5})


def test_one_marked_higher_leaves_no_trace_on_its_parent(clerk: Subject) -> None:
    parent = in_force(clerk, E, clause=FIVE_YEARS)
    _protocol(parent, clerk, clause={**AT_ONCE, "initial_value": 10}, level="limited_official_use")
    assert not ClauseBefore.in_context.filter(agreement=parent).exists()
    changed = agreements.amend(
        parent, by=clerk, at=now(), clause={**FIVE_YEARS, "initial_value": 15}, clause_since=P
    )
    assert changed.deadlines.get(kind="term_end").due_on == dt.date(2033, 5, 17)
