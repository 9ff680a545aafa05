"""The clause on duration as facts; counts from entry into force, never chained (domain.md C5)."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RenewalMode(TextChoices):
    NONE = "none", _("Ends with its term")
    TACIT = "tacit", _("Renewed tacitly")
    BY_AGREEMENT = "by_agreement", _("Renewed by agreement of the parties")
    INDEFINITE = "indefinite", _("Of indefinite duration")


class NoticeUnit(TextChoices):
    DAYS = "days", _("days")
    MONTHS = "months", _("months")
    YEARS = "years", _("years")


class NoticeBasis(TextChoices):
    BEFORE_TERM_END = "before_term_end", _("Before the end of a term")
    ANY_TIME = "any_time", _("At any time")


class DeadlineKind(TextChoices):
    """Days that follow from a clause (domain.md C5)."""

    LAST_RECEIPT = "last_receipt", _("Last day for receipt of a denunciation notice")
    INTERNAL_ACTION = "internal_action", _("Last day for sending it")
    TERM_END = "term_end", _("End of the term")


class Missing(TextChoices):
    """Why something cannot be computed: a missing fact is named, never guessed."""

    EIF = "eif", _("The date of entry into force is not recorded.")
    INITIAL_TERM = "initial_term", _("The length of the first term is not recorded.")
    RENEWAL_TERM = "renewal_term", _("The length of a renewal is not recorded.")
    NOTICE = "notice", _("The period of notice is not recorded.")
    NOTICE_BASIS = "notice_basis", _("It is not recorded when a notice can be given.")
    RENEWAL_LIMIT = "renewal_limit", _("The text does not say clearly how often it is renewed.")
    OUT_OF_RANGE = "out_of_range", _("The recorded lengths lead beyond any calendar.")


@dataclass(frozen=True, slots=True)
class Length:
    """A stretch of years, months and days as clauses write it."""

    years: int = 0
    months: int = 0
    days: int = 0

    @property
    def is_usable(self) -> bool:
        return min(self.years, self.months, self.days) >= 0 and self != Length()

    @property
    def most_days(self) -> int:
        return 366 * self.years + 31 * self.months + self.days

    def after(self, start: date, times: int = 1) -> date:
        """`times` lengths from `start`: whole months, clamped to the month's last day, then days."""
        index = start.year * 12 + start.month - 1 + times * (12 * self.years + self.months)
        year, month = index // 12, index % 12 + 1
        clamped = date(year, month, min(start.day, monthrange(year, month)[1]))
        return clamped + timedelta(days=times * self.days)

    def plus(self, other: Length, times: int) -> Length:
        return Length(
            self.years + times * other.years,
            self.months + times * other.months,
            self.days + times * other.days,
        )


@dataclass(frozen=True, slots=True)
class Term:
    """Number 0 is the initial term; `last_receipt_day` is None where no notice can stop a renewal."""

    k: int
    term_end: date
    last_receipt_day: date | None


