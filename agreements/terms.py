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
    "Length", "Missing", "NoticeBasis", "NoticeUnit", "PlanView", "RenewalMode", "Sentence",
    "Standing", "Term", "TermAhead", "TermClause", "TermPosition", "acting_days", "horizon",
    "position",
]  # fmt: skip


class PlanView(TextChoices):
    """Whether the attaché or the head of mission takes note of an annual plan (domain.md C6, C9)."""

    HELD = "held", _("takes note")
    ACTING = "acting", _("an acting holder takes note")
    CHARGE = "charge", _("a chargé d'affaires a.i. takes note")
    WROTE_IT = "wrote_it", _("wrote it, so is not asked")
    VACANT = "vacant", _("vacant, so nobody is asked")
    NO_OFFICE = "no_office", _("the mission has no such office")
    NO_MISSION = "no_mission", _("no mission serves the State")


class Standing(TextChoices):
    """Where today lies in the life of the agreement, as far as its clause tells."""

    UNKNOWN = "unknown", _("Cannot be computed")
    AHEAD = "ahead", _("Not yet in force")
    RUNNING = "running", _("Term running")
    INDEFINITE = "indefinite", _("Running without a term")
    IN_DOUBT = "in_doubt", _("In doubt whether it still runs")
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
    clause: TermClause, today: date, calendar: WorkCalendar, margin: int = 0, route_days: int = 0, in_words: bool = True
) -> TermPosition:  # fmt: skip
    """Current term, days for notice and acting; `margin`: days a note travels, `route_days`: sum of SLAs.

    `in_words`: False where nobody reads the explanation of a running term, as in a list of many.
    """
    try:
        return _position(clause, today, calendar, margin, route_days, in_words)
    except (OverflowError, ValueError):
        return _unknown([Missing.OUT_OF_RANGE])


def acting_days(
    receipt: date | None, calendar: WorkCalendar, margin: int, route_days: int
) -> tuple[date | None, date | None]:
    """The day to send a notice that must be received by `receipt`, and the day its approvals begin (C5)."""
    if receipt is None:
        return None, None
    action = calendar.previous_on_or_before(receipt - timedelta(days=margin))
    return action, calendar.subtract(action, route_days)


def _position(
    clause: TermClause, today: date, calendar: WorkCalendar, margin: int, route_days: int, in_words: bool
) -> TermPosition:
    missing = clause.lacks() + clause.lacks_for_notice()
    any_time = clause.effect_of_notice_at_any_time(today)
    if clause.eif_on is None or clause.lacks():
        return _in_doubt(clause, today, missing, any_time) or _unknown(missing, any_time)
    running = first_term(clause, today, for_notice=False) if clause.initial else None
    current = running if _can_be_stopped(running, today) else first_term(clause, today, for_notice=True)
    if current is None:
        return _without_term(clause, today, any_time, missing)
    receipt = current.last_receipt_day
    action, route_start = acting_days(receipt, calendar, margin, route_days)
    if clause.reading_ends_with(current.k):
        missing.append(Missing.RENEWAL_LIMIT)
    found = TermPosition(
        standing=Standing.AHEAD if today < clause.eif_on else Standing.RUNNING,
        k=current.k,
        term_end=current.term_end,
        last_receipt_day=receipt,
        internal_action_day=action,
        route_start_day=route_start,
        effect_on=_effect(clause, current, any_time),
        ends_for_good=_ends_for_good(clause, current.k),
        running_until=running.term_end if running else None,
        next_after=clause.term(current.k + 1) if _is_followed(clause, current.k) else None,
        cannot_compute=tuple(missing),
    )
    if not in_words:
        return found
    return replace(found, explanation=tuple(_explain(found, clause, running, margin, route_days)))


def _can_be_stopped(running: Term | None, today: date) -> bool:
    """Whether the running term is the one a notice received today counts for; most are, and few have to be sought."""
    receipt = running.last_receipt_day if running else None
    return receipt is None or receipt >= today


def _effect(clause: TermClause, current: Term, any_time: date | None) -> date | None:
    """When a notice received today takes effect: with the term it still stops, or as the clause counts."""
    ends = current.last_receipt_day is not None or _ends_for_good(clause, current.k)
    return current.term_end if ends and clause.notice_basis == NoticeBasis.BEFORE_TERM_END else any_time


def _ends_for_good(clause: TermClause, k: int) -> bool:
    return not (clause.goes_on_by_itself(k) or _is_followed(clause, k) or clause.reading_ends_with(k))


def _is_followed(clause: TermClause, k: int) -> bool:
    return clause.last_k is None or k < clause.last_k


def _unknown(missing: list[Missing], effect_on: date | None = None) -> TermPosition:
    reasons = tuple(Sentence(reason.label) for reason in missing)
    return TermPosition(
        Standing.UNKNOWN, effect_on=effect_on, explanation=reasons, cannot_compute=tuple(missing)
    )


