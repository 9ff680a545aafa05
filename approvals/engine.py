"""What a case's decisions amount to, and who may decide (walls.md 2, decisions.md 21-22, I22)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from approvals.lifecycle import AGREEING, CaseState, StepMode, StepState, Verdict
from foundation.workdays import WorkCalendar

# Keys of the caller's own: primary keys in the register, plain names in tests. A seat is an office.
Person = Any
Seat = Any
StepKey = Any


class Refusal(TextChoices):
    """Each broken rule by its name."""

    CASE_CLOSED = "case_closed", _("This case is closed.")
    STALE_CONTENT = "stale_content", _("The content has changed since you opened it.")
    STEP_NOT_OPEN = "step_not_open", _("This step is not open.")
    NOT_A_SEAT = "not_a_seat", _("Your office has no seat in this step.")
    SEAT_HAS_DECIDED = "seat_has_decided", _("Your office has already decided this step.")
    VERDICT_DOES_NOT_FIT = "verdict_does_not_fit", _("This step asks for another verdict.")
    AUTHOR_MAY_NOT_DECIDE = "author_may_not_decide", _("You drafted or edited this version.")
    TWO_SEATS = "two_seats", _("You have already decided for another seat of this case.")
    RELABELLED = "relabelled", _("The marking was changed after this was submitted.")
    OFFICE_NOT_HELD = "office_not_held", _("You do not hold this office any more.")
    OTHER_INSTITUTION = "other_institution", _("A step of one institution is answered by its own people.")
    BEYOND_DELEGATION = "beyond_delegation", _("The delegation to you does not cover this kind of matter.")
    ONLY_RECORDED = "only_recorded", _("This is decided outside the system: record it with its paper.")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a running case; `co_author` marks signatures that drafters may give (decisions.md 22).

    `outside`: decided on paper by somebody outside the system; its office records that and decides nothing.
    """

    order: int
    key: StepKey
    seats: tuple[Seat, ...]
    verdict: Verdict
    mode: StepMode = StepMode.ALL
    quorum: int | None = None
    sla_days: int | None = None
    co_author: bool = False
    outside: bool = False

    @property
    def needed(self) -> int:
        """Seats that must agree before the step is done."""
        if self.mode == StepMode.ONE:
            return 1
        if self.mode == StepMode.QUORUM and self.quorum:
            return min(self.quorum, len(self.seats))
        return len(self.seats)


@dataclass(frozen=True, slots=True)
class Decision:
    step: StepKey
    seat: Seat
    person: Person
    verdict: Verdict
    content_hash: str


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """The case as locked for deciding. `authors`: whoever drafted or edited the version submitted.

    `relabelled`: the label, which is part of the content, is no longer the one submitted; it can only go back.
    `over`: what was approved has ended since, and whoever has not read it is not asked to any more.
    """

    steps: tuple[Step, ...]
    decisions: tuple[Decision, ...]
    content_hash: str
    authors: frozenset[Person] = frozenset()
    withdrawn: bool = False
    relabelled: bool = False
    over: bool = False

    @property
    def valid_decisions(self) -> list[Decision]:
        """Decisions on other content never carry over."""
        return [decision for decision in self.decisions if decision.content_hash == self.content_hash]


@dataclass(frozen=True, slots=True)
class Outcome:
    case: CaseState
    steps: Mapping[StepKey, StepState] = field(default_factory=dict)

    def changes(self, before: Outcome) -> dict[StepKey, StepState]:
        """Steps whose state differs from what it was."""
        return {key: state for key, state in self.steps.items() if before.steps.get(key) != state}


def outcome(facts: CaseFacts) -> Outcome:
    """States of the case and of every step, replayed from the decisions alone."""
    by_step = {step.key: [d for d in facts.valid_decisions if d.step == step.key] for step in facts.steps}
    own = {step.key: _own_state(step, by_step[step.key]) for step in facts.steps}
    for final in (StepState.REJECTED, StepState.RETURNED):
        if final in own.values():
            return Outcome(
                CaseState(final.value), {key: state or StepState.NOT_NEEDED for key, state in own.items()}
            )
    current = min((step.order for step in facts.steps if own[step.key] is None), default=None)
    states = {step.key: own[step.key] or _pending(step, current) for step in facts.steps}
    undecided = [
        step for step in facts.steps if own[step.key] is None and not is_aftermath(step, facts.steps)
    ]
    if facts.withdrawn or (facts.over and not undecided):
        done = StepState.DONE
        states = {key: done if state == done else StepState.NOT_NEEDED for key, state in states.items()}
    if facts.withdrawn:
        return Outcome(CaseState.WITHDRAWN, states)
    return Outcome(CaseState.OPEN if undecided else CaseState.APPROVED, states)