@dataclass(frozen=True, slots=True)
class TermClause:
    """None means "not recorded", except for `max_renewals`, where it means "no limit"."""

    eif_on: date | None
    initial: Length | None = None
    renewal_mode: RenewalMode | str = RenewalMode.NONE
    renewal: Length | None = None
    max_renewals: int | None = None
    notice_value: int | None = None
    notice_unit: NoticeUnit | str = NoticeUnit.MONTHS
    notice_basis: NoticeBasis | str | None = None
    effect_days: int | None = None
    renewals_agreed: int = 0
    limit_unclear: bool = False

    @property
    def last_k(self) -> int | None:
        """Number of the last term there can be; None when renewals never run out."""
        if self.renewal_mode == RenewalMode.TACIT:
            return self.max_renewals
        return self.renewals_agreed if self.renewal_mode == RenewalMode.BY_AGREEMENT else 0

    @property
    def sure_until(self) -> date | None:
        """The day up to which it surely runs, then over or in doubt; None where nothing ends it or no term is known."""
        if self.eif_on is None or self.initial is None or not self.initial.is_usable:
            return None
        if self.lacks() == [Missing.RENEWAL_TERM]:
            return self.initial.after(self.eif_on)
        if self.last_k is None or self.renewal_mode == RenewalMode.INDEFINITE:
            return None
        return self.term(self.last_k).term_end

    @property
    def is_open_after_that(self) -> bool:
        """Whether nobody can say what follows the day up to which it surely runs."""
        unclear = self.limit_unclear and self.renewal_mode == RenewalMode.TACIT
        return unclear or Missing.RENEWAL_TERM in self.lacks()

    @property
    def last_end(self) -> date | None:
        """The day beyond which nothing renews it, as far as the clause tells; None where there is none."""
        return None if self.is_open_after_that else self.sure_until

    def goes_on_by_itself(self, k: int) -> bool:
        """Whether something follows term `k` unless a notice stops it; only then is a notice due."""
        if self.renewal_mode == RenewalMode.TACIT:
            return self.max_renewals is None or k < self.max_renewals
        return self.renewal_mode == RenewalMode.INDEFINITE

    def term(self, k: int) -> Term:
        if self.eif_on is None or self.initial is None:
            raise ValueError("a clause that lacks facts has no terms")
        end = self.initial.plus(self.renewal or Length(), k).after(self.eif_on)
        before_end = self.notice_basis == NoticeBasis.BEFORE_TERM_END
        notice = self.notice if before_end and self.goes_on_by_itself(k) else None
        return Term(k, end, notice.after(end, -1) if notice else None)

    @property
    def notice(self) -> Length | None:
        return None if self.notice_value is None else Length(**{str(self.notice_unit): self.notice_value})

    def effect_of_notice_at_any_time(self, received_on: date) -> date | None:
        """The days after receipt that the clause names, else the period of notice itself; never after its last term."""
        if self.notice_basis != NoticeBasis.ANY_TIME:
            return None
        effect = self.notice.after(received_on) if self.notice else None
        if self.effect_days is not None:
            effect = received_on + timedelta(days=self.effect_days)
        return min(effect, self.last_end or effect) if effect else None

    def reading_ends_with(self, k: int) -> bool:
        """Whether the text leaves open what follows term `k`: it renews so often surely, and perhaps more often."""
        return self.limit_unclear and self.renewal_mode == RenewalMode.TACIT and k == self.max_renewals

    def lacks(self) -> list[Missing]:
        """Facts without which no term can be counted."""
        no_initial = self.initial is None or not self.initial.is_usable
        needs_initial = self.initial is not None or self.renewal_mode != RenewalMode.INDEFINITE
        no_renewal = self.renewal is None or not self.renewal.is_usable
        found = {
            Missing.EIF: self.eif_on is None,
            Missing.INITIAL_TERM: no_initial and needs_initial,
            Missing.RENEWAL_TERM: no_renewal and self.last_k != 0,
        }
        return [reason for reason, is_missing in found.items() if is_missing]

    def lacks_for_notice(self) -> list[Missing]:
        """Facts without which terms can be counted, but no notice placed in them."""
        if self.notice_basis is None:
            return [Missing.NOTICE_BASIS] if self.goes_on_by_itself(0) else []
        if self.notice_basis == NoticeBasis.ANY_TIME:
            return [Missing.NOTICE] if self.effect_days is None and self.notice_value is None else []
        usable = self.notice_value is not None and self.notice_value > 0
        return [] if usable or not self.goes_on_by_itself(0) else [Missing.NOTICE]


def first_term(clause: TermClause, today: date, *, for_notice: bool) -> Term | None:
    """The first term not over on `today`; `for_notice`: the first a notice received today still stops."""
    for k in count(_safe_start(clause, today, for_notice)):
        if clause.last_k is not None and k > clause.last_k:
            return None
        term = clause.term(k)
        if for_notice and term.last_receipt_day is not None:
            if term.last_receipt_day >= today:
                return term
        elif term.term_end > today:
            return term
    return None


