"""What becomes of an item of a plan (domain.md C8)."""

import datetime as dt
from typing import Any

from activities.lifecycle import HELD, ActivityState
from agreements.models import PlanItem

OUTCOMES = ("held", "planned", "postponed", "cancelled")


def became_of(item: PlanItem, states: set[Any], as_of: dt.date) -> str:
    """By the states its activities were in on a day: held as soon as one was; what was taken out is cancelled."""
    if states & HELD:
        return "held"
    if (item.dropped_on is not None and item.dropped_on <= as_of) or (
        states and states <= {ActivityState.CANCELLED}
    ):
        return "cancelled"
    still = states - {ActivityState.POSTPONED, ActivityState.CANCELLED}
    return "postponed" if ActivityState.POSTPONED in states and not still else "planned"
