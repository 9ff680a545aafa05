"""The inbox of approvals: what waits for me, what waits for my office, what I sent and where it hangs."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import ngettext

from access.context import Subject
from approvals.lifecycle import CaseState, Verdict
from approvals.models import Case, CaseSeat
from approvals.registry import kind_label
from approvals.selectors.ageing import Ageing, ageing
from approvals.selectors.cases import cases, open_seats, titles, waiting_cases
from directory.selectors.calendar import work_calendar

SHOWN = 200


@dataclass(frozen=True)
class InboxLine:
    """One matter of the inbox: what is asked, of which office, since when and until when."""

    case: Case
    title: str
    kind: Any
    asked: str
    offices: tuple[str, ...]
    due_on: dt.date | None
    age: Ageing | None
    is_mine: bool = False
    came_back: bool = False

    @property
    def reference(self) -> str:
        """The case's public id."""
        return self.case.reference

    @property
    def label_id(self) -> int:
        """For the marking of the page."""
        return self.case.label_id

    @property
    def is_late(self) -> bool:
        """Past its last day."""
        return bool(self.age and self.age.late)


@dataclass(frozen=True)
class InboxFilter:
    """What a reader wants to see of it; empty: everything."""

    kind: str = ""
    mission: str = ""
    late: bool = False


@dataclass(frozen=True)
class CaseInbox:
    """The three stacks, in each the latest first."""

    mine: tuple[InboxLine, ...]
    office: tuple[InboxLine, ...]
    sent: tuple[InboxLine, ...]

    @property
    def mine_ageing(self) -> str:
        """How what waits for the person ages."""
        return ageing_words(self.mine)

    @property
    def office_ageing(self) -> str:
        """How what waits for the office ages, for whoever of it answers."""
        return ageing_words(self.office)

    @property
    def lines(self) -> tuple[InboxLine, ...]:
        """All of them."""
        return (*self.mine, *self.office, *self.sent)


def ageing_words(lines: Collection[InboxLine]) -> str:
    """How a stack ages, in a sentence: how many are late, and how long the oldest has waited."""
    ages = [line.age for line in lines if line.age is not None]
    late = sum(age.late > 0 for age in ages)
    longest = max((age.waited for age in ages), default=0)
    said = []
    if late:
        said.append(ngettext("%(count)d is late", "%(count)d are late", late) % {"count": late})
    if longest:
        words = ngettext(
            "the longest has waited %(count)d working day",
            "the longest has waited %(count)d working days",
            longest,
        )
        said.append(words % {"count": longest})
    return ", ".join(said)


def case_inbox(*, to: Subject, on: dt.date, wanted: InboxFilter | None = None) -> CaseInbox:
    """Everything that waits for the person, for the office acted in, or on others because this office sent it."""
    chosen = wanted or InboxFilter()
    if to.office_id is None:
        return CaseInbox((), (), ())
    me = set(waiting_cases(to=to).values_list("pk", flat=True))
    seats = _narrowed(_seats(to), chosen, on)
    returned = [] if chosen.late else list(_came_back(to, chosen)[:SHOWN])
    named = titles([*{seat.case_id: seat.case for seat in seats}.values(), *returned], to=to)
    lines = _lines(seats, named, me, on)
    ours = [line for office, line in lines if office == to.office_id]
    sent = [_line_back(case, named) for case in returned]
    sent += _per_case([line for _office, line in lines if _sent_by(line.case, to)])
    return CaseInbox(
        tuple(line for line in ours if line.is_mine),
        tuple(line for line in ours if not line.is_mine),
        tuple(sent),
    )


def _seats(to: Subject) -> QuerySet[CaseSeat]:
    """Undecided seats of open steps: those of this office, and those of other offices in what this one sent."""
    sent = Q(case__opened_by_id=to.user_id) | Q(case__opened_office_id=to.office_id)
    return (
        open_seats(to=to)
        .filter(Q(office_id=to.office_id) | (sent & Q(case__state=CaseState.OPEN)))
        .select_related("office__institution", "step", "case__mission")
        .order_by(F("step__due_on").asc(nulls_last=True), "case_id", "id")
    )


def _narrowed(seats: QuerySet[CaseSeat], chosen: InboxFilter, on: dt.date) -> list[CaseSeat]:
    filters = {
        "case__kind": chosen.kind, "case__mission__code": chosen.mission,
        "step__due_on__lt": on if chosen.late else None,
    }  # fmt: skip
    return list(seats.filter(**{name: value for name, value in filters.items() if value})[:SHOWN])


def _came_back(to: Subject, chosen: InboxFilter) -> QuerySet[Case]:
    """Returned matters this office sent and nobody has sent again: they hang with whoever drafts them."""
    later = Case.objects.visible_to(to).filter(
        kind=OuterRef("kind"), object_reference=OuterRef("object_reference"), pk__gt=OuterRef("pk")
    )
    filters = {"kind": chosen.kind, "mission__code": chosen.mission}
    return cases(to=to).filter(
        ~Exists(later), Q(opened_by_id=to.user_id) | Q(opened_office_id=to.office_id), state=CaseState.RETURNED,
        **{name: value for name, value in filters.items() if value},
    ).order_by("closed_on", "pk")  # fmt: skip


def _lines(
    seats: list[CaseSeat], named: dict[str, str], me: set[int], on: dt.date
) -> list[tuple[int, InboxLine]]:
    calendar = work_calendar()
    return [
        (
            seat.office_id,
            InboxLine(
                seat.case, named.get(seat.case.object_reference, seat.case.object_reference),
                kind_label(seat.case.kind), str(Verdict(seat.step.verdict).label), (seat.office.name,),
                seat.step.due_on, ageing(seat.step, on, calendar), is_mine=seat.case_id in me,
            ),
        )
        for seat in seats
    ]  # fmt: skip


def _line_back(case: Case, named: dict[str, str]) -> InboxLine:
    title = named.get(case.object_reference, case.object_reference)
    return InboxLine(case, title, kind_label(case.kind), "", (), case.closed_on, None, came_back=True)


def _per_case(lines: list[InboxLine]) -> list[InboxLine]:
    """What was sent stands once, with every office it hangs with; the most urgent seat speaks for the rest."""
    found: dict[int, InboxLine] = {}
    for line in lines:
        first = found.get(line.case.pk, line)
        offices = tuple(dict.fromkeys((*first.offices, *line.offices)))
        found[line.case.pk] = InboxLine(
            first.case, first.title, first.kind, first.asked, offices, first.due_on, first.age, first.is_mine
        )
    return list(found.values())


def _sent_by(case: Case, to: Subject) -> bool:
    return case.state == CaseState.OPEN and (
        case.opened_by_id == to.user_id or case.opened_office_id == to.office_id
    )


def inbox_missions(*, to: Subject) -> list[tuple[str, str]]:
    """Missions with something under approval that the reader may see, for the filter."""
    rows = Case.objects.visible_to(to).filter(
        state__in=[CaseState.OPEN, CaseState.RETURNED], mission__isnull=False
    )
    found = rows.order_by("mission__code").distinct("mission__code").select_related("mission")
    return [(case.mission.code, case.mission.name) for case in found if case.mission is not None]
