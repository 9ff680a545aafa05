"""Rotations of own forces: authorised, prepared, deployed, relieved, returned, under the ceiling (C3, I18)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from access.context import Subject
from access.models import Label
from activities.lifecycle import ABROAD, DEPLOYMENT_TRANSITIONS, STANDING, TO_LEAVE, DeploymentState
from activities.models import Authorisation, Deployment, Operation
from activities.services import operation_refusals as no
from activities.services.operations import check_under, held_row, unit_of
from activities.terms import peak
from foundation.acts import verb
from foundation.permissions import require
from foundation.writes import insert, update

S = DeploymentState
CHANGEABLE = frozenset(
    {"authorisation", "rotation_no", "role", "headcount", "period", "predecessor", "remark", "owner_unit"}
)
ONE_DAY = dt.timedelta(days=1)


@verb("deployments.record")
def record(
    *, by: Subject, at: dt.datetime, label: Label, operation: Operation, authorisation: Authorisation,
    period: DateRange, headcount: int, rotation_no: int, on: dt.date | None = None, is_demo: bool = False,
    **facts: Any,
) -> Deployment:  # fmt: skip
    """Enter a rotation under its authorisation; `on` is the day it was decided, for what is older than today."""
    require(by, "deployments.record")
    today = timezone.localdate(at)
    if on is not None and on > today:
        raise no.StepAhead(fields={"on": no.StepAhead.message})
    facts.setdefault("owner_unit", unit_of(by))
    row = Deployment(
        operation=operation, authorisation=authorisation, period=period, headcount=headcount, label=label,
        rotation_no=rotation_no, is_demo=is_demo, state=S.AUTHORISED, state_on=on or today, **facts,
    )  # fmt: skip
    _check(row, by=by)
    return insert(row)


@verb("deployments.amend")
def amend(deployment: Deployment, *, by: Subject, version: int | None = None, **changes: Any) -> Deployment:
    """Change what is planned until they leave; who is abroad may still be prolonged or put under another act."""
    require(by, "deployments.amend")
    held: Deployment = held_row(deployment, by=by, version=version)
    changes = {name: value for name, value in changes.items() if name in CHANGEABLE}
    if not _may_change(held, changes):
        raise no.DeploymentFixed
    for name, value in changes.items():
        setattr(held, name, value)
    _check(held, by=by)
    return update(held, **changes)


@verb("deployments.advance")
def prepare(
    deployment: Deployment, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None,
    reason: str = "",
) -> Deployment:  # fmt: skip
    """Selection, training and equipment have begun."""
    held = _begin(deployment, S.PREPARING, by=by, on=on, at=at, version=version)
    return update(held, state=S.PREPARING, state_on=on)


@verb("deployments.advance")
def deploy(
    deployment: Deployment, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None,
    reason: str = "",
) -> Deployment:  # fmt: skip
    """They have arrived: abroad from this day on, under the ceiling with everybody who is there (I18)."""
    held = _begin(deployment, S.DEPLOYED, by=by, on=on, at=at, version=version)
    upper = held.period.upper
    if upper is not None and on >= upper:
        raise no.RotationWithoutBeginning(fields={"on": no.RotationWithoutBeginning.message})
    held.period = DateRange(on, upper)
    _check_authorised(held, by=by, field="on")
    held.state = S.DEPLOYED
    _check_abroad(held, by=by)
    return update(held, state=S.DEPLOYED, state_on=on, period=held.period)


@verb("deployments.advance")
def rotate(
    deployment: Deployment, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None,
    reason: str = "",
) -> Deployment:  # fmt: skip
    """They hand over to the rotation that relieves them; both count until they have returned."""
    held = _begin(deployment, S.ROTATING, by=by, on=on, at=at, version=version)
    coming = Deployment.objects.visible_to(by).filter(predecessor=held, state__in=sorted(STANDING))
    if not coming.exists():
        raise no.NobodyRelieves
    return update(held, state=S.ROTATING, state_on=on)


@verb("deployments.advance")
def bring_home(
    deployment: Deployment, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None,
    reason: str = "",
) -> Deployment:  # fmt: skip
    """They are back: abroad up to and including this day."""
    held = _begin(deployment, S.RETURNED, by=by, on=on, at=at, version=version)
    held.period = DateRange(held.period.lower, on + ONE_DAY)
    _check_authorised(held, by=by, field="on")
    return update(held, state=S.RETURNED, state_on=on, period=held.period)


@verb("deployments.call_off")
def call_off(
    deployment: Deployment, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None,
    reason: str = "",
) -> Deployment:  # fmt: skip
    """They do not leave; the reason stays with the step."""
    held = _begin(deployment, S.CALLED_OFF, by=by, on=on, at=at, version=version, may="deployments.call_off")
    if not reason.strip():
        raise no.ReasonMissing(fields={"reason": no.ReasonMissing.message})
    return update(held, state=S.CALLED_OFF, state_on=on)


def _begin(
    deployment: Deployment, target: DeploymentState, *, by: Subject, on: dt.date, at: dt.datetime,
    version: int | None, may: str = "deployments.advance",
) -> Deployment:  # fmt: skip
    require(by, may)
    held: Deployment = held_row(deployment, by=by, version=version)
    if target not in DEPLOYMENT_TRANSITIONS[S(held.state)]:
        raise no.DeploymentStepRefused
    if on > timezone.localdate(at):
        raise no.StepAhead(fields={"on": no.StepAhead.message})
    if on < held.state_on:
        raise no.StepBefore(fields={"on": no.StepBefore.message})
    return held


def _may_change(held: Deployment, changes: Mapping[str, Any]) -> bool:
    """Before they leave everything; abroad the end, the act and the remark; afterwards the remark."""
    if held.state in TO_LEAVE:
        return True
    said = {name for name, value in changes.items() if value != getattr(held, name)} - {
        "remark",
        "owner_unit",
    }
    if held.state in ABROAD:
        moved = "period" in said and changes["period"].lower != held.period.lower
        return not moved and said <= {"period", "authorisation"}
    return not said


def _check(row: Deployment, *, by: Subject) -> None:
    if row.headcount < 1:
        raise no.RotationOfNobody(fields={"headcount": no.RotationOfNobody.message})
    before = row.predecessor
    named = {"operation": row.operation, "authorisation": row.authorisation, "predecessor": before}
    check_under(named, row.label_id)
    if before is not None and before.operation_id != row.operation_id:
        raise no.RelievesOtherOperation(fields={"predecessor": no.RelievesOtherOperation.message})
    if before is not None and before.rotation_no >= row.rotation_no:
        raise no.RelievesLaterOne(fields={"predecessor": no.RelievesLaterOne.message})
    _check_authorised(row, by=by)
    if row.state in ABROAD:
        _check_abroad(row, by=by)


def _check_authorised(row: Deployment, *, by: Subject, field: str = "") -> None:
    """Inside the days and under the ceiling, with all that stands at the same time (I18).

    The authorisation is held: of two clerks the second waits, and sees what the first has written. PostgreSQL counts
    again, with what this reader may not see.
    """
    act: Authorisation = held_row(row.authorisation, by=by)
    days = row.period
    if days.lower is None:
        raise no.RotationWithoutBeginning(fields={field or "period": no.RotationWithoutBeginning.message})
    last = act.valid.upper
    if days.lower < act.valid.lower or (last is not None and (days.upper is None or days.upper > last)):
        raise no.OutsideAuthorisation(fields={field or "period": no.OutsideAuthorisation.message})
    beside = _beside(row, by=by)
    standing = [(one.period.lower, one.period.upper, one.headcount) for one in (*beside, row)]
    if act.ceiling is not None and peak(standing) > act.ceiling:
        raise no.AboveCeiling(fields={field or "headcount": no.AboveCeiling.message})


def _check_abroad(row: Deployment, *, by: Subject) -> None:
    """Who has not returned is still there, whatever was planned."""
    ceiling = row.authorisation.ceiling
    there = sum(one.headcount for one in _beside(row, by=by) if one.state in ABROAD)
    if ceiling is not None and there + row.headcount > ceiling:
        raise no.AboveCeiling(fields={"headcount": no.AboveCeiling.message})


def _beside(row: Deployment, *, by: Subject) -> list[Deployment]:
    """What else stands, stood or will stand under the same authorisation."""
    rows = Deployment.objects.visible_to(by).filter(
        authorisation=row.authorisation_id, state__in=sorted(STANDING)
    )
    return list(rows.exclude(pk=row.pk or 0))
