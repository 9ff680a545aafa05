"""Inspections and evaluations: requested at an hour, answered within hours, carried out; quotas as dated facts (B5)."""

import datetime as dt
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from access.context import Subject
from access.models import Label
from activities.lifecycle import INSPECTION_TRANSITIONS, InspectionState
from activities.models import InspectionEvent, InspectionQuota
from activities.services import return_refusals as no
from activities.services.basis import near
from activities.services.operations import held_row, unit_of
from activities.terms import REPLY_HOURS, InspectionKind
from foundation.acts import verb
from foundation.permissions import require
from foundation.writes import insert, update

S = InspectionState
OF_THE_REQUEST = frozenset({"requested_at", "requested_zone", "reply_hours"})
CHANGEABLE = OF_THE_REQUEST | {
    "regime", "kind", "direction", "country", "quota_year", "counts", "area", "period", "team", "office", "outcome",
    "owner_unit",
}  # fmt: skip
AFTERWARDS = frozenset({"outcome", "team", "owner_unit"})
OVER = frozenset({S.REFUSED, S.CARRIED_OUT, S.CALLED_OFF})


@verb("inspections.record")
def record(
    *, by: Subject, at: dt.datetime, label: Label, requested_at: dt.datetime, kind: str, is_demo: bool = False,
    **facts: Any,
) -> InspectionEvent:  # fmt: skip
    """A request has come in or gone out; by when it is answered follows from its hour."""
    require(by, "inspections.record")
    near(requested_at=requested_at)
    if requested_at > at:
        raise no.HourAhead(fields={"requested_at": no.HourAhead.message})
    asked_on = timezone.localdate(requested_at)
    if facts.get("reply_hours") is None:
        facts["reply_hours"] = REPLY_HOURS[InspectionKind(kind)]
    if facts.get("quota_year") is None:
        facts["quota_year"] = asked_on.year
    facts.setdefault("owner_unit", unit_of(by))
    row = InspectionEvent(
        requested_at=requested_at, kind=kind, label=label, is_demo=is_demo, state=S.REQUESTED, state_on=asked_on,
        **facts,
    )  # fmt: skip
    insert(row)
    row.refresh_from_db()
    return row


@verb("inspections.amend")
def amend(
    inspection: InspectionEvent, *, by: Subject, at: dt.datetime, version: int | None = None, **changes: Any
) -> InspectionEvent:
    """Change what is recorded: the hours until it is answered, the outcome also afterwards."""
    require(by, "inspections.amend")
    held: InspectionEvent = held_row(inspection, by=by, version=version)
    changes = {name: value for name, value in changes.items() if name in CHANGEABLE}
    near(requested_at=changes.get("requested_at"))
    said = {name for name, value in changes.items() if value != getattr(held, name)}
    if held.state in OVER and said - AFTERWARDS:
        raise no.InspectionOver
    if held.state != S.REQUESTED and said & OF_THE_REQUEST:
        raise no.AnsweredAlready
    if "requested_at" in said and changes["requested_at"] > at:
        raise no.HourAhead(fields={"requested_at": no.HourAhead.message})
    update(held, **changes)
    held.refresh_from_db()
    return held


@verb("inspections.answer")
def accept(
    inspection: InspectionEvent, *, by: Subject, at: dt.datetime, replied_at: dt.datetime | None = None,
    version: int | None = None, reason: str = "",
) -> InspectionEvent:  # fmt: skip
    """It is accepted at an hour; the clock ends with it, and the quota of its year is used."""
    return _answer(inspection, S.ACCEPTED, by=by, at=at, replied_at=replied_at, version=version, because="")


@verb("inspections.answer")
def refuse(
    inspection: InspectionEvent, *, by: Subject, at: dt.datetime, replied_at: dt.datetime | None = None,
    version: int | None = None, reason: str = "",
) -> InspectionEvent:  # fmt: skip
    """It is refused at an hour, and why: the quota is used up, force majeure."""
    if not reason.strip():
        raise no.ReasonMissing(fields={"reason": no.ReasonMissing.message})
    said = reason.strip()[:300]
    return _answer(inspection, S.REFUSED, by=by, at=at, replied_at=replied_at, version=version, because=said)


