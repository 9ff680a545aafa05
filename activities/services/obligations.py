"""Reporting obligations: recorded, changed with a reason, suspended; returns open by themselves (C7)."""

import datetime as dt
from copy import copy
from typing import Any

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from access.context import Subject
from access.models import Label
from activities.lifecycle import OWED, ReturnState
from activities.models import DueReturn, ObligationSuspension, ReportingObligation
from activities.selectors.returns import suspensions
from activities.services import return_refusals as no
from activities.services.basis import near
from activities.services.operations import held_row, unit_of
from activities.services.returns import end_case
from approvals.lifecycle import Over
from approvals.services.unread import end_reading
from foundation.acts import verb
from foundation.permissions import require
from foundation.writes import insert, update

OF_THE_RULE = frozenset(
    {"due_month", "due_day", "days_after", "first_year", "last_year", "every_years", "covers"}
)
CHANGEABLE = OF_THE_RULE | {
    "name_en", "name_az", "regime", "instrument", "addressee", "owner", "event", "is_voluntary", "correct_at_once",
    "needs_verification", "source", "owner_unit",
}  # fmt: skip
ONE_DAY = dt.timedelta(days=1)
AHEAD = dt.timedelta(
    days=400
)  # more than a year and the longest offset: a year without the job loses nothing
BEFORE = 366  # a return stands as scheduled from a year before its day

# Every period that falls due by a day and has no return yet, of one obligation or of all, in one statement.
OPEN_SQL = """
INSERT INTO activities_duereturn
    (obligation_id, due_year, event, is_nil, sent_under, redated_because, state, state_on, label_id, owner_unit_id,
     version, is_demo)
SELECT o.id, y.due_year, '', false, '', '', 'scheduled', least(%(on)s::date, y.day - %(before)s::int), o.label_id,
       o.owner_unit_id, 1, o.is_demo
FROM activities_reportingobligation o
CROSS JOIN LATERAL (
    SELECT n AS due_year, activities_due_day(o.due_month, o.due_day, n) AS day
    FROM generate_series(o.first_year, least(o.last_year, extract(year FROM %(until)s::date)::int), o.every_years) n
) y
WHERE o.recurrence = 'yearly' AND (%(only)s::bigint IS NULL OR o.id = %(only)s::bigint) AND y.day <= %(until)s::date
  AND NOT EXISTS (SELECT 1 FROM activities_duereturn r
                  WHERE r.obligation_id = o.id AND r.due_year = y.due_year AND r.corrects_id IS NULL)
ON CONFLICT DO NOTHING
"""


@verb("reporting_obligations.record")
def record(
    *, by: Subject, at: dt.datetime, label: Label, is_demo: bool = False, **facts: Any
) -> ReportingObligation:
    """Enter what is owed and its rule; the returns of the coming year stand at once."""
    require(by, "reporting_obligations.record")
    facts.setdefault("owner_unit", unit_of(by))
    held = insert(ReportingObligation(label=label, is_demo=is_demo, **facts))
    open_periods(on=timezone.localdate(at), only=held)
    return held


@verb("reporting_obligations.amend")
def amend(
    obligation: ReportingObligation, *, by: Subject, at: dt.datetime, version: int | None = None, reason: str = "",
    **changes: Any,
) -> ReportingObligation:  # fmt: skip
    """Change what is recorded. Another rule moves what is still owed, so it says why; the first days are kept."""
    require(by, "reporting_obligations.amend")
    held: ReportingObligation = held_row(obligation, by=by, version=version)
    if changes.get("recurrence", held.recurrence) != held.recurrence:
        raise no.CountedOtherwise(fields={"recurrence": no.CountedOtherwise.message})
    changes = {name: value for name, value in changes.items() if name in CHANGEABLE}
    moved = {name for name in OF_THE_RULE & set(changes) if changes[name] != getattr(held, name)}
    if moved and not reason.strip():
        raise no.ReasonMissing(fields={"reason": no.ReasonMissing.message})
    said = reason.strip()[:300]
    if moved:
        _end_cases(held, changes, by=by, at=at, reason=said)
    update(held, **changes)
    if moved:
        _follow(held, by=by, at=at, reason=said)
    return held