def _own_state(step: Step, decisions: Sequence[Decision]) -> StepState | None:
    verdicts = {decision.verdict for decision in decisions}
    if Verdict.REJECT in verdicts:
        return StepState.REJECTED
    if Verdict.RETURN in verdicts:
        return StepState.RETURNED
    agreed = {decision.seat for decision in decisions if decision.verdict in AGREEING}
    return StepState.DONE if len(agreed) >= step.needed else None


def _pending(step: Step, current: int | None) -> StepState:
    return StepState.OPEN if step.order == current else StepState.WAITING


def is_aftermath(step: Step, steps: Collection[Step]) -> bool:
    """Acknowledgements behind the last deciding step: reading what was approved holds nothing up."""
    deciding = [other.order for other in steps if other.verdict != Verdict.ACKNOWLEDGE]
    return step.verdict == Verdict.ACKNOWLEDGE and bool(deciding) and step.order > max(deciding)


def open_orders(facts: CaseFacts) -> frozenset[int]:
    """Orders whose steps wait for decisions now; steps of equal order run in parallel."""
    return frozenset(step.order for step in open_steps(facts))


def open_steps(facts: CaseFacts) -> list[Step]:
    states = outcome(facts).steps
    return [step for step in facts.steps if states[step.key] == StepState.OPEN]


def fitting_verdicts(step: Step, steps: Collection[Step]) -> tuple[Verdict, ...]:
    """The step's own word and the refusals; an acknowledgement may return, after approval not even that."""
    if step.verdict != Verdict.ACKNOWLEDGE:
        return (step.verdict, Verdict.RETURN, Verdict.REJECT)
    return (step.verdict,) if is_aftermath(step, steps) else (step.verdict, Verdict.RETURN)


def refusal(
    facts: CaseFacts,
    step: Step,
    *,
    person: Person,
    office: Seat,
    verdict: Verdict | None = None,
    content_hash: str | None = None,
    barred: Refusal | None = None,
    recorded: bool = False,
) -> Refusal | None:
    """The rule that forbids this decision, or None; without verdict and hash: whether any is possible.

    `barred`: what the caller knows of the person in the office (not held any more, another institution, beyond the
    delegation). `recorded`: the person writes down what somebody else decided on paper, which passes on no exemption.

    A delegate or acting holder decides as `person` in the `office` inherited: the office passes on, an
    exemption never does, so only the person counts for authorship and for second seats.
    """
    now = outcome(facts)
    taken = {(decision.step, decision.seat) for decision in facts.valid_decisions}
    others = [decision for decision in facts.valid_decisions if decision.person == person]
    after_approval = now.case == CaseState.APPROVED and now.steps[step.key] == StepState.OPEN
    rules = {
        Refusal.STALE_CONTENT: content_hash is not None and content_hash != facts.content_hash,
        Refusal.CASE_CLOSED: now.case != CaseState.OPEN and not after_approval,
        Refusal.STEP_NOT_OPEN: now.steps[step.key] != StepState.OPEN,
        Refusal.NOT_A_SEAT: office not in step.seats,
        **({barred: True} if barred is not None else {}),
        Refusal.ONLY_RECORDED: step.outside and not recorded,
        Refusal.SEAT_HAS_DECIDED: (step.key, office) in taken,
        Refusal.VERDICT_DOES_NOT_FIT: verdict is not None
        and verdict not in fitting_verdicts(step, facts.steps),
        Refusal.AUTHOR_MAY_NOT_DECIDE: person in facts.authors
        and (recorded or not _open_to_authors(step, facts.steps)),
        Refusal.TWO_SEATS: bool(others) and not is_aftermath(step, facts.steps),
        Refusal.RELABELLED: verdict in AGREEING and _only_goes_back(facts, step),
    }
    return next((rule for rule, is_broken in rules.items() if is_broken), None)


