"""After-action reports: written after the activity, complete when submitted, then fixed (domain.md B5, C3)."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from activities.lifecycle import HELD, ActivityState
from activities.models import Activity, AfterActionReport
from activities.models.after_action import COMPLETE, RATINGS
from activities.services.activities import locked
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput
from foundation.permissions import require
from foundation.writes import insert, update, validate

S = ActivityState
TYPED = ("hot_wash_on", "summary", *RATINGS)


class NotHeldYet(DomainError):
    """A report follows what was done."""

    message = _("The activity is not completed yet: there is nothing to report on.")


class ReportFixed(DomainError):
    """What was submitted stays as it is."""

    message = _("The report has been submitted and is not changed any more.")


class ReportBegun(InvalidInput):
    """An activity has one report."""

    message = _("The report of this activity has been begun already. Go on with that one.")


class ReportIncomplete(InvalidInput):
    """Whoever reads it needs the whole picture."""

    message = COMPLETE


class ReportMissing(DomainError):
    """A report is submitted by writing it."""

    message = _("There is no submitted after-action report. Write it and submit it; the activity follows.")


class HotWashUnfit(InvalidInput):
    """Held after the first day, and not in the future."""

    message = _("The hot wash is held after the activity began, today at the latest.")


@verb("reports.write")
def write(
    activity: Activity, *, by: Subject, at: dt.datetime, version: int | None = None, begins: bool = False,
    **facts: Any,
) -> AfterActionReport:  # fmt: skip
    """Begin the report of an activity, or go on writing it; `version` is that of the activity.

    What `begins` a report never writes over one that somebody else has begun.
    """
    require(by, "reports.write")
    held = locked(activity, by=by, version=version)
    if held.state not in HELD:
        raise NotHeldYet
    report: AfterActionReport | None = _of(held, by=by)
    if begins and report is not None:
        raise ReportBegun(fields={"activity": ReportBegun.message})
    found = report or AfterActionReport(activity=held, label_id=held.label_id)
    if found.submitted_on is not None:
        raise ReportFixed
    for name in TYPED:
        if name in facts:
            setattr(found, name, facts[name])
    wash = found.hot_wash_on
    if wash is not None and not held.starts_on <= wash <= timezone.localdate(at):
        raise HotWashUnfit(fields={"hot_wash_on": HotWashUnfit.message})
    update(held)  # one version for both
    found.activity = held
    if report is None:
        return insert(found)
    validate(found)
    found.save(update_fields=list(TYPED))
    return found


@verb("reports.submit")
def submit(
    activity: Activity, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None, reason: str = ""
) -> AfterActionReport:  # fmt: skip
    """Complete, it goes in; an activity that was completed moves on with it."""
    require(by, "reports.submit")
    held = locked(activity, by=by, version=version)
    found = _of(held, by=by)
    if found is None:
        raise ReportMissing
    if found.submitted_on is not None:
        raise ReportFixed
    if on > timezone.localdate(at) or on < max(held.ends_on, held.state_on):
        raise InvalidInput(fields={"on": _("A day between the end of the activity and today.")})
    if gaps := [name for name in ("summary", *RATINGS) if not getattr(found, name)]:
        raise ReportIncomplete(fields=dict.fromkeys(gaps, ReportIncomplete.message))
    found.submitted_on = on
    found.save(update_fields=["submitted_on"])
    step: dict[str, Any] = {"state": S.AAR_SUBMITTED, "state_on": on} if held.state == S.COMPLETED else {}
    found.activity = update(held, **step)
    return found


def check_submitted(held: Activity, *, by: Subject) -> None:
    """The step to "after-action report submitted" needs one."""
    found = _of(held, by=by)
    if found is None or found.submitted_on is None:
        raise ReportMissing


def _of(held: Activity, *, by: Subject) -> AfterActionReport | None:
    rows = AfterActionReport.objects.visible_to(by).filter(activity=held)
    found: AfterActionReport | None = rows.select_for_update(of=("self",)).first()
    return found