def _safe_start(clause: TermClause, today: date, for_notice: bool) -> int:
    """A term surely over, so that daily renewals of an old agreement are not walked one by one."""
    if clause.last_k == 0 or clause.renewal is None:
        return 0
    first = clause.term(0)
    notice = clause.notice if for_notice and first.last_receipt_day else None
    reach = notice.after(today) if notice else today
    # Ends of months move a day of notice and an end by three days each: a week is more than both.
    longest = clause.renewal.most_days
    start = max(0, (reach - first.term_end).days // longest - 1 - 7 // longest)
    # The last term counts until its end and not until its notice day, so it is never stepped over.
    return start if clause.last_k is None else min(start, clause.last_k)


class LaterKind(TextChoices):
    """What changes the parties or the terms of a registered treaty and is registered, too (domain.md B4)."""

    DENUNCIATION = "denunciation", _("Denunciation")
    TERMINATION = "termination", _("Termination")
    ACCESSION = "accession", _("Accession")
    WITHDRAWAL = "withdrawal", _("Withdrawal of a party")
    AMENDMENT = "amendment", _("Amendment")

    @property
    def of_a_party(self) -> bool:
        """Whether one party acts and not all of them."""
        return self in {LaterKind.ACCESSION, LaterKind.WITHDRAWAL}


class ProvisionKind(TextChoices):
    """What an article is about; the first eleven are those of armistice and peace texts (domain.md A9.45)."""

    PEACEKEEPERS = "peacekeepers", _("Peacekeepers")
    CORRIDOR = "corridor", _("Corridor")
    DISPLACED_RETURN = "displaced_return", _("Return of displaced persons")
    DEMINING = "demining", _("Demining and reconstruction")
    EMBARGO_LIFTING = "embargo_lifting", _("Lifting of embargoes and blockades")
    PRISONERS = "prisoners", _("Release of prisoners and return of remains")
    OBSERVERS = "observers", _("International observer mission")
    TERRITORY_RETURN = "territory_return", _("Return of territory")
    TRANSPORT_LINKS = "transport_links", _("Transport links")
    CEASEFIRE = "ceasefire", _("Ceasefire")
    STATUS = "status", _("Status of a territory")
    COOPERATION = "cooperation", _("Area or form of cooperation")
    PLANNING = "planning", _("Planning and joint commission")
    FORCES_STATUS = "forces_status", _("Status of forces")
    INFORMATION = "information", _("Protection of information")
    COSTS = "costs", _("Costs and supply")
    REPORTING = "reporting", _("Exchange of information and reports")
    OTHER = "other", _("Another provision")


class ProvisionState(TextChoices):
    """How far an obligation is carried out, by the source the register follows (domain.md C3)."""

    PENDING = "pending", _("Not yet due")
    DUE = "due", _("Due")
    PARTIAL = "partial", _("Carried out in part")
    FULFILLED = "fulfilled", _("Fulfilled")
    BREACHED = "breached", _("Breached")
    OVERTAKEN = "overtaken", _("Overtaken by events")


_P = ProvisionState
CONCLUDED = frozenset({_P.FULFILLED, _P.BREACHED, _P.OVERTAKEN})
# What is done early is fulfilled early; a new day agreed later takes an obligation back to "not yet due".
PROVISION_STEPS: dict[ProvisionState, frozenset[ProvisionState]] = {
    _P.PENDING: frozenset({_P.DUE, _P.PARTIAL}) | CONCLUDED,
    _P.DUE: frozenset({_P.PENDING, _P.PARTIAL}) | CONCLUDED,
    _P.PARTIAL: CONCLUDED,
    **{concluded: frozenset() for concluded in sorted(CONCLUDED)},
}
REPORTED = (_P.PARTIAL, _P.FULFILLED, _P.BREACHED, _P.OVERTAKEN)


@dataclass(frozen=True, slots=True)
class Implementation:
    """How much of an agreement is carried out: of its obligations, less those overtaken by events."""

    fulfilled: int = 0
    partial: int = 0
    breached: int = 0
    overtaken: int = 0
    waiting: int = 0

    @property
    def counted(self) -> int:
        return self.fulfilled + self.partial + self.breached + self.waiting

    @classmethod
    def of(cls, states: Iterable[str]) -> Implementation:
        """Counted from the states of all obligations of one agreement."""
        found = Counter("waiting" if state in (_P.PENDING, _P.DUE) else str(state) for state in states)
        return cls(**found)
