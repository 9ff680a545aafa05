"""The request of a vehicle of ours before those who agree to it: put up, taken back (domain.md C6)."""

import datetime as dt

from access.context import Subject
from activities.lifecycle import ClearanceState
from activities.models import DiplomaticClearance
from activities.services import clearance_refusals as no
from activities.services.clearance_cases import end_case, open_case_on
from activities.services.clearances import check_day, locked
from foundation.acts import verb
from foundation.permissions import require
from foundation.writes import update

S = ClearanceState


@verb("diplomatic_clearances.submit")
def submit(
    clearance: DiplomaticClearance, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None,
    reason: str = "",
) -> DiplomaticClearance:  # fmt: skip
    """Put the request of our vehicle and the note drafted about it up for approval (C6)."""
    require(by, "diplomatic_clearances.submit")
    held = locked(clearance, by=by, version=version)
    if held.state != S.DRAFT:
        raise no.ClearanceStepRefused
    check_day(held, on, at)
    open_case_on(held, by=by, on=on, at=at)
    return update(held)


@verb("diplomatic_clearances.take_back")
def take_back(
    clearance: DiplomaticClearance, *, by: Subject, at: dt.datetime, version: int | None = None, reason: str = "",
    on: dt.date | None = None,
) -> DiplomaticClearance:  # fmt: skip
    """Take it back from the approvers, so that it can be changed; what they said stays on the sheet."""
    require(by, "diplomatic_clearances.submit")
    if not end_case(clearance, by=by, reason=reason, at=at):
        raise no.NothingUnderApproval
    return update(locked(clearance, by=by, version=version))
