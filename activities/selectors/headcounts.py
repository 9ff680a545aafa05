"""Headcount by operation and year: said, estimated, and standing in the register; each apart (domain.md A4, C8)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery

from access.context import Subject
from activities.lifecycle import STANDING
from activities.models import Contribution, Deployment, DeploymentStep, Operation
from activities.selectors.operations import contributions, joined_by, operations, said_by
from activities.terms import peak
from foundation.wording import written_date

Standing = tuple[dt.date, dt.date | None, int]


@dataclass(frozen=True, slots=True)
class YearLine:
    """One operation in one year. `official` is the latest official figure; `said` is every one of them."""

    operation: str
    short_name: str
    organisation: str
    organisation_name: str
    year: int
    official: int | None
    estimate: int | None
    standing: int | None
    differing: bool
    said: tuple[str, ...]
    sources: tuple[str, ...]
    ceilings: tuple[str, ...]
    references: tuple[str, ...]
    label_ids: frozenset[int]

    @property
    def counted(self) -> int | None:
        """What may be called official: said by a source, else what the register itself holds."""
        return self.official if self.official is not None else self.standing


def year_lines(*, to: Subject, as_of: dt.date, organisation: str = "") -> list[YearLine]:
    """Every operation joined by the day, by year; figures as far as they were said by it. Three queries."""
    found = joined_by(operations(to=to), as_of).select_related("organisation")
    if organisation:
        found = found.filter(organisation__code=organisation)
    held = {row.pk: row for row in found.order_by("our_part", "pk")}
    figures: dict[tuple[int, int], list[Contribution]] = defaultdict(list)
    for row in said_by(contributions(to=to), as_of).filter(operation__in=held).order_by("said_on", "pk"):
        figures[row.operation_id, row.year].append(row)
    standing = _by_year(rotations(to=to, as_of=as_of), held, as_of)
    keys = sorted({*figures, *standing}, key=lambda key: (list(held).index(key[0]), key[1]))
    return [_line(held[key[0]], key[1], figures[key], standing[key]) for key in keys]


def rotations(*, to: Subject, as_of: dt.date) -> list[Any]:
    """Rotations that had been decided by a day and not called off, each with the state it was in (`then`)."""
    steps = DeploymentStep.objects.visible_to(to).filter(
        deployment=OuterRef("pk"), reached_on__lte=as_of
    ).order_by("-reached_on", "-pk")  # fmt: skip
    rows = Deployment.objects.visible_to(to).annotate(then=Subquery(steps.values("state")[:1]))
    return list(
        rows.filter(then__in=sorted(STANDING))
        .select_related("authorisation", "operation__organisation")
        .order_by("period", "pk")
    )


def _by_year(
    rows: Iterable[Any], held: dict[int, Operation], as_of: dt.date
) -> dict[tuple[int, int], list[Any]]:
    """Rotations that stood in a year, up to that of the day; what is only planned is not counted."""
    found: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for row in rows:
        if row.operation_id in held and row.then in {"deployed", "rotating", "returned"}:
            last = min(row.period.upper - dt.timedelta(days=1), as_of) if row.period.upper else as_of
            for year in range(row.period.lower.year, last.year + 1):
                found[row.operation_id, year].append(row)
    return found


def _within(rows: Iterable[Any], year: int) -> Iterator[Standing]:
    first, after = dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
    for row in rows:
        upper = min(row.period.upper or after, after)
        yield max(row.period.lower, first), upper, row.headcount


def _line(held: Operation, year: int, said: list[Contribution], standing: list[Any]) -> YearLine:
    official = _latest(row for row in said if not row.is_estimate)
    estimate = _latest(row for row in said if row.is_estimate)
    by_role: dict[str, set[int]] = defaultdict(set)
    for row in said:
        if not row.is_estimate:
            by_role[row.role].add(row.headcount)
    return YearLine(
        operation=held.reference,
        short_name=held.short_name,
        organisation=held.organisation.code,
        organisation_name=held.organisation.name,
        year=year,
        official=official,
        estimate=estimate,
        standing=peak(_within(standing, year)) if standing else None,
        differing=any(len(numbers) > 1 for numbers in by_role.values()),
        said=tuple(_quoted(row) for row in said),
        sources=tuple(dict.fromkeys(row.source for row in said)),
        ceilings=tuple(_ceilings(standing, year)),
        references=(held.reference, *(row.reference for row in (*said, *standing))),
        label_ids=frozenset([held.label_id, *(row.label_id for row in (*said, *standing))]),
    )


def _quoted(row: Contribution) -> str:
    """ "2 Military observers, 1 Feb 2020"; a tilde says that it is an estimate."""
    return f"{'~' if row.is_estimate else ''}{row.headcount} {row.role}, {written_date(row.said_on)}"


def _ceilings(standing: list[Any], year: int) -> Iterator[str]:
    """Of each act under which somebody stood in the year: the most of this operation, of its ceiling."""
    for key in dict.fromkeys(row.authorisation_id for row in standing):
        under = [row for row in standing if row.authorisation_id == key]
        ceiling = under[0].authorisation.ceiling
        most = peak(_within(under, year))
        yield f"{most}/{'–' if ceiling is None else ceiling}"


def _latest(rows: Iterable[Contribution]) -> int | None:
    """The figure said last of each role, summed over the roles; nothing where nobody said one."""
    last = {row.role: row.headcount for row in rows}
    return sum(last.values()) if last else None