def _in_doubt(
    clause: TermClause, today: date, missing: list[Missing], effect_on: date | None
) -> TermPosition | None:
    """The last term that is certain has ended, and what follows cannot be computed: neither in force nor over."""
    end = clause.sure_until
    if end is None or end > today or not clause.is_open_after_that:
        return None
    text = _("Its certain terms ended on {end}; what follows cannot be computed.")
    found = _unknown(missing, effect_on)
    said = (Sentence(text, {"end": end}), *found.explanation)
    return replace(found, standing=Standing.IN_DOUBT, explanation=said)


def _without_term(
    clause: TermClause, today: date, effect_on: date | None, missing: list[Missing]
) -> TermPosition:
    """No term is left to stop: the agreement either runs on without one or is over."""
    if clause.renewal_mode == RenewalMode.INDEFINITE:
        said = [Sentence(_("It runs on without a term."))]
        if clause.initial is not None:
            said.insert(0, Sentence(_("Its first term ended on {end}."), {"end": clause.term(0).term_end}))
        said += _any_time(effect_on)
        said += [Sentence(reason.label) for reason in missing]
        standing = Standing.AHEAD if clause.eif_on and today < clause.eif_on else Standing.INDEFINITE
        return TermPosition(
            standing, effect_on=effect_on, explanation=tuple(said), cannot_compute=tuple(missing)
        )
    last = clause.term(clause.last_k or 0)
    if doubt := _in_doubt(clause, today, [Missing.RENEWAL_LIMIT], effect_on):
        return doubt
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
    yield from _explain_renewals(clause, found.k or 0)
    yield from _explain_days(found, margin, route_days)
    if found.ends_for_good:
        yield Sentence(_("Nothing renews it after {end}."), {"end": found.term_end})
    if found.last_receipt_day is None:
        yield from _any_time(found.effect_on)
    yield from (Sentence(reason.label) for reason in found.cannot_compute)


def _explain_renewals(clause: TermClause, k: int) -> Iterator[Sentence]:
    if clause.renewal_mode == RenewalMode.BY_AGREEMENT and clause.renewals_agreed and clause.last_end:
        agreed: dict[str, date | int] = {"count": clause.renewals_agreed, "end": clause.last_end}
        yield Sentence(_("Renewals agreed by the parties: {count}; the last of them ends on {end}."), agreed)
    if k and clause.max_renewals is not None:
        facts: dict[str, date | int] = {"count": k, "most": clause.max_renewals}
        yield Sentence(_("That is renewal {count} of {most}."), facts)
    elif k:
        yield Sentence(_("That is renewal {count}."), {"count": k})


def _explain_days(found: TermPosition, margin: int, route_days: int) -> Iterator[Sentence]:
    if not (found.last_receipt_day and found.internal_action_day and found.route_start_day):
        return
    days = {"receipt": found.last_receipt_day, "action": found.internal_action_day}
    yield Sentence(_("A notice must be received by {receipt}, or the agreement goes on."), days)
    text = _("Send it by {action}, a working day that leaves {margin} days for delivery.")
    yield Sentence(text, {**days, "margin": margin})
    nominal = found.last_receipt_day - timedelta(days=margin)
    if found.internal_action_day < nominal:
        yield Sentence(
            _("{nominal} is a day nobody works: the earlier working day counts."), {"nominal": nominal}
        )
    text = _("The approvals before it take {count} working days: start by {start}.")
    yield Sentence(text, {"count": route_days, "start": found.route_start_day})


@dataclass(frozen=True, slots=True)
class TermAhead:
    """A term of the ten-year line: from when to when, and the days on which its renewal is decided."""

    k: int
    starts_on: date
    term_end: date
    last_receipt_day: date | None
    internal_action_day: date | None = None
    route_start_day: date | None = None


def horizon(
    clause: TermClause,
    today: date,
    years: int = 10,
    calendar: WorkCalendar | None = None,
    margin: int = 0,
    route_days: int = 0,
) -> list[TermAhead]:
    """Terms with their days for notice and acting, from the one running today over the next years."""
    if clause.lacks() or clause.initial is None:
        return []
    try:
        return list(_ahead(clause, today, years, calendar or WorkCalendar(), margin, route_days))
    except (OverflowError, ValueError):
        return []


def _ahead(
    clause: TermClause, today: date, years: int, calendar: WorkCalendar, margin: int, route_days: int
) -> Iterator[TermAhead]:
    term, until = first_term(clause, today, for_notice=False), Length(years=years).after(today)
    while term and min(term.term_end, term.last_receipt_day or term.term_end) <= until:
        start = clause.term(term.k - 1).term_end if term.k else clause.eif_on
        receipt = term.last_receipt_day
        acting = acting_days(receipt, calendar, margin, route_days)
        yield TermAhead(term.k, start or today, term.term_end, receipt, *acting)
        term = clause.term(term.k + 1) if _is_followed(clause, term.k) else None
