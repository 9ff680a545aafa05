"""The list of cases as a page shows it: each line with its title, who is asked, until when."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from access.context import Subject
from accounts.models import Office
from approvals.models import Case
from approvals.registry import kind_label
from approvals.selectors.cases import open_seats, titles, waiting_cases, with_due_day

PAGE_SIZE = 50


@dataclass(frozen=True)
class Line:
    """One case of the list."""

    case: Case
    title: str
    kind: Any
    due_on: dt.date | None
    asked: tuple[Office, ...]
    is_mine: bool


@dataclass(frozen=True)
class Lines:
    """One page of the list; `next_before` leads on, empty on the last."""

    lines: tuple[Line, ...]
    next_before: int | None


def under_way(
    *, to: Subject, on: dt.date, state: str = "open", kind: str = "", mine: bool = False, late: bool = False,
    before: int | None = None,
) -> Lines:  # fmt: skip
    """Cases newest first; `mine`: only what waits for this person; `late`: only with a step past its last day."""
    rows = with_due_day(to=to)
    waiting = set(waiting_cases(to=to).values_list("pk", flat=True))
    filters: dict[str, Any] = {
        "state": state if state != "all" else None, "kind": kind, "pk__in": waiting if mine else None,
        "due_on__lt": on if late else None, "pk__lt": before,
    }  # fmt: skip
    wanted = rows.filter(**{name: value for name, value in filters.items() if value not in (None, "")})
    found: list[Any] = list(wanted[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    asked = _asked(shown, to)
    named = titles(shown, to=to)
    lines = tuple(
        Line(
            case, named.get(case.object_reference, case.object_reference), kind_label(case.kind), case.due_on,
            tuple(asked.get(case.pk, ())), case.pk in waiting,
        )
        for case in shown
    )  # fmt: skip
    return Lines(lines, shown[-1].pk if len(found) > PAGE_SIZE else None)


def _asked(shown: Iterable[Case], to: Subject) -> dict[int, list[Office]]:
    offices: dict[int, list[Office]] = {}
    for seat in open_seats(to=to).filter(case__in=[case.pk for case in shown]).order_by("step__order", "id"):
        offices.setdefault(seat.case_id, []).append(seat.office)
    return offices
