"""Activities and exercises as the cast enters them."""

import datetime as dt
from typing import Any

from access.context import Subject
from access.services.labels import intern
from activities.models import Activity, Exercise
from activities.selectors.derived import Derived, derived_keys, derived_rows
from activities.selectors.submissions import cases_about
from activities.services import activities, exercises, steps, submissions
from agreements.models import Agreement
from approvals.services.decisions import decide
from directory.models import ActivityKind, Country
from directory.selectors.calendar import work_calendar
from foundation.clock import now, today
from tests.agreements.instruments import in_force
from tests.cast import acting


def country(code: str) -> Country:
    return Country.objects.get(iso2=code)


def kind(code: str) -> ActivityKind:
    return ActivityKind.objects.get(code=code)


def days(offset: int) -> dt.date:
    return today() + dt.timedelta(days=offset)


def derived(*, to: Subject, **asked: Any) -> list[Derived]:
    """All that appears by itself, on one page."""
    return derived_rows(derived_keys(to=to, **asked), to=to)


def planned(
    by: Subject,
    *,
    level: str = "official_use",
    caveats: tuple[str, ...] = (),
    releasable_to: tuple[str, ...] = (),
    **facts: Any,
) -> Activity:
    """An exchange of units with Georgia in two months unless told otherwise."""
    label = intern(level, caveats, releasable_to=releasable_to)
    known = {
        "title": "Exchange of mountain units",
        "kind": kind("unit_exchange"),
        "country": country("GE"),
        "starts_on": days(60),
        "ends_on": days(64),
        **facts,
    }
    return activities.record(by=by, at=now(), label=label, **known)


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
    """Take steps on one day; "in_approval" puts it up, and its case alone approves it: see agreed() and approved()."""
    for state in states:
        day = {"by": by, "on": on or today(), "at": now(), "reason": reason}
        if state == "in_approval":
            activity = submissions.submit(activity, **day)
        else:
            activity = steps.advance(activity, state, **day)
    return activity


def agreed(activity: Activity, *names: str, verdict: str = "", **reason: str) -> Activity:
    """Everybody still asked agrees, or the named ones say `verdict`; nobody may be acting."""
    asked = names or tuple(waiting(activity))
    for name in asked:
        with acting(name) as by:
            case = cases_about(activity, to=by).first()
            word = (
                verdict or case.steps.filter(seats__office_id=by.office_id).order_by("order").last().verdict
            )
            decide(case, by=by, verdict=word, content_hash=case.content_hash, at=now(), on=today(), **reason)
    with acting("cmd_desk"):
        return Activity.in_context.get(pk=activity.pk)


def waiting(activity: Activity) -> list[str]:
    """The roles asked, in their order."""
    with acting("cmd_desk") as desk:
        case = cases_about(activity, to=desk).first()
        return list(case.steps.order_by("order", "pk").values_list("role", flat=True))


def approved(**facts: Any) -> Activity:
    """Put up by the desk, agreed to by everybody its route asks; nobody may be acting."""
    with acting("cmd_desk") as desk:
        ground = {} if {"agreement", "ad_hoc_reason"} & set(facts) else {"ad_hoc_reason": "Agreed"}
        activity = stepped(planned(desk, **ground, **facts), desk, "in_approval")
    return agreed(activity)


def a_month_over() -> int:
    """Days from today to a last day whose thirtieth day after was a working day that has come."""
    due_on = work_calendar().previous_on_or_before(days(-1))
    return (due_on - today()).days - 30
