from datetime import date, timedelta
from decimal import Decimal

import pytest

from activities.lifecycle import (
    AHEAD,
    HELD,
    ActivityState,
    allowed,
    needs_new_approval,
    notify_by,
)

S = ActivityState


@pytest.mark.parametrize("state", ActivityState)
def test_what_was_held_can_no_longer_be_cancelled(state: ActivityState):
    assert allowed(state, S.CANCELLED) == (state in AHEAD or state == S.ONGOING)


def test_an_activity_is_prepared_only_after_approval():
    assert [state for state in S if allowed(state, S.PREPARING)] == [S.APPROVED]
    assert not allowed(S.PLANNED, S.APPROVED)


def test_held_means_completed_or_later():
    assert {S.COMPLETED, S.AAR_SUBMITTED, S.CLOSED} == HELD
    assert not AHEAD & HELD


@pytest.mark.parametrize(
    ("days", "country_changed", "cost", "again"),
    [
        (30, False, "120.00", False),
        (-30, False, "50.00", False),
        (31, False, "100.00", True),
        (-31, False, "100.00", True),
        (0, True, "100.00", True),
        (0, False, "120.01", True),
    ],
)
def test_a_postponed_activity_is_approved_anew_beyond_the_thresholds(days, country_changed, cost, again):
    found = needs_new_approval(
        moved_by=timedelta(days=days),
        country_changed=country_changed,
        cost_before=Decimal("100.00"),
        cost_after=Decimal(cost),
    )
    assert found == again


def test_a_vienna_document_notification_is_due_42_days_ahead_domain_v7():
    assert notify_by(date(2026, 10, 5), 42) == date(2026, 8, 24)
