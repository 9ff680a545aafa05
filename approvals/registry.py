"""What other floors tell this one: what can be approved. Declared in their approvables.py, registered in ready()."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True)
class Matter:
    """What a case page shows of the thing under approval; titles are read under the viewer's own wall."""

    title: str
    url: str
    kind_label: Any
    summary: list[tuple[Any, Any]]


@dataclass(frozen=True)
class Wording:
    """How the keys and coded values of a content are said to people; whatever is not named is shown as it stands.

    `names`: key -> words, in reading order. `values`: key -> {stored value: words}. `hidden`: keys of the envelope
    nobody reads. `identity`: list -> key by which its rows are recognised in another version, {"objectives": "code"}.
    `texts`: keys that stand under a heading of their own however short they are. `said`: keys whose values have a way
    of their own to be said.
    """

    names: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Mapping[Any, Any]] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    identity: Mapping[str, str] = field(default_factory=dict)
    texts: frozenset[str] = frozenset()
    said: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Standing:
    """Where a version stands, for its printed form: in words, and the word written over what is not in force.

    `labels`: of everything the version shows. `issuers`: codes of the institutions whose paper it is; empty: of those
    seated in its case. `language`: the authentic one.
    """

    word: Any
    over: Any = ""
    labels: tuple[int, ...] = ()
    issuers: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True)
class Fact:
    """Something a matter tells about itself, so that a step of a route may depend on it.

    `values`: what it may be, with words; a function where only the database knows. None: any text.
    """

    words: Any
    values: Mapping[Any, Any] | Callable[[], Mapping[Any, Any]] | None = None

    def choices(self) -> Mapping[Any, Any] | None:
        """The values with their words, as they are now."""
        return self.values() if callable(self.values) else self.values


@dataclass(frozen=True)
class Needed:
    """A seat without which a kind of matter is not approved, whatever else its route asks for.

    `when`: facts of the matter with the values for which the seat is needed; empty: for every matter of the kind.
    `urgent`: a seat of the route that ratifies what was done first, and of no other.
    """

    role: Any  # accounts.roles.Role
    verdict: Any  # approvals.lifecycle.Verdict
    at_mission: bool = False
    when: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    urgent: bool = False


class Approvable(Protocol):
    """One kind of thing with frozen versions, e.g. mission papers."""

    kind: str  # "mission_paper"
    kind_label: Any  # translatable: "Mission paper"; for lists and filters, where no single thing is opened
    wording: Wording
    phases: Mapping[str, Any]  # {"mod_review": _("...")}: what steps of its routes may bring it to
    facts: Mapping[
        str, Fact
    ]  # what its routes may make a step depend on; the owning domain gives them to open_case

    def matter(self, reference: str, version_no: int, *, to: Any) -> Matter:
        """The thing as the viewer may see it; raises foundation.errors.NotFound."""

    def content(self, reference: str, version_no: int, *, to: Any) -> dict[str, Any]:
        """The frozen content (what the hash covers) for the page and for differences between versions."""

    def titles(self, references: Collection[str], *, to: Any) -> dict[str, str]:
        """Present titles of those of these things that the viewer may see: one query for a whole list."""

    # May be there, for matters that live on when their case is over:
    # def standing(self, reference: str, version_no: int, *, to: Any) -> Standing
    # Optional: seats that every route of the kind has, always or for matters with certain facts.
    # needed: tuple[Needed, ...]
    # Optional: code of the route that ratifies what was done before anybody agreed; without it nothing is done first.
    # urgent_route: str
    # Optional: phases that cannot be left again by taking a decision back, e.g. once an order is out.
    # final_phases: frozenset[str]

    def moved(self, case: Any, *, by: Any, at: Any) -> None:
        """Called in the deciding transaction whenever the case's state or open order changed (case.state, case.phase).

        Not called for what is read after approval: the matter ends in its own time, and says so (unread.end_reading).
        Not called by open_case and withdraw_case: only the owning domain calls those, and it knows.
        """


# (kind of matter, role of the office, day) -> working days to answer, or None where nothing is agreed.
AnswerDays = Callable[[str, str, dt.date], int | None]
# (kind of matter, day) -> working days by role, for everything that is agreed about the kind.
AnswerTable = Callable[[str, dt.date], Mapping[str, int]]