@verb("inspections.carry_out")
def carry_out(
    inspection: InspectionEvent, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None,
    outcome: str = "", reason: str = "",
) -> InspectionEvent:  # fmt: skip
    """The team has left again; what came of it."""
    held = _begin(inspection, S.CARRIED_OUT, "inspections.carry_out", by=by, on=on, at=at, version=version)
    return update(held, state=S.CARRIED_OUT, state_on=on, outcome=outcome.strip() or held.outcome)


@verb("inspections.call_off")
def call_off(
    inspection: InspectionEvent, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None,
    reason: str = "",
) -> InspectionEvent:  # fmt: skip
    """It does not take place and uses no quota; the reason stays with the step."""
    held = _begin(inspection, S.CALLED_OFF, "inspections.call_off", by=by, on=on, at=at, version=version)
    if not reason.strip():
        raise no.ReasonMissing(fields={"reason": no.ReasonMissing.message})
    return update(held, state=S.CALLED_OFF, state_on=on)


@verb("inspection_quotas.record")
def set_quota(
    *, by: Subject, at: dt.datetime, label: Label, is_demo: bool = False, **facts: Any
) -> InspectionQuota:
    """How many a year are allowed, from a day on."""
    require(by, "inspection_quotas.record")
    facts.setdefault("owner_unit", unit_of(by))
    rows = InspectionQuota.objects.visible_to(by).filter(
        regime=facts["regime"],
        kind=facts["kind"],
        direction=facts["direction"],
        period__overlap=facts["period"],
    )
    if rows.exists():
        raise no.QuotaThere(fields={"period": no.QuotaThere.message})
    return insert(InspectionQuota(label=label, is_demo=is_demo, **facts))


@verb("inspection_quotas.end")
def end_quota(
    quota: InspectionQuota,
    *,
    by: Subject,
    on: dt.date,
    at: dt.datetime,
    version: int | None = None,
    reason: str = "",
) -> InspectionQuota:
    """It holds up to and including this day; another one follows it."""
    require(by, "inspection_quotas.end")
    held: InspectionQuota = held_row(quota, by=by, version=version)
    if held.period.upper is not None:
        raise no.QuotaEnded
    near(on=on)
    if on < held.period.lower:
        raise no.DayBefore(fields={"on": no.DayBefore.message})
    return update(held, period=DateRange(held.period.lower, on + dt.timedelta(days=1)))


def _answer(
    inspection: InspectionEvent, target: InspectionState, *, by: Subject, at: dt.datetime,
    replied_at: dt.datetime | None, version: int | None, because: str,
) -> InspectionEvent:  # fmt: skip
    hour = replied_at or at
    near(replied_at=hour)
    if hour > at:
        raise no.HourAhead(fields={"replied_at": no.HourAhead.message})
    day = timezone.localdate(hour)
    held = _begin(
        inspection, target, "inspections.answer", by=by, on=day, at=at, version=version, field="replied_at"
    )
    if hour < held.requested_at:
        raise no.AnsweredBefore(fields={"replied_at": no.AnsweredBefore.message})
    return update(held, state=target, state_on=day, replied_at=hour, refused_because=because)


def _begin(
    inspection: InspectionEvent, target: InspectionState, may: str, *, by: Subject, on: dt.date, at: dt.datetime,
    version: int | None, field: str = "on",
) -> InspectionEvent:  # fmt: skip
    require(by, may)
    held: InspectionEvent = held_row(inspection, by=by, version=version)
    if target not in INSPECTION_TRANSITIONS[S(held.state)]:
        raise no.InspectionStepRefused
    if on > timezone.localdate(at):
        raise no.DayAhead(fields={field: no.DayAhead.message})
    if on < held.state_on:
        raise no.DayBefore(fields={field: no.DayBefore.message})
    return held