@verb("reporting_obligations.suspend")
def suspend(
    obligation: ReportingObligation, *, by: Subject, at: dt.datetime, on: dt.date, source: str, reason: str = "",
    until: dt.date | None = None, version: int | None = None,
) -> ReportingObligation:  # fmt: skip
    """It rests from a day on, `until` a last day or further notice: what falls due meanwhile is not owed."""
    require(by, "reporting_obligations.suspend")
    held: ReportingObligation = held_row(obligation, by=by, version=version)
    _said(reason=reason, source=source)
    near(on=on, until=until)
    if until is not None and until < on:
        raise no.RestsFrom(fields={"until": no.RestsFrom.message})
    period = DateRange(on, until + ONE_DAY if until else None)
    if suspensions(to=by).filter(obligation=held, period__overlap=period).exists():
        raise no.RestsAlready(fields={"on": no.RestsAlready.message})
    insert(
        ObligationSuspension(
            obligation=held, period=period, reason=reason.strip(), source=source.strip(), label_id=held.label_id,
            is_demo=held.is_demo,
        )
    )  # fmt: skip
    return update(held)


@verb("reporting_obligations.resume")
def resume(
    obligation: ReportingObligation, *, by: Subject, at: dt.datetime, on: dt.date, reason: str = "",
    version: int | None = None,
) -> ReportingObligation:  # fmt: skip
    """It is taken up again: what falls due from this day on is owed."""
    require(by, "reporting_obligations.suspend")
    held: ReportingObligation = held_row(obligation, by=by, version=version)
    near(on=on)
    found = _resting(held, on=on, by=by, reason=reason)
    if found.period.lower >= on:
        raise no.DayBefore(fields={"on": no.DayBefore.message})
    was_until = found.period.upper
    update(found, period=DateRange(found.period.lower, on), resumed_on=on, was_until=was_until)
    return update(held)


@verb("reporting_obligations.take_back_suspension")
def take_back_suspension(
    obligation: ReportingObligation, *, by: Subject, at: dt.datetime, on: dt.date, reason: str = "",
    version: int | None = None,
) -> ReportingObligation:  # fmt: skip
    """The suspension in which a day lies was a slip: it counts as never entered, and stays in the register with why."""
    require(by, "reporting_obligations.take_back_suspension")
    held: ReportingObligation = held_row(obligation, by=by, version=version)
    found = _resting(held, on=on, by=by, reason=reason)
    update(found, taken_back_at=at, taken_back_because=reason.strip()[:300])
    return update(held)


@verb("reporting_obligations.happened")
def happened(
    obligation: ReportingObligation, *, by: Subject, at: dt.datetime, on: dt.date, event: str = "",
    version: int | None = None,
) -> DueReturn:  # fmt: skip
    """Its event has happened: the return stands, due so many days after it."""
    require(by, "reporting_obligations.happened")
    held: ReportingObligation = held_row(obligation, by=by, version=version)
    today = timezone.localdate(at)
    if held.is_yearly:
        raise no.OpensByItself
    near(on=on)
    if on > today:
        raise no.DayAhead(fields={"on": no.DayAhead.message})
    if DueReturn.objects.visible_to(by).filter(obligation=held, event_on=on, corrects=None).exists():
        raise no.EventTwice(fields={"on": no.EventTwice.message})
    row = insert(
        DueReturn(
            obligation=held, event_on=on, event=event.strip(), state=ReturnState.SCHEDULED, state_on=on,
            label_id=held.label_id, owner_unit_id=held.owner_unit_id, is_demo=held.is_demo,
        )
    )  # fmt: skip
    row.refresh_from_db()
    return row


