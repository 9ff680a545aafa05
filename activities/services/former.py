"""Keeping the days an activity was planned for before it was moved."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from activities.models import Activity, FormerDays
from foundation.writes import insert


def keep_days(held: Activity, after: Mapping[str, Any], on: dt.date) -> None:
    """Where the days change, those that stood until `on`; so that earlier days answer as they were."""
    before = (held.starts_on, held.ends_on)
    if before == (after["starts_on"], after["ends_on"]):
        return
    insert(
        FormerDays(activity=held, label_id=held.label_id, starts_on=before[0], ends_on=before[1], until=on)
    )
