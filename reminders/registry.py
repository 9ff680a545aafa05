"""Which deadlines exist: declared by other floors in deadlines.py, registered from their apps.py: ready()."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol, runtime_checkable

from reminders.engine import OffsetUnit


@dataclass(frozen=True)
class Audience:
    """Offices a rule addresses, by role. `at_mission`: only the office of the deadline's own mission;
    `owner`: the office the deadline row itself names (column office_id) instead of a role."""

    role: str = ""
    at_mission: bool = False
    owner: bool = False


@dataclass(frozen=True)
class Escalation:
    """Whom a missed deadline reaches next: a role, "superior" or "superior_2" of the office the row names."""

    role: str
    after: int  # working days after the due date
    at_mission: bool = False


@dataclass(frozen=True)
class RuleDefaults:
    """Starting values of a rule, kept as rows the Center may change (domain.md C7)."""

    offsets: tuple[int, ...]  # days before (-) or after (+) the due date
    audience: tuple[Audience, ...]
    legal: bool = False  # a legal deadline moves to the earlier working day, an internal one to the later
    escalate_to: str = ""  # role
    escalate_after: int = 0  # working days after the due date
    numbers: tuple[int, ...] = field(default=())  # rows of the catalogue in domain.md C7
    unit: OffsetUnit = OffsetUnit.DAYS
    further: tuple[Escalation, ...] = field(default=())  # steps of the chain after the first
    at_once: bool = False  # an emergency: told on its day, also where nobody works

    @property
    def chain(self) -> tuple[Escalation, ...]:
        """Every escalation, in the order of the chain."""
        first = (Escalation(self.escalate_to, self.escalate_after),) if self.escalate_to else ()
        return (*first, *self.further)


class Titled(NamedTuple):
    """What a record is called today, and the label under which that may be read."""

    title: str
    label_id: int


# (references, reader) -> titles of those of these records that the reader may see, in one query for a whole list.
Titles = Callable[[Collection[str], Any], dict[str, Titled]]


class DeadlineRule(Protocol):
    """One kind of deadline of one domain."""

    code: str  # e.g. "postings.successor"
    title: Any  # translatable: "Start choosing the successor"
    defaults: RuleDefaults

    @property
    def titles(self) -> Titles:
        """Rules over the same kind of record name the same function. For pages only, never for mails (walls.md 1)."""

    def deadlines(self) -> Any:
        """Protected rows whose .values() are exactly reference, label_id, due_on, mission_id and office_id.

        Set-based and without a date filter: the planner joins it in one INSERT ... SELECT as the service subject.
        `mission_id` and `office_id` may be NULL. A deadline that no longer stands (closed, superseded) is not in it.
        A rule counted in hours gives `due_at` as well, the instant; `due_on` is its day at home.
        """

    def link(self, reference: str) -> str:
        """Path of the page a person opens from the reminder, e.g. /papers/MPA-2026-7K3QF/."""


@runtime_checkable
class OfWindows(Protocol):
    """A rule that works its days out, such as those of what comes back, says only those of a window when asked."""

    def between(self, first: dt.date | None, last: dt.date | None) -> Any:
        """deadlines() from a day to a day, either end open."""


class Hearer(NamedTuple):
    """Somebody who holds the office a reminder of a record goes to, and may read it."""

    record: str
    office_id: int
    user_id: int


@runtime_checkable
class OfPersons(Protocol):
    """A rule that asks for something not everybody in the office can give: only who can is told of it.

    Those a missed deadline is escalated to hear of it whatever they can do.
    """

    def hears(self, people: Collection[Hearer]) -> Collection[Hearer]:
        """Those of these who can at this moment; asked once for a batch, by the service that delivers."""


_rules: dict[str, DeadlineRule] = {}


def register(rule: DeadlineRule) -> None:
    """Called once per rule; the last one of a code wins."""
    _rules[rule.code] = rule


def rules() -> dict[str, DeadlineRule]:
    """Every registered rule by code."""
    return dict(_rules)


class RecordPage(NamedTuple):
    """Where a kind of record is read, and what one of them is called."""

    page: str  # name of an address that takes the reference
    titles: Titles


_pages: dict[str, tuple[RecordPage, ...]] = {}


def register_pages(**pages: tuple[str, Titles]) -> None:
    """Called once per floor, by the letters references begin with: register_pages(AGR=("agreements:agreement", ...)).

    Whoever may read such a record may set a reminder of his own on it. Two kinds may share their letters.
    """
    for letters, (page, titles) in pages.items():
        told = RecordPage(page, titles)
        if told not in _pages.get(letters, ()):
            _pages[letters] = (*_pages.get(letters, ()), told)


def pages_of(reference: str) -> tuple[RecordPage, ...]:
    """Where a record with this reference may be read."""
    return _pages.get(reference.partition("-")[0], ())


class Merging(NamedTuple):
    """One kind of record of which one may be found to be another, entered twice; both as far as the reader sees."""

    merged: Callable[[str, Any], Iterable[str]]  # (reference, reader) -> references that lead on to it
    stays: Callable[
        [str, Any], str
    ]  # (reference, reader) -> the one it leads on to; empty where it stands for itself


_merging: dict[str, Merging] = {}


def register_merged(**kinds: Merging) -> None:
    """By the letters references begin with: reminders set by hand on what was merged are those of what stayed."""
    _merging.update(kinds)


def merging_of(reference: str) -> Merging | None:
    """How records like this one are merged; None for kinds that are not."""
    return _merging.get(reference.partition("-")[0])
