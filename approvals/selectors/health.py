"""Facts for the report coordination-health: how long answers take, what comes back, who is late (domain.md C8)."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil
from statistics import median
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from access.context import Subject
from approvals.lifecycle import REFUSING, CaseState, ReturnReason, StepState
from approvals.models import Case, CaseSeat, CaseStep, Decision, Movement, Revocation
from directory.selectors.calendar import work_calendar
from foundation.workdays import ONE_DAY, WorkCalendar

ENDS = [StepState.DONE, StepState.RETURNED, StepState.REJECTED]
Period = tuple[dt.date, dt.date]  # from, up to and including


@dataclass(frozen=True)
class StepTime:
    """One answered step: from the day it was asked to the day it was answered, in working days."""

    case: str
    name_en: str
    name_az: str
    phase: str
    order: int
    institution: str
    asked_on: dt.date
    answered_on: dt.date
    due_on: dt.date | None
    working_days: int

    @property
    def was_late(self) -> bool:
        """Answered after its last day."""
        return self.due_on is not None and self.answered_on > self.due_on


@dataclass(frozen=True)
class OpenSeat:
    """A seat that had not answered on the day asked about."""

    case: str
    name_en: str
    name_az: str
    phase: str
    office: str
    office_en: str
    office_az: str
    institution: str
    asked_on: dt.date
    due_on: dt.date | None
    working_days_late: int


@dataclass(frozen=True)
class Refused:
    """A return or a rejection with its coded reason."""

    case: str
    institution: str
    verdict: str
    reason: str
    on: dt.date


@dataclass(frozen=True)
class DoneFirst:
    """Something that could not wait: done, and ratified or not, as it was known by the day."""

    case: str
    kind: str
    because: str
    acted_on: dt.date
    due_on: dt.date | None
    state: str
    working_days_late: int

    @property
    def not_ratified(self) -> bool:
        """True where the leadership would not stand behind it."""
        return self.state in (CaseState.RETURNED, CaseState.REJECTED)


@dataclass(frozen=True)
class Duration:
    """How long a group of steps took; `cases` are the references behind the figures."""

    key: str
    name_en: str
    name_az: str
    count: int
    late: int
    median: float | None
    p90: int | None
    cases: tuple[str, ...]


@dataclass(frozen=True)
class HealthRows:
    """Everything the report needs, each figure with the rows behind it."""

    as_of: dt.date
    period: Period
    steps: tuple[StepTime, ...]
    refused: tuple[Refused, ...]
    open: tuple[OpenSeat, ...]
    done_first: tuple[DoneFirst, ...] = ()

    @property
    def by_step(self) -> list[Duration]:
        """Median and 90th percentile per step of the route, in the order of the route."""
        ordered = sorted(self.steps, key=lambda step: (step.order, step.name_en))
        return durations(ordered, lambda step: (step.name_en, step.name_en, step.name_az))

    @property
    def by_institution(self) -> list[Duration]:
        """The same per institution that answered."""
        ordered = sorted(self.steps, key=lambda step: step.institution)
        return durations(ordered, lambda step: (step.institution, step.institution, step.institution))

    @property
    def returns_by_reason(self) -> dict[ReturnReason, list[Refused]]:
        """Returns and rejections under each coded reason that occurred."""
        return {
            reason: rows
            for reason in ReturnReason
            if (rows := [row for row in self.refused if row.reason == reason])
        }

    @property
    def overdue(self) -> list[OpenSeat]:
        """Open seats past their last day, the longest first."""
        late = [seat for seat in self.open if seat.due_on is not None and seat.due_on < self.as_of]
        return sorted(late, key=lambda seat: (seat.due_on, seat.case))


def durations(steps: Iterable[StepTime], group: Callable[[StepTime], tuple[str, str, str]]) -> list[Duration]:
    """One row per group, in the order the groups come; the percentile is the nearest rank, never an invented value."""
    groups: dict[tuple[str, str, str], list[StepTime]] = {}
    for step in steps:
        groups.setdefault(group(step), []).append(step)
    return [_duration(names, rows) for names, rows in groups.items()]


def _duration(names: tuple[str, str, str], rows: list[StepTime]) -> Duration:
    days = [row.working_days for row in rows]
    return Duration(
        *names,
        count=len(rows),
        late=sum(row.was_late for row in rows),
        median=float(median(days)),
        p90=percentile(days, 90),
        cases=tuple(sorted({row.case for row in rows})),
    )


def percentile(values: list[int], percent: int) -> int | None:
    """The smallest value that at least `percent` of them do not exceed; nothing for nothing."""
    return sorted(values)[ceil(len(values) * percent / 100) - 1] if values else None


def health_rows(*, to: Subject, as_of: dt.date, period: Period) -> HealthRows:
    """What was answered in the period and what stood open on `as_of`, as it was known by that day (decisions.md 17)."""
    calendar = work_calendar()
    return HealthRows(
        as_of, period, tuple(_answered(to, as_of, period, calendar)), tuple(_refused(to, as_of, period)),
        tuple(_open(to, as_of, calendar)), tuple(_done_first(to, as_of, period, calendar)),
    )  # fmt: skip


def _steps(to: Subject, as_of: dt.date) -> QuerySet[Any]:
    """Steps asked by the day, in the state they were last in by then: what was taken back had not ended.

    `asked`: since it last waited for earlier steps; a decision taken back lets the time run on.
    """
    moves = Movement.objects.visible_to(to).filter(step=OuterRef("pk"), on__lte=as_of)
    latest = moves.order_by("-id")
    waited = latest.filter(state=StepState.WAITING).values("pk")[:1]
    opened = moves.filter(state=StepState.OPEN, pk__gt=OuterRef("waited")).order_by("id")
    return (
        CaseStep.objects.visible_to(to)
        .annotate(waited=Coalesce(Subquery(waited), 0), was=Subquery(latest.values("state")[:1]))
        .annotate(asked=Subquery(opened.values("on")[:1]), ended=Subquery(latest.values("on")[:1]))
        .filter(asked__isnull=False)
    )


ANSWERED = {
    "case": "case__reference", "name_en": "name_en", "name_az": "name_az", "phase": "phase", "order": "order",
    "institution": "institution", "asked_on": "asked", "answered_on": "ended", "due_on": "due_on",
}  # fmt: skip
OPEN = {
    "case": "case__reference", "name_en": "step__name_en", "name_az": "step__name_az", "phase": "step__phase",
    "office": "office__code", "office_en": "office__name_en", "office_az": "office__name_az",
    "institution": "office__institution__code", "due_on": "step__due_on",
}  # fmt: skip


def _answered(to: Subject, as_of: dt.date, period: Period, calendar: WorkCalendar) -> Iterable[StepTime]:
    seats = CaseSeat.objects.visible_to(to).filter(step=OuterRef("pk")).order_by("-office__institution__code")
    rows = (
        _steps(to, as_of)
        .filter(was__in=ENDS, ended__range=period)
        .annotate(institution=Subquery(seats.values("office__institution__code")[:1]))
        .order_by("id")
    )
    for row in rows.values(*ANSWERED.values()):
        facts = {name: row[path] for name, path in ANSWERED.items()}
        yield StepTime(**facts, working_days=calendar.between(row["asked"], row["ended"]))


def _refused(to: Subject, as_of: dt.date, period: Period) -> Iterable[Refused]:
    rows = Decision.objects.visible_to(to).filter(verdict__in=REFUSING, on__range=period, on__lte=as_of)
    return (
        Refused(*row)
        for row in rows.order_by("on", "id").values_list(
            "case__reference", "office__institution__code", "verdict", "reason_code", "on"
        )
    )


def _open(to: Subject, as_of: dt.date, calendar: WorkCalendar) -> Iterable[OpenSeat]:
    standing = _steps(to, as_of).filter(was=StepState.OPEN).values("pk", "asked")
    asked: dict[int, Any] = {row["pk"]: row["asked"] for row in standing}
    seats = (
        CaseSeat.objects.visible_to(to)
        .filter(step__in=list(asked))
        .exclude(decision__on__lte=as_of)
        .filter(Q(attempt=1) | Exists(_taken_back(to, as_of)))
        .order_by("step__due_on", "id")
    )
    for row in seats.values("step_id", *OPEN.values()):
        facts = {name: row[path] for name, path in OPEN.items()}
        late = _late(row["step__due_on"], as_of, calendar)
        yield OpenSeat(**facts, asked_on=asked[row["step_id"]], working_days_late=late)


def _taken_back(to: Subject, as_of: dt.date) -> QuerySet[Revocation]:
    """What an office had taken back by the day before it was seated anew."""
    return Revocation.objects.visible_to(to).filter(
        decision__seat__step=OuterRef("step"), decision__seat__office=OuterRef("office"),
        decision__seat__attempt=OuterRef("attempt") - 1, on__lte=as_of,
    )  # fmt: skip


def _done_first(to: Subject, as_of: dt.date, period: Period, calendar: WorkCalendar) -> Iterable[DoneFirst]:
    """Every ratification asked for in the period, and whatever still waited for one on the day."""
    steps = CaseStep.objects.visible_to(to).filter(case=OuterRef("pk")).order_by("due_on")
    rows = (
        Case.objects.visible_to(to)
        .filter(acted_on__isnull=False, opened_on__lte=as_of)
        .filter(Q(opened_on__gte=period[0]) | Q(closed_on__isnull=True) | Q(closed_on__gt=as_of))
        .annotate(last_day=Subquery(steps.values("due_on")[:1]))
        .order_by("opened_on", "id")
    )
    for row in rows:
        is_open = row.closed_on is None or row.closed_on > as_of
        answered = as_of if is_open else row.closed_on
        yield DoneFirst(
            row.reference, row.kind, row.acted_because, row.acted_on, row.last_day,
            CaseState.OPEN if is_open else row.state, _late(row.last_day, answered, calendar),
        )  # fmt: skip


def _late(due_on: dt.date | None, as_of: dt.date, calendar: WorkCalendar) -> int:
    """Working days after the last day, the day asked about included."""
    return max(0, calendar.between(due_on + ONE_DAY, as_of + ONE_DAY)) if due_on else 0


def states_on(day: dt.date, *, to: Subject) -> dict[str, list[str]]:
    """References of cases by the state they were in on a day, from their movements."""
    latest = (
        Movement.objects.visible_to(to)
        .filter(step__isnull=True, on__lte=day)
        .order_by("case_id", "-id")
        .distinct("case_id")
        .values_list("state", "case__reference")
    )
    found: dict[str, list[str]] = {state: [] for state in CaseState.values}
    for state, reference in latest:
        found[state].append(reference)
    return found