def _open_to_authors(step: Step, steps: Collection[Step]) -> bool:
    return (step.co_author and step.verdict == Verdict.SIGN) or is_aftermath(step, steps)


def _only_goes_back(facts: CaseFacts, step: Step) -> bool:
    return facts.relabelled and not is_aftermath(step, facts.steps)


def available_verdicts(
    facts: CaseFacts, step: Step, *, person: Person, office: Seat, barred: Refusal | None = None,
    recorded: bool = False,
) -> tuple[Verdict, ...]:  # fmt: skip
    """What this person may answer in this office now; nothing when a rule forbids any answer."""
    if refusal(facts, step, person=person, office=office, barred=barred, recorded=recorded):
        return ()
    fitting = fitting_verdicts(step, facts.steps)
    return tuple(word for word in fitting if not (word in AGREEING and _only_goes_back(facts, step)))


def after(facts: CaseFacts, decision: Decision) -> Outcome:
    """States once this decision stands beside the others."""
    return outcome(replace(facts, decisions=(*facts.decisions, decision)))


def due_on(opened_on: date, sla_days: int | None, calendar: WorkCalendar) -> date | None:
    """Last day for a step: its working days after the day it opened. Silence past it is never consent."""
    return None if sla_days is None else calendar.add(opened_on, sla_days)


class RouteFault(TextChoices):
    NO_STEPS = "no_steps", _("The route has no step.")
    NO_SEATS = "no_seats", _("A step has no seat.")
    NOT_A_STEP_VERDICT = "not_a_step_verdict", _("A step cannot ask for a return or a rejection.")
    QUORUM_OUT_OF_RANGE = "quorum_out_of_range", _("A quorum must lie between one and the number of seats.")
    CO_AUTHORS_NOT_FIRST = "co_authors_not_first", _("Signatures of co-authors come before every other step.")


def route_faults(steps: Collection[Step]) -> list[RouteFault]:
    """Reasons why a route cannot be run as it is written."""
    co_authors = [step.order for step in steps if step.co_author]
    others = [step.order for step in steps if not step.co_author]
    found = {
        RouteFault.NO_STEPS: not steps,
        RouteFault.NO_SEATS: any(not step.seats for step in steps),
        RouteFault.NOT_A_STEP_VERDICT: any(step.verdict not in AGREEING for step in steps),
        RouteFault.QUORUM_OUT_OF_RANGE: any(
            step.mode == StepMode.QUORUM and not 1 <= (step.quorum or 0) <= len(step.seats) for step in steps
        ),
        RouteFault.CO_AUTHORS_NOT_FIRST: bool(co_authors and others) and max(co_authors) >= min(others),
    }
    return [fault for fault, is_there in found.items() if is_there]


def applies(only_when: Mapping[str, Collection[object]], facts: Mapping[str, object]) -> bool:
    """True when every fact a route step names has one of the values it accepts; a fact nobody gave has none."""
    return all(facts.get(name) in values for name, values in only_when.items())


def unfillable_steps(
    steps: Sequence[Step], holders: Mapping[Seat, Collection[Person]], authors: Collection[Person]
) -> list[Step]:
    """Steps no distribution of distinct persons can complete: an error at submission, not a stuck case."""
    taken: dict[Person, tuple[StepKey, int]] = {}
    slots = {
        (step.key, number): {
            person
            for seat in ([step.seats[number]] if step.needed == len(step.seats) else step.seats)
            for person in holders.get(seat, ())
            if person not in authors or _open_to_authors(step, steps)
        }
        for step in steps
        if not is_aftermath(step, steps)
        for number in range(step.needed)
    }

    def place(slot: tuple[StepKey, int], tried: set[Person]) -> bool:
        for person in slots[slot] - tried:
            tried.add(person)
            if person not in taken or place(taken[person], tried):
                taken[person] = slot
                return True
        return False

    stuck = {slot[0] for slot in slots if not place(slot, set())}
    return [step for step in steps if step.key in stuck]
