"""Where agreements stand in their terms: for the page, the report and the ten-year picture (domain.md C5, C8)."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from access.context import Subject
from access.kept import Kept, Question
from agreements.lifecycle import BINDING_NOW, TERMS_RUN, AgreementState
from agreements.models import Agreement, Clause, ClauseBefore, StageEvent
from agreements.models.clause import ClauseFacts
from agreements.selectors.agreements import agreements, with_parties
from agreements.selectors.parties import standing_parties
from agreements.selectors.reached import TOLD, Reached, stages_until, standing_as_of, suspended_as_of
from agreements.terms import Sentence, Standing, TermPosition, position
from approvals.selectors.routes import days_of_route
from directory.selectors.calendar import calendar_of, special_days, work_calendar
from foundation.wording import written_date
from foundation.workdays import WorkCalendar

S = AgreementState
DENUNCIATION = "agreement_denunciation"  # kind of matter whose route decides whether a notice is given
NOT_BINDING = frozenset({S.TERMINATED, S.EXPIRED, S.SUPERSEDED, S.ABANDONED})


@dataclass(frozen=True)
class TreatyDeadline:
    """One agreement on one day: where it stands and by when to act. A day that is None says why in `why_not`."""

    reference: str
    title: str
    kind: str
    parties: tuple[str, ...]
    party_names: tuple[str, ...]
    state: str
    state_label: str
    eif_on: dt.date | None
    term_end: dt.date | None
    last_receipt_day: dt.date | None
    internal_action_day: dt.date | None
    route_start_day: dt.date | None
    days_left: int | None
    registered_on: dt.date | None
    needs_verification: bool
    label_id: int
    sentences: tuple[Sentence, ...] = ()
    why_not: tuple[str, ...] = field(default=())
    run_out: bool = False
    in_doubt: bool = False
    suspended: bool = False

    @property
    def explanation(self) -> tuple[str, ...]:
        """The terms in words, for those who ask."""
        return tuple(sentence.render(written_date) for sentence in self.sentences)

    @property
    def binds(self) -> bool:
        """In force and applied, its last term is not over, nor is that in doubt (domain.md C8)."""
        return self.state in BINDING_NOW and not (self.run_out or self.in_doubt or self.suspended)


def route_days(*, on: dt.date) -> int:
    """Working days of the approvals before a denunciation: the sum of its route, else the setting (C5, C6)."""
    found = days_of_route(DENUNCIATION, on=on)
    return settings.NOTICE_ROUTE_WORKING_DAYS if found is None else found


def term_position(
    agreement: Agreement,
    clause: ClauseFacts | None,
    *,
    on: dt.date,
    calendar: WorkCalendar,
    route: int | None = None,
    in_words: bool = True,
) -> TermPosition | None:
    """Position in its terms on a day; None without clauses or while it needs verification (I11, domain.md E5).

    `route`: working days of the approvals, for lists that ask once; by default they are looked up. `in_words`: with
    the explanation.
    """
    if clause is None or agreement.needs_verification:
        return None
    return position(
        clause.terms(agreement.eif_on),
        on,
        calendar,
        margin=settings.NOTICE_DELIVERY_DAYS,
        route_days=route_days(on=on) if route is None else route,
        in_words=in_words,
    )


def term_standing(agreement: Agreement, found: TermPosition | None, *, on: dt.date) -> Standing | None:
    """Where a day lies in its life: over, too, where a denunciation has taken effect and nobody recorded the end.

    None where its clauses tell nothing; then it counts by its state.
    """
    effect_on = None if agreement.needs_verification else agreement.effect_on
    if effect_on is not None and effect_on <= on:
        return Standing.EXPIRED
    return found.standing if found else None


def why_not_computed(
    agreement: Agreement, clause: ClauseFacts | None, found: TermPosition | None
) -> tuple[str, ...]:
    """What is missing for the days of notice, in words; empty when nothing is."""
    if agreement.needs_verification:
        if agreement.eif_on is None:
            return (_("Sources differ about its entry into force."),)
        return (_("It needs verification: no day is computed and nobody is reminded until that is settled."),)
    if clause is None:
        return (_("Its final clauses are not recorded."),)
    return tuple(str(missing.label) for missing in found.cannot_compute) if found else ()


def known_by(day: dt.date | None, as_of: dt.date) -> dt.date | None:
    """A day that had come by then; what lay ahead was not known as done."""
    return day if day is not None and day <= as_of else None


def treaty_deadline_rows(*, to: Subject, as_of: dt.date, language: str = "en") -> list[TreatyDeadline]:
    """Every agreement `to` may see that binds or is on its way on a day, those to be acted on soonest first."""
    held = with_parties(agreements(to=to), to=to, names=language, on=as_of).order_by("pk")
    return _rows(held, clauses_of(None, to=to, on=as_of), stages_until(as_of, to=to), as_of, work_calendar())


def treaty_deadlines_with(country: int, *, to: Subject, as_of: dt.date) -> list[TreatyDeadline]:
    """The same of those to which a State is party on the day; who else is party and the words are not asked."""
    held = _agreements_with(to=to, country=country, as_of=as_of)
    if any(agreement.changed for agreement in held):
        clauses = clauses_of([agreement.pk for agreement in held], to=to, on=as_of)
    else:
        clauses = {agreement.pk: agreement.clause for agreement in held if hasattr(agreement, "clause")}
    stages = {agreement.pk: [Reached.of(told) for told in agreement.reached] for agreement in held}
    if not held:
        return []
    return _rows(held, clauses, stages, as_of, calendar_of(_special_days(to=to)), in_words=False)


def treaty_asks(country: int, *, as_of: dt.date) -> list[Question]:
    """What treaty_deadlines_with() asks first."""
    return [_agreements_with.asking(country=country, as_of=as_of), _special_days.asking()]


@Kept
def _special_days(*, to: Subject) -> QuerySet:
    return special_days()


@Kept
def _agreements_with(*, to: Subject, country: int, as_of: dt.date) -> QuerySet:
    """With their stages; `changed`: whether final clauses were amended since the day."""
    with_it = standing_parties(to=to, on=as_of).filter(country=country, is_home=False)
    stages = StageEvent.objects.visible_to(to).filter(agreement=OuterRef("pk"), reached_on__lte=as_of)
    amended = ClauseBefore.objects.visible_to(to).filter(agreement=OuterRef("pk"), until__gt=as_of)
    rows = agreements(to=to).filter(pk__in=with_it.values("agreement")).select_related("clause")
    return rows.annotate(
        reached=ArraySubquery(stages.order_by("pk").values(told=TOLD)), changed=Exists(amended)
    ).order_by("pk")


def _rows(
    held: Iterable[Agreement],
    clauses: Mapping[int, Clause | ClauseBefore],
    stages: Mapping[int, Sequence[StageEvent | Reached]],
    as_of: dt.date,
    calendar: WorkCalendar,
    *,
    in_words: bool = True,
) -> list[TreatyDeadline]:
    preparation = Preparation(as_of, calendar, route_days(on=as_of), in_words)
    rows = []
    for agreement in held:
        found = standing_as_of(agreement, stages.get(agreement.pk, ()), as_of)
        if found is not None and found[0] not in NOT_BINDING:
            row = _row(agreement, clauses.get(agreement.pk), *found, preparation)
            rows.append(replace(row, suspended=suspended_as_of(stages.get(agreement.pk, ()), as_of)))
    far = dt.date.max
    return sorted(rows, key=lambda row: (row.last_receipt_day or row.term_end or far, row.reference))


@dataclass(frozen=True)
class Preparation:
    """What counting back to the days to act by needs, asked once for all rows."""

    on: dt.date
    calendar: WorkCalendar
    route: int
    in_words: bool
    states: dict[str, str] = field(default_factory=lambda: {code: str(label) for code, label in S.choices})

    def position(
        self, agreement: Agreement, clause: ClauseFacts | None, on: dt.date | None = None
    ) -> TermPosition | None:
        """Position in its terms on the day asked about, or on an earlier one."""
        day, words = on or self.on, self.in_words
        return term_position(
            agreement, clause, on=day, calendar=self.calendar, route=self.route, in_words=words
        )


def clauses_of(keys: Collection[int] | None, *, to: Subject, on: dt.date) -> dict[int, Clause | ClauseBefore]:
    """The final clauses by agreement as they stood on a day, of all or of those with `keys`."""
    rows, before = Clause.objects.visible_to(to), ClauseBefore.objects.visible_to(to).filter(until__gt=on)
    if keys is not None:
        rows, before = rows.filter(agreement__in=keys), before.filter(agreement__in=keys)
    found: dict[int, Clause | ClauseBefore] = {clause.agreement_id: clause for clause in rows}
    return found | {clause.agreement_id: clause for clause in before.order_by("-until")}


def _effect(agreement: Agreement, state: str, since: dt.date) -> dt.date | None:
    """When the notice of that day takes effect, as recorded; one taken back meanwhile has no day any more."""
    still = agreement.state == S.TERMINATED or agreement.state_on == since
    counts = state == S.DENUNCIATION_NOTIFIED and still and not agreement.needs_verification
    return agreement.effect_on if counts else None


def _row(
    agreement: Agreement, clause: ClauseFacts | None, state: str, since: dt.date, preparation: Preparation
) -> TreatyDeadline:
    as_of, binds = preparation.on, state in TERMS_RUN
    found = preparation.position(agreement, clause) if binds else None
    denounced = state == S.DENUNCIATION_NOTIFIED
    receipt = found.last_receipt_day if found and not denounced else None
    given = preparation.position(agreement, clause, on=since) if denounced else None
    effect_on = _effect(agreement, state, since) or (given.effect_on if given else None)
    term_end = effect_on or (found.term_end if found else None)
    decisive = receipt or term_end
    standing = term_standing(agreement, found, on=as_of)
    doubtful = standing == Standing.IN_DOUBT
    return TreatyDeadline(
        reference=agreement.reference,
        title=agreement.shown_title,
        kind=agreement.kind,
        parties=tuple(getattr(agreement, "others", ())),
        party_names=tuple(getattr(agreement, "other_names", ())),
        state=state,
        state_label=str(Standing.IN_DOUBT.label) if doubtful else preparation.states[state],
        eif_on=known_by(agreement.eif_on, as_of),
        term_end=term_end,
        last_receipt_day=receipt,
        internal_action_day=found.internal_action_day if found and receipt else None,
        route_start_day=found.route_start_day if found and receipt else None,
        days_left=(decisive - as_of).days if decisive else None,
        registered_on=known_by(agreement.registered_on, as_of),
        needs_verification=agreement.needs_verification,
        label_id=agreement.label_id,
        sentences=found.explanation if found else (),
        why_not=why_not_computed(agreement, clause, found) if binds else (),
        run_out=standing == Standing.EXPIRED,
        in_doubt=doubtful,
    )
