"""Where an agreement stands in its terms and by when to act, in numbers and words (C5, decisions.md 19)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from agreements.engine import (
    Length,
    Missing,
    NoticeBasis,
    NoticeUnit,
    RenewalMode,
    Term,
    TermClause,
    first_term,
)
from foundation.workdays import WorkCalendar

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

__all__ = [
    "Length",
    "Missing",
    "NoticeBasis",
    "NoticeUnit",
    "RenewalMode",
    "Sentence",
    "Standing",
    "Term",
    "TermClause",
    "TermPosition",
    "horizon",
    "position",
]


class Standing(TextChoices):
    """Where today lies in the life of the agreement, as far as its clause tells."""

    UNKNOWN = "unknown", _("Cannot be computed")
    AHEAD = "ahead", _("Not yet in force")
    RUNNING = "running", _("Term running")
    INDEFINITE = "indefinite", _("Running without a term")
    EXPIRED = "expired", _("Term over")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A translatable sentence with its facts; pages pass `show` to write dates their way."""

    text: StrOrPromise
    facts: Mapping[str, date | int] = field(default_factory=dict)

    def render(self, show: Callable[[date], str] = date.isoformat) -> str:
        shown = {name: show(fact) if isinstance(fact, date) else fact for name, fact in self.facts.items()}
        return str(self.text).format(**shown)

    def __str__(self) -> str:
        return self.render()


@dataclass(frozen=True, slots=True)
class TermPosition:
    """The answer for one day. `k` and the days belong to the first term a notice received today still stops;
    `running_until` is the end of the term today lies in."""

    standing: Standing
    k: int | None = None
    term_end: date | None = None
    last_receipt_day: date | None = None
    internal_action_day: date | None = None
    route_start_day: date | None = None
    effect_on: date | None = None
    ends_for_good: bool = False
    running_until: date | None = None
    next_after: Term | None = None
    explanation: tuple[Sentence, ...] = ()
    cannot_compute: tuple[Missing, ...] = ()


def position(
    clause: TermClause, today: date, calendar: WorkCalendar, margin: int = 0, route_days: int = 0
) -> TermPosition:
    """Current term, days for notice and acting; `margin`: days a note travels, `route_days`: sum of SLAs."""
    try:
        return _position(clause, today, calendar, margin, route_days)
    except (OverflowError, ValueError):
        return _unknown([Missing.OUT_OF_RANGE])


def _position(
    clause: TermClause, today: date, calendar: WorkCalendar, margin: int, route_days: int
) -> TermPosition:
    missing = clause.lacks() + clause.lacks_for_notice()
    any_time = clause.effect_of_notice_at_any_time(today)
    if clause.eif_on is None or clause.lacks():
        return _unknown(missing, any_time)
    current = first_term(clause, today, for_notice=True) if clause.initial else None
    if current is None:
        return _without_term(clause, today, any_time, missing)
    running = first_term(clause, today, for_notice=False)
    receipt = current.last_receipt_day
    action = None if receipt is None else calendar.previous_on_or_before(receipt - timedelta(days=margin))
    found = TermPosition(
        standing=Standing.AHEAD if today < clause.eif_on else Standing.RUNNING,
        k=current.k,
        term_end=current.term_end,
        last_receipt_day=receipt,
        internal_action_day=action,
        route_start_day=None if action is None else calendar.subtract(action, route_days),
        effect_on=any_time if receipt is None else current.term_end,
        ends_for_good=not (clause.goes_on_by_itself(current.k) or _is_followed(clause, current.k)),
        running_until=running.term_end if running else None,
        next_after=clause.term(current.k + 1) if _is_followed(clause, current.k) else None,
        cannot_compute=tuple(missing),
    )
    return replace(found, explanation=tuple(_explain(found, clause, running, margin, route_days)))


def _is_followed(clause: TermClause, k: int) -> bool:
    return clause.last_k is None or k < clause.last_k


def _unknown(missing: list[Missing], effect_on: date | None = None) -> TermPosition:
    reasons = tuple(Sentence(reason.label) for reason in missing)
    return TermPosition(
        Standing.UNKNOWN, effect_on=effect_on, explanation=reasons, cannot_compute=tuple(missing)
    )


def _without_term(
    clause: TermClause, today: date, effect_on: date | None, missing: list[Missing]
) -> TermPosition:
    """No term is left to stop: the agreement either runs on without one or is over."""
    if clause.renewal_mode == RenewalMode.INDEFINITE:
        said = [Sentence(_("It runs on without a term."))]
        said += _any_time(effect_on)
        said += [Sentence(reason.label) for reason in missing]
        standing = Standing.AHEAD if clause.eif_on and today < clause.eif_on else Standing.INDEFINITE
        return TermPosition(
            standing, effect_on=effect_on, explanation=tuple(said), cannot_compute=tuple(missing)
        )
    last = clause.term(clause.last_k or 0)
    said = [Sentence(_("Its last term ended on {end}."), {"end": last.term_end})]
    return TermPosition(Standing.EXPIRED, last.k, last.term_end, ends_for_good=True, explanation=tuple(said))


def _any_time(effect_on: date | None) -> list[Sentence]:
    text = _("A notice can be given at any time; received today it takes effect on {effect}.")
    return [Sentence(text, {"effect": effect_on})] if effect_on else []


def _explain(
    found: TermPosition, clause: TermClause, running: Term | None, margin: int, route_days: int
) -> Iterator[Sentence]:
    """Every number of the position in words, in the order a reader asks for them."""
    if clause.eif_on is None or found.term_end is None:
        return
    yield Sentence(_("Terms are counted from entry into force on {eif}."), {"eif": clause.eif_on})
    if running and running.last_receipt_day and running.k != found.k:
        facts = {"missed": running.last_receipt_day, "renewed": running.term_end, "end": found.term_end}
        yield Sentence(_("The day for notice, {missed}, has passed: on {renewed} it renews to {end}."), facts)
    else:
        yield Sentence(_("The current term ends on {end}."), {"end": found.term_end})
    yield from _explain_days(found, margin, route_days)
    if found.ends_for_good:
        yield Sentence(_("Nothing renews it after {end}."), {"end": found.term_end})
    if found.last_receipt_day is None:
        yield from _any_time(found.effect_on)
    yield from (Sentence(reason.label) for reason in found.cannot_compute)


def _explain_days(found: TermPosition, margin: int, route_days: int) -> Iterator[Sentence]:
    if not (found.last_receipt_day and found.internal_action_day and found.route_start_day):
        return
    days = {"receipt": found.last_receipt_day, "action": found.internal_action_day}
    yield Sentence(_("A notice must be received by {receipt}, or the agreement goes on."), days)
    text = _("Send it by {action}, a working day that leaves {margin} days for delivery.")
    yield Sentence(text, {**days, "margin": margin})
    text = _("The approvals before it take {count} working days: start by {start}.")
    yield Sentence(text, {"count": route_days, "start": found.route_start_day})


def horizon(clause: TermClause, today: date, years: int = 10) -> list[Term]:
    """Term ends and days for notice from the term running today over the next years, for the line picture."""
    if clause.lacks() or clause.initial is None:
        return []
    try:
        term, until = first_term(clause, today, for_notice=False), Length(years=years).after(today)
        found = []
        while term and min(term.term_end, term.last_receipt_day or term.term_end) <= until:
            found.append(term)
            term = clause.term(term.k + 1) if _is_followed(clause, term.k) else None
    except (OverflowError, ValueError):
        return []
    return found