# Called in the deciding transaction when a case has come to an end, after its own domain was told:
# (case, by=subject, at=instant, on=day). For floors that draw consequences from cases of every kind.
Closed = Callable[..., None]

# (to=viewer) -> sentences that stand over every open case of a kind, whichever matter it is.
Warnings = Callable[..., Collection[str]]

_approvables: dict[str, Approvable] = {}
_warnings: dict[str, tuple[Warnings, ...]] = {}
_closed: list[Closed] = []
_answer_days: list[AnswerDays] = []
_answer_tables: dict[AnswerDays, AnswerTable] = {}  # by the provider that answers one by one
NOTHING_TO_SAY = Wording()


def register(approvable: Approvable) -> None:
    """Called once per kind."""
    _approvables[approvable.kind] = approvable


def register_answer_days(provider: AnswerDays, table: AnswerTable | None = None) -> None:
    """Called once by the floor that keeps the joint agreement of both ministries; `table` answers for all at once."""
    _answer_days[:] = [provider]
    if table is not None:
        _answer_tables[provider] = table


def register_closed(listener: Closed) -> None:
    """Called once by each floor that wants to hear of every case that ends."""
    if listener not in _closed:
        _closed.append(listener)


def register_warnings(provider: Warnings, *kinds: str) -> None:
    """Called once by the floor that keeps them, for kinds of its own and of floors below."""
    for kind in kinds:
        if provider not in _warnings.get(kind, ()):
            _warnings[kind] = (*_warnings.get(kind, ()), provider)


def tell_closed(case: Any, *, by: Any, at: dt.datetime, on: dt.date) -> None:
    """Tell every listener."""
    for listener in _closed:
        listener(case, by=by, at=at, on=on)


def answer_days(kind: str, role: str, on: dt.date) -> int | None:
    """Working days that the joint agreement effective on that day gives an office; None where it says nothing."""
    return next((days for ask in _answer_days if (days := ask(kind, role, on)) is not None), None)


def answer_table(kind: str, roles: Collection[str], on: dt.date) -> Mapping[str, int | None]:
    """The same for all these roles of a kind, asked once where the provider can tell them together."""
    for ask in _answer_days:
        if ask in _answer_tables:
            return dict(_answer_tables[ask](kind, on))
    return {role: answer_days(kind, role, on) for role in roles}


def facts_known(kind: str) -> Mapping[str, Fact]:
    """Facts of a kind by name; empty when nobody registered it."""
    return getattr(_approvables.get(kind), "facts", {})


def approvable(kind: str) -> Approvable:
    """The adapter of a kind; KeyError when nobody registered it."""
    return _approvables[kind]


def kinds() -> dict[str, Approvable]:
    """Every registered kind, for filters."""
    return dict(_approvables)


def kind_label(kind: str) -> Any:
    """The kind in people's words; its code when nobody registered it."""
    return getattr(_approvables.get(kind), "kind_label", kind)


def phases(kind: str) -> Mapping[str, Any]:
    """Phases of a kind with their words; empty when nobody registered it."""
    return getattr(_approvables.get(kind), "phases", {})


def final_phases(kind: str) -> frozenset[str]:
    """Phases of a kind that no decision taken back leaves again."""
    return frozenset(getattr(_approvables.get(kind), "final_phases", ()))


def needed(kind: str, route: str) -> list[Needed]:
    """Seats that this route of a kind cannot do without."""
    seats: tuple[Needed, ...] = getattr(_approvables.get(kind), "needed", ())
    return [seat for seat in seats if seat.urgent == (route == urgent_route(kind))]


def warnings_of(kind: str, *, to: Any) -> list[str]:
    """What whoever decides on this kind has to know at present, whichever matter it is."""
    return [words for warn in _warnings.get(kind, ()) for words in warn(to=to)]


def urgent_route(kind: str) -> str:
    """The route on which what was done first is ratified; empty where this kind is never done first."""
    return str(getattr(_approvables.get(kind), "urgent_route", ""))


def phase_words(code: str) -> Any:
    """A phase in people's words; its code when no kind has it."""
    return next((words[code] for words in map(phases, _approvables) if code in words), code)


def wording(kind: str) -> Wording:
    """How the content of a kind is said; plain when the adapter says nothing about it."""
    return getattr(_approvables.get(kind), "wording", NOTHING_TO_SAY)
