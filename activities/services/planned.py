"""Making activities from the items of a plan that was approved (domain.md C2)."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from activities.lifecycle import ActivityState, Direction
from activities.models import Activity
from activities.services import exercises
from activities.services.activities import EXERCISE, enter
from activities.services.refusals import PlanNotApproved
from activities.terms import CostItem, FundingSource, RankLevel
from agreements.models import PlanItem
from agreements.models.plan import Bearer, MeetingLevel, PlanFunding, PlanHost
from agreements.selectors.plans import is_basis
from directory.models import Country
from foundation.acts import verb
from foundation.errors import DomainError
from foundation.permissions import require
from missions.terms import CoordinationLevel

DIRECTIONS = {
    PlanHost.HOME: Direction.HOME, PlanHost.PARTNER: Direction.OUT, PlanHost.THIRD: Direction.MULTI,
}  # fmt: skip
LEVELS = {
    MeetingLevel.EXPERT: CoordinationLevel.TECHNICAL, MeetingLevel.UNIT: CoordinationLevel.TECHNICAL,
    MeetingLevel.DEPARTMENT: CoordinationLevel.DEPARTMENT, MeetingLevel.SERVICE: CoordinationLevel.DEPUTY_MINISTER,
    MeetingLevel.MINISTER: CoordinationLevel.MINISTER,
}  # fmt: skip
MEANS = {
    PlanFunding.DEFENCE_BUDGET: FundingSource.DEFENCE_BUDGET, PlanFunding.STATE_BUDGET: FundingSource.OTHER_BUDGET,
    PlanFunding.PARTNER: FundingSource.PARTNER_MEANS, PlanFunding.ORGANISATION: FundingSource.PROGRAMME,
    PlanFunding.OTHER: FundingSource.OTHER,
}  # fmt: skip


class AlreadyMade(DomainError):
    """An item becomes one activity; a second one is entered by hand under the same item."""

    message = _("This item has become an activity already.")


@verb("activities.from_plan")
def from_plan(
    item: PlanItem, *, by: Subject, at: dt.datetime, starts_on: dt.date, ends_on: dt.date
) -> Activity:
    """The activity of an item, on the days given, with what the plan says of it; an exercise gets its conferences.

    Its objective, contacts and remark stay with the item and are told from there.
    """
    require(by, "activities.record")
    held = PlanItem.objects.visible_to(by).select_for_update(of=("self",)).get(pk=item.pk)
    if not is_basis(item) or held.dropped_on is not None:
        raise PlanNotApproved
    standing = Activity.objects.visible_to(by).filter(plan_item=held).exclude(state=ActivityState.CANCELLED)
    if standing.exists():
        raise AlreadyMade
    facts: dict[str, Any] = {
        "title": item.title, "country": item.plan.country, "plan_item": item, "place": item.place,
        "direction": DIRECTIONS[PlanHost(item.host)], "coordination_level": LEVELS[MeetingLevel(item.level)],
        "starts_on": starts_on, "ends_on": ends_on, "owner_unit": item.plan.owner_unit,
        "contingents": _people(item), "costs": _costs(item),
    }  # fmt: skip
    if item.kind.code == EXERCISE:
        return exercises.record(by=by, at=at, label=item.plan.label, is_demo=item.is_demo, **facts).activity
    return enter(by=by, at=at, label=item.plan.label, kind=item.kind, is_demo=item.is_demo, **facts)


def _people(item: PlanItem) -> list[dict[str, Any]]:
    """Both sides as the plan counts them; of which rank is said later."""
    home = Country.objects.get(iso2=settings.HOME_COUNTRY)
    sides = ((home, item.people_home), (item.plan.country, item.people_partner))
    return [
        {"country": side, "rank_level": RankLevel.NOT_SAID, "planned": number} for side, number in sides if number
    ]  # fmt: skip


def _costs(item: PlanItem) -> list[dict[str, Any]]:
    """Our share as one line with the means it is paid from: for what, as far as who pays what tells it."""
    if item.cost is None:
        return []
    for_what = {"item": _paid_for(item), "funding": MEANS[PlanFunding(item.funding)]}
    return [{**for_what, "planned": item.cost, "currency": item.currency}]


def _paid_for(item: PlanItem) -> CostItem:
    """The way or the stay where we pay one of them alone (domain.md B4); else it is not broken down."""
    we_host = item.host == PlanHost.HOME
    ours = {Bearer.HOST if we_host else Bearer.SENDING, Bearer.SHARED}
    way, stay = item.travel_by in ours, item.stay_by in ours
    if way == stay:
        return CostItem.OTHER
    return CostItem.TRAVEL if way else CostItem.ACCOMMODATION
