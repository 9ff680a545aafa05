"""The only place that asks what time it is. Interfaces call it and pass `on=` and `at=` down."""

import datetime as dt

from django.utils import timezone


def now() -> dt.datetime:
    """The present instant, aware, UTC."""
    return timezone.now()


def today() -> dt.date:
    """Today's legal date in the home zone (decisions.md 18)."""
    return timezone.localdate()
