"""The situations E1, E2, C1, V1 and R1 of domain.md D as they stand on the day."""

import datetime as dt
from typing import Any

from activities.models import Activity, DiplomaticClearance, Exercise
from activities.selectors.submissions import cases_about
from activities.services import submissions
from approvals.services.decisions import decide
from foundation.clock import now
from tests.activities.crossings import asked, hour
from tests.activities.programme import agreed, basis, days, exercise, kind, planned, stepped
from tests.cast import acting


def e1() -> Exercise:
    """A small exercise in 42 days; its final planning conference is due in twelve, the two before were held."""
    held = {
        name: {"planned_on": days(day), "held_on": days(day)} for name, day in (("ipc", -78), ("mpc", -33))
    }
    with acting("cmd_desk") as desk:
        return exercise(desk, starts_on=days(42), ends_on=days(47), conferences=held)


def e2(starts: int = 47, **facts: Any) -> Exercise:
    """Above the threshold of the Vienna Document; its last day for the notification lies 42 days before it starts."""
    with acting("cmd_desk") as desk:
        big = exercise(desk, starts_on=days(starts), ends_on=days(starts + 6), troops=14_000, **facts)
        stepped(big.activity, desk, "in_approval")
    agreed(big.activity)
    return as_it_stands(big)


def e2_unnotified() -> Exercise:
    """The same, prepared and beginning today, and nobody notified it."""
    big = e2(0)
    with acting("cmd_desk") as desk:
        stepped(big.activity, desk, "preparing")
    return as_it_stands(big)


def as_it_stands(big: Exercise) -> Exercise:
    """The exercise with its activity as the database has it."""
    with acting("cmd_desk"):
        return Exercise.in_context.select_related("activity").get(pk=big.pk)


def a_crossing(enters: dt.date, *, prepared: int, **facts: Any) -> DiplomaticClearance:
    """A Turkish aircraft with military cargo that is to land on a day; prepared so many days ago."""
    with acting("mfa_protocol") as protocol:
        return asked(protocol, enters_at=hour(enters), on=days(prepared), **facts)


def v1() -> Activity:
    """A minister comes today; the MFA was asked for its concurrence, and its days are over."""
    with acting("cmd_desk") as desk:
        visit = planned(
            desk, title="DEMO: visit of the Minister of Defence", kind=kind("contact"), agreement=basis(desk),
            coordination_level="minister", direction="in", starts_on=days(0), ends_on=days(0), on=days(-40),
        )  # fmt: skip
        submissions.submit(visit, by=desk, on=days(-30), at=now())
    for name in ("mod_security", "imcd_head"):
        with acting(name) as by:
            case = cases_about(visit, to=by).first()
            word = case.steps.get(role=name).verdict
            decide(case, by=by, verdict=word, content_hash=case.content_hash, at=now(), on=days(-12))
    return visit


def r1() -> Activity:
    """An exchange that ended 36 days ago: its report was due six days ago."""
    with acting("cmd_desk") as desk:
        return planned(
            desk, starts_on=days(-40), ends_on=days(-36), stands_as="completed", ad_hoc_reason="Agreed",
            title="DEMO: exchange of mountain companies",
        )  # fmt: skip
