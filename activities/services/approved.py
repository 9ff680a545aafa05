"""What was approved stays what was approved: the same way to approval and nothing newly missing (I17, I18, C3)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from access.context import Subject
from activities.lifecycle import ActivityState, needs_new_approval
from activities.models import Activity
from activities.selectors.prerequisites import Check, checks_of, partners_of
from activities.selectors.submissions import facts_for_route
from activities.services.refusals import NeedsNewApproval, PrerequisitesMissing
from foundation.writes import update

FIRM = frozenset({ActivityState.APPROVED, ActivityState.PREPARING})
KEEPING = FIRM | {ActivityState.POSTPONED}
# What decided who was asked and what had to stand, in its own columns; activities_keep_approval() holds the same list.
DECIDING = (
    "kind", "country", "currency", "with_troops", "with_secrets", "border_topic", "beyond_defence",
    "coordination_level", "power_type",
)  # fmt: skip
GIVEN_UP: dict[str, Any] = {"approved_start": None, "approved_cost": None}


@dataclass(frozen=True)
class Standing:
    """What else decided, outside its own columns: the way to approval, who takes part, and what is not met."""

    way: dict[str, Any]
    countries: frozenset[str]
    unmet: frozenset[str]


def standing_of(activity: Activity, *, by: Subject, today: dt.date) -> Standing:
    """As the row stands now."""
    countries = [country.iso2 for country in partners_of(activity, to=by)]
    return Standing(
        way=facts_for_route(activity, countries, on=today),
        countries=frozenset(countries),
        unmet=frozenset(check.prerequisite for check in unmet_of(activity, by=by, today=today)),
    )


def as_approved(activity: Activity, *, by: Subject, today: dt.date) -> Standing | None:
    """How an approved activity stands before it is changed; None for what no approval holds."""
    if activity.approved_start is None or activity.state not in KEEPING:
        return None
    return standing_of(activity, by=by, today=today)


def still_approved(held: Activity, after: Mapping[str, Any]) -> dict[str, Any]:
    """Before a change is written: within what was approved, however many small steps lead away from it (C3, I17).

    Raises NeedsNewApproval; a postponed one that becomes another goes on without its approval: that is returned.
    """
    if held.approved_start is None or held.state not in KEEPING:
        return {}
    another = any(after[name] != getattr(held, name) for name in DECIDING)
    if held.state == ActivityState.POSTPONED:
        return dict(GIVEN_UP) if another else {}
    if another or goes_too_far(held, after["starts_on"], after["planned_cost"]):
        raise NeedsNewApproval
    return {}


def goes_too_far(held: Activity, starts_on: dt.date, planned_cost: Decimal | None) -> bool:
    """More than thirty days or a fifth of the cost away from what was approved (C3)."""
    return needs_new_approval(
        moved_by=starts_on - (held.approved_start or starts_on),
        country_changed=False,
        cost_before=held.approved_cost or Decimal(0),
        cost_after=planned_cost or Decimal(0),
    )


def keep_approval(before: Standing | None, held: Activity, *, by: Subject, today: dt.date) -> Activity:
    """An approved activity stays what was approved; a postponed one that became another is planned anew."""
    try:
        if before is not None:
            _refuse_another(before, held, by=by, today=today)
    except NeedsNewApproval:
        if held.state != ActivityState.POSTPONED:
            raise
        update(held, **GIVEN_UP)
    return held


def _refuse_another(before: Standing, held: Activity, *, by: Subject, today: dt.date) -> None:
    """Raise NeedsNewApproval where the approvers were asked about something else, PrerequisitesMissing where new."""
    after = standing_of(held, by=by, today=today)
    if (after.way, after.countries) != (before.way, before.countries):
        raise NeedsNewApproval
    if after.unmet - before.unmet:
        refuse_unmet(held, by=by, today=today)


def refuse_unmet(held: Activity, *, by: Subject, today: dt.date) -> None:
    """I17, I18: nothing is put to approval, prepared or begun without what it stands on."""
    if missing := unmet_of(held, by=by, today=today):
        said = [f"{check.prerequisite.label}: {check.says}" for check in missing]
        raise PrerequisitesMissing(fields={"agreement": said})


def unmet_of(held: Activity, *, by: Subject, today: dt.date) -> list[Check]:
    """The prerequisites that are not met."""
    return [check for check in checks_of(held, to=by, today=today) if not check.met]
