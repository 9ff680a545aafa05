"""Days of clearances follow the working-day calendar and the clock: rung hourly, harmless when rung twice."""

import datetime as dt

from django.utils import timezone

from access.context import Subject
from activities.lifecycle import ClearanceState
from activities.models import DiplomaticClearance
from activities.services.clearance_cases import end
from activities.services.clearance_refusals import RuleStands
from activities.services.clearances import derive
from directory.selectors.calendar import work_calendar
from foundation.acts import verb
from foundation.permissions import require
from foundation.writes import update

S = ClearanceState


@verb("diplomatic_clearances.keep_days")
def keep_days(*, by: Subject, at: dt.datetime) -> int:
    """Latest days of what is still to be asked for, and what lapsed because its hours are over; how many changed."""
    require(by, "diplomatic_clearances.keep_days")
    calendar, changed = work_calendar(), 0
    rows = DiplomaticClearance.objects.visible_to(by).select_related("granting")
    for row in rows.filter(state=S.DRAFT, enters_at__gte=at).select_for_update(of=("self",)):
        before = (row.rule_id, row.latest_on)
        try:
            derive(row, calendar)
        except (
            RuleStands
        ):  # a rule has come since somebody was told a day: what was told stands until it is looked at
            continue
        if (row.rule_id, row.latest_on) != before:
            update(row, rule=row.rule, latest_on=row.latest_on)
            changed += 1
    for row in rows.filter(state=S.GRANTED, valid_until__lt=at).select_for_update(of=("self",)):
        over = timezone.localdate(row.valid_until)
        end(row, S.LAPSED, by=by, on=max(over, row.state_on))
        changed += 1
    return changed
