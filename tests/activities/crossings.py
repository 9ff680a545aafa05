"""Clearances as the cast asks for them."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from access.context import Subject
from access.services.labels import intern
from activities.models import DiplomaticClearance
from activities.services import clearances
from foundation.clock import now
from tests.activities.programme import country, days

BAKU = ZoneInfo("Asia/Baku")


def hour(day: dt.date, at: int = 10) -> dt.datetime:
    """An hour of a day in Baku."""
    return dt.datetime(day.year, day.month, day.day, at, tzinfo=BAKU)


def asked(
    by: Subject, *, level: str = "official_use", caveats: tuple[str, ...] = (), **facts: Any
) -> DiplomaticClearance:
    """A Turkish aircraft that is to land in Baku in 60 days with military cargo, unless told otherwise."""
    enters = facts.pop("enters_at", hour(days(60)))
    known = {
        "granting": country("AZ"), "flag": country("TR"), "vehicle": "aircraft", "craft": "A400M, DEMO 01",
        "passage": "entry", "cargo": "military", "route": "Poylu – Baku – Poylu", "enters_at": enters,
        "leaves_at": enters + dt.timedelta(hours=30), **facts,
    }  # fmt: skip
    return clearances.record(by=by, at=now(), label=intern(level, caveats), **known)


def ours(by: Subject, **facts: Any) -> DiplomaticClearance:
    """Our aircraft to Georgia, for which the table has no rule."""
    return asked(by, **{"granting": country("GE"), "flag": country("AZ"), "cargo": "ordinary", **facts})
