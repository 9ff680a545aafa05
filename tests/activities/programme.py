"""Activities and exercises as the cast enters them."""

import datetime as dt
from typing import Any

from access.context import Subject
from access.services.labels import intern
from activities.models import Activity, Exercise
from activities.services import activities, exercises, steps
from agreements.models import Agreement
from directory.models import ActivityKind, Country
from foundation.clock import now, today
from tests.agreements.instruments import in_force


def country(code: str) -> Country:
    return Country.objects.get(iso2=code)


def kind(code: str) -> ActivityKind:
    return ActivityKind.objects.get(code=code)


def days(offset: int) -> dt.date:
    return today() + dt.timedelta(days=offset)


def planned(
    by: Subject, *, level: str = "official_use", caveats: tuple[str, ...] = (), **facts: Any
) -> Activity:
    """An exchange of units with Georgia in two months unless told otherwise."""
    known = {
        "title": "Exchange of mountain units",
        "kind": kind("unit_exchange"),
        "country": country("GE"),
        "starts_on": days(60),
        "ends_on": days(64),
        **facts,
    }
    return activities.record(by=by, at=now(), label=intern(level, caveats), **known)


def basis(by: Subject, **facts: Any) -> Agreement:
    """An agreement with Georgia that has been in force for years."""
    return in_force(by, dt.date(2008, 5, 17), **facts)


def exercise(
    by: Subject, *, level: str = "official_use", caveats: tuple[str, ...] = (), **facts: Any
) -> Exercise:
    """A small exercise with Türkiye in 200 days, on a reason of its own unless an agreement is named."""
    known = {
        "title": "DEMO-EX Steppe",
        "country": country("TR"),
        "starts_on": days(200),
        "ends_on": days(209),
        "ad_hoc_reason": "" if facts.get("agreement") else "Agreed by the ministers",
        **facts,
    }
    return exercises.record(by=by, at=now(), label=intern(level, caveats), **known)


def stepped(activity: Activity, by: Subject, *states: str, on: dt.date | None = None, reason: str = "why"):
    """Take steps on one day; approving needs somebody else than `by`."""
    for state in states:
        activity = steps.advance(activity, state, by=by, on=on or today(), at=now(), reason=reason)
    return activity
