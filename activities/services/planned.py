"""Making activities from the items of a plan that was approved (domain.md C2)."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from activities.lifecycle import ActivityState, Direction
from activities.models import Activity
from activities.services import exercises
from activities.services.activities import EXERCISE, enter
from activities.services.refusals import PlanNotApproved
from agreements.models import PlanItem
from agreements.models.plan import PlanHost
from agreements.selectors.plans import is_basis
from foundation.acts import verb
from foundation.errors import DomainError
from foundation.permissions import require

DIRECTIONS = {
    PlanHost.HOME: Direction.HOME, PlanHost.PARTNER: Direction.OUT, PlanHost.THIRD: Direction.MULTI,
}  # fmt: skip


class AlreadyMade(DomainError):
    """An item becomes one activity; a second one is entered by hand under the same item."""

    message = _("This item has become an activity already.")


@verb("activities.from_plan")
def from_plan(
    item: PlanItem, *, by: Subject, at: dt.datetime, starts_on: dt.date, ends_on: dt.date
) -> Activity:
    """The activity of an item, on the days given, with what the plan says of it; an exercise gets its conferences."""
    require(by, "activities.record")
    held = PlanItem.objects.visible_to(by).select_for_update(of=("self",)).get(pk=item.pk)
    if not is_basis(item) or held.dropped_on is not None:
        raise PlanNotApproved
    standing = Activity.objects.visible_to(by).filter(plan_item=held).exclude(state=ActivityState.CANCELLED)
    if standing.exists():
        raise AlreadyMade
    facts: dict[str, Any] = {
        "title": item.title, "country": item.plan.country, "plan_item": item, "place": item.place,
        "direction": DIRECTIONS[PlanHost(item.host)], "planned_cost": item.cost, "currency": item.currency,
        "starts_on": starts_on, "ends_on": ends_on, "owner_unit": item.plan.owner_unit,
    }  # fmt: skip
    if item.kind.code == EXERCISE:
        return exercises.record(by=by, at=at, label=item.plan.label, is_demo=item.is_demo, **facts).activity
    return enter(by=by, at=at, label=item.plan.label, kind=item.kind, is_demo=item.is_demo, **facts)
