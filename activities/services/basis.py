"""What an activity stands on: an agreement in force, an item of an approved plan, or a reason of its own (I17)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from activities.selectors.prerequisites import binds_with
from activities.services.refusals import (
    AboveTheActivity,
    BasisMoreRestricted,
    BasisNotInForce,
    BasisNotWithPartner,
    PlanNotApproved,
    PlanOfAnotherState,
)
from agreements.models import Agreement, PlanItem
from agreements.selectors.agreements import agreements
from agreements.selectors.in_force import in_force
from agreements.selectors.plans import is_basis
from directory.models import Country
from foundation.errors import InvalidInput
from foundation.periods import NEAR_YEARS


def check_basis(
    facts: Mapping[str, Any], starts_on: dt.date, *, label_id: int, today: dt.date, by: Subject
) -> None:
    """The agreement named is in force today, for what is over on its first day; and not above the label."""
    _check_item(facts.get("plan_item"), facts.get("country"), label_id)
    agreement: Agreement | None = facts.get("agreement")
    if agreement is None:
        return
    day = min(starts_on, today)
    country = facts.get("country")
    if country is not None and not binds_with(agreement, [country], to=by, on=day):
        raise BasisNotWithPartner(fields={"agreement": BasisNotWithPartner.message})
    if not in_force(agreements(to=by), to=by, on=day).filter(pk=agreement.pk).exists():
        raise BasisNotInForce(fields={"agreement": BasisNotInForce.message})
    if agreement.label_id != label_id and not dominates(label_id, agreement.label_id):
        raise BasisMoreRestricted(fields={"agreement": BasisMoreRestricted.message})


def check_below(facts: Mapping[str, Any], *, label_id: int) -> None:
    """Neither the agreement that holds the status clause nor the authorisation is above the label of the activity."""
    for name in ("status_agreement", "authorisation"):
        held = facts.get(name)
        if held is not None and held.label_id != label_id and not dominates(label_id, held.label_id):
            raise AboveTheActivity(fields={name: AboveTheActivity.message})


def has_basis(facts: Mapping[str, Any]) -> bool:
    """An agreement, an item of a plan, or a reason of its own (I17)."""
    return bool(facts.get("agreement") or facts.get("plan_item") or facts.get("ad_hoc_reason"))


def _check_item(item: PlanItem | None, country: Country | None, label_id: int) -> None:
    """The item stands and its plan was approved; and it is not above the label."""
    if item is None:
        return
    if not is_basis(item):
        raise PlanNotApproved(fields={"plan_item": PlanNotApproved.message})
    if country is not None and item.plan.country_id != country.pk:
        raise PlanOfAnotherState(fields={"plan_item": PlanOfAnotherState.message})
    if item.label_id != label_id and not dominates(label_id, item.label_id):
        raise BasisMoreRestricted(fields={"plan_item": BasisMoreRestricted.message})


def dominates(upper: int, lower: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT label_dominates(%s, %s)", [upper, lower])
        return bool(cursor.fetchone()[0])


def near(**days: dt.date | None) -> None:
    """Raise InvalidInput beside a day or an hour that no calendar reckons with."""
    if far := [name for name, day in days.items() if day is not None and day.year not in NEAR_YEARS]:
        raise InvalidInput(fields={name: [_("This date is too far away.")] for name in far})