@verb("returns.open_ahead")
def open_ahead(*, by: Subject, on: dt.date) -> int:
    """Returns of every obligation that fall due in the coming year and are not there yet; harmless twice."""
    require(by, "returns.open_ahead")
    return open_periods(on=on)


def open_periods(*, on: dt.date, only: ReportingObligation | None = None) -> int:
    """Set-based, for the obligations the running subject sees."""
    facts: dict[str, Any] = {
        "on": on,
        "until": on + AHEAD,
        "before": BEFORE,
        "only": only.pk if only else None,
    }
    with connection.cursor() as cursor:
        cursor.execute(OPEN_SQL, facts)
        return int(cursor.rowcount)


def _resting(held: ReportingObligation, *, on: dt.date, by: Subject, reason: str) -> ObligationSuspension:
    """The suspension in which a day lies, locked; what is done about it says why."""
    near(on=on)
    rows = suspensions(to=by).filter(obligation=held, period__contains=on)
    found: ObligationSuspension | None = rows.select_for_update(of=("self",)).first()
    if found is None:
        raise no.NotResting
    if not reason.strip():
        raise no.ReasonMissing(fields={"reason": no.ReasonMissing.message})
    return found


def _end_cases(
    held: ReportingObligation, changes: dict[str, Any], *, by: Subject, at: dt.datetime, reason: str
) -> None:
    """Of what the new rule drops; before it is written, which locks the returns, as deciding locks the case first."""
    rule = copy(held)
    for name, value in changes.items():
        setattr(rule, name, value)
    begun = _owed(held, by=by).filter(corrects=None).exclude(state=ReturnState.SCHEDULED)
    for row in begun.order_by("pk") if rule.is_yearly else ():
        if not _is_due(rule, row.due_year or 0):
            end_case(row, by=by, reason=reason, at=at)


def _follow(held: ReportingObligation, *, by: Subject, at: dt.datetime, reason: str) -> None:
    """What is owed under the old rule alone is no longer due; what a slip in the rule had dropped is due again."""
    on = timezone.localdate(at)
    owed = list(_owed(held, by=by).filter(corrects=None).order_by("pk").select_for_update(of=("self",)))
    for row in owed:
        if held.is_yearly and not _is_due(held, row.due_year or 0):
            end_reading(row.reference, by=by, on=on, because=Over.MATTER_ENDED)
            update(row, state=ReturnState.NOT_DUE, state_on=max(on, row.state_on), dropped_by_rule=True)
    dropped = DueReturn.objects.visible_to(by).filter(obligation=held, dropped_by_rule=True)
    for row in (
        dropped.exclude(pk__in=[one.pk for one in owed]).order_by("pk").select_for_update(of=("self",))
    ):
        if _is_due(held, row.due_year or 0):
            _due_again(row, held, on=on, at=at, reason=reason)
    open_periods(on=on, only=held)


def _due_again(
    row: DueReturn, held: ReportingObligation, *, on: dt.date, at: dt.datetime, reason: str
) -> None:
    """On the day that the corrected rule gives."""
    day = held.due_in(row.due_year or on.year)
    moved: dict[str, Any] = (
        {"due_on": day, "redated_at": at, "redated_because": reason} if day != row.due_on else {}
    )
    update(
        row, state=ReturnState.SCHEDULED, state_on=max(on, row.state_on), dropped_by_rule=False,
        covers_year=(row.due_year or on.year) + held.covers, **moved,
    )  # fmt: skip


def _is_due(held: ReportingObligation, year: int) -> bool:
    first, last = held.first_year or 0, held.last_year or year
    return first <= year <= last and (year - first) % held.every_years == 0


def _owed(held: ReportingObligation, *, by: Subject) -> Any:
    rows = DueReturn.objects.visible_to(by)
    return rows.filter(obligation=held, state__in=sorted(OWED))


def _said(**words: str) -> None:
    missing = {"reason": no.ReasonMissing, "source": no.SourceMissing}
    for name, text in words.items():
        if not text.strip():
            raise missing[name](fields={name: missing[name].message})
