"""Where agreements stand in their terms: for the page, the report and the ten-year picture (domain.md C5, C8)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _

from access.context import Subject
from agreements.lifecycle import AgreementState
from agreements.models import Agreement, Clause, StageEvent
from agreements.selectors.agreements import agreements, with_parties
from agreements.terms import Term, TermPosition, horizon, position
from directory.selectors.calendar import work_calendar
from foundation.wording import written_date
from foundation.workdays import WorkCalendar

S = AgreementState
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
    days_left: int | None
    registered_on: dt.date | None
    needs_verification: bool
    label_id: int
    explanation: tuple[str, ...] = ()
    why_not: tuple[str, ...] = field(default=())


def term_position(
    agreement: Agreement, clause: Clause | None, *, on: dt.date, calendar: WorkCalendar
) -> TermPosition | None:
    """Position in its terms on a day; None without clauses or while its entry into force is in doubt."""
    if clause is None or (agreement.needs_verification and agreement.eif_on is None):
        return None
    return position(
        clause.terms(agreement.eif_on),
        on,
        calendar,
        margin=settings.NOTICE_DELIVERY_DAYS,
        route_days=settings.NOTICE_ROUTE_WORKING_DAYS,
    )


def why_not_computed(
    agreement: Agreement, clause: Clause | None, found: TermPosition | None
) -> tuple[str, ...]:
    """What is missing for the days of notice, in words; empty when nothing is."""
    if agreement.needs_verification and agreement.eif_on is None:
        return (_("Sources differ about its entry into force."),)
    if clause is None:
        return (_("Its final clauses are not recorded."),)
    return tuple(str(missing.label) for missing in found.cannot_compute) if found else ()


def state_as_of(agreement: Agreement, stages: Iterable[StageEvent], on: dt.date) -> str | None:
    """The state on a day from the rows of its stages (decisions.md 17); None before the first of them.

    Signature and entry into force count from the days recorded for them, which may be verified later than the rows.
    """
    days = {S.SIGNED: agreement.signed_on, S.IN_FORCE: agreement.eif_on}
    state, seen = None, set()
    for stage in sorted(stages, key=lambda s: s.pk):
        day = (
            stage.reached_on
            if stage.state in seen
            else days.get(AgreementState(stage.state)) or stage.reached_on
        )
        seen.add(stage.state)
        if day <= on:
            state = stage.state
    return state


def treaty_deadline_rows(*, to: Subject, as_of: dt.date, language: str = "en") -> list[TreatyDeadline]:
    """Every agreement `to` may see that binds or is on its way on a day, those to be acted on soonest first."""
    calendar = work_calendar()
    held = list(with_parties(agreements(to=to), to=to, names=language).order_by("pk"))
    clauses = {clause.agreement_id: clause for clause in Clause.objects.visible_to(to)}
    stages: dict[int, list[StageEvent]] = {}
    for stage in StageEvent.objects.visible_to(to).filter(reached_on__lte=as_of).order_by("pk"):
        stages.setdefault(stage.agreement_id, []).append(stage)
    rows = []
    for agreement in held:
        state = state_as_of(agreement, stages.get(agreement.pk, ()), as_of)
        if state is not None and state not in NOT_BINDING:
            rows.append(_row(agreement, clauses.get(agreement.pk), AgreementState(state), as_of, calendar))
    far = dt.date.max
    return sorted(rows, key=lambda row: (row.last_receipt_day or row.term_end or far, row.reference))


def _row(
    agreement: Agreement, clause: Clause | None, state: AgreementState, as_of: dt.date, calendar: WorkCalendar
) -> TreatyDeadline:
    binds = state in {S.IN_FORCE, S.DENUNCIATION_NOTIFIED, S.SUSPENDED}
    found = term_position(agreement, clause, on=as_of, calendar=calendar) if binds else None
    denounced = state == S.DENUNCIATION_NOTIFIED
    receipt = found.last_receipt_day if found and not denounced else None
    term_end = (agreement.effect_on if denounced else None) or (found.term_end if found else None)
    decisive = receipt or term_end
    return TreatyDeadline(
        reference=agreement.reference,
        title=agreement.shown_title,
        kind=agreement.kind,
        parties=tuple(agreement.others),  # type: ignore[attr-defined]
        party_names=tuple(agreement.other_names),  # type: ignore[attr-defined]
        state=state,
        state_label=str(state.label),
        eif_on=agreement.eif_on if agreement.eif_on and agreement.eif_on <= as_of else None,
        term_end=term_end,
        last_receipt_day=receipt,
        internal_action_day=found.internal_action_day if found and receipt else None,
        days_left=(decisive - as_of).days if decisive else None,
        registered_on=agreement.registered_on,
        needs_verification=agreement.needs_verification,
        label_id=agreement.label_id,
        explanation=tuple(sentence.render(written_date) for sentence in found.explanation) if found else (),
        why_not=why_not_computed(agreement, clause, found) if binds else (),
    )


def ten_years(agreement: Agreement, *, on: dt.date, years: int = 10) -> list[Term]:
    """Ends of terms and days for notice over the next years, for the line picture."""
    clause = getattr(agreement, "clause", None)
    if clause is None or agreement.state in NOT_BINDING:
        return []
    return horizon(clause.terms(agreement.eif_on), on, years)
