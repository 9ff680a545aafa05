"""What is on its way into force, how long it has stood where it stands, and for whom it waits (domain.md C8, B4)."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace

from access.context import Subject
from agreements.lifecycle import (
    AWAITING,
    BY_SIGNATURE,
    TERMINAL,
    TERMS_RUN,
    AgreementState,
    EifRule,
    SignatureKind,
)
from agreements.models import Agreement, Clause, Notification, PartySignature, StageEvent
from agreements.selectors.agreements import agreements, with_parties
from agreements.selectors.deadlines import clauses_of, known_by, term_position, term_standing
from agreements.selectors.parties import standing_parties
from agreements.selectors.reached import stages_until, standing_as_of
from agreements.terms import Standing
from foundation.workdays import WorkCalendar

S = AgreementState
# Days after which a stage has aged: what takes longer is looked at (C7, rows 20 and 21).
AGED = {
    S.PROPOSED: 180, S.MANDATED: 180, S.NEGOTIATING: 365, S.INITIALLED: 180,
    S.SIGNED: 90, S.DOMESTIC_PROCEDURES: 365, S.NOTIFIED: 180, S.IN_FORCE: 90,
}  # fmt: skip
BY_NOTIFICATION = frozenset(
    {EifRule.LAST_NOTIFICATION_RECEIVED, EifRule.N_DAYS_AFTER_LAST_NOTIFICATION, EifRule.N_CONSENTS}
)
AFTER_SIGNATURE = AWAITING


@dataclass(frozen=True)
class PipelineRow:
    """One instrument on a day: on its way, or in force and not registered."""

    reference: str
    title: str
    kind: str
    party_codes: tuple[str, ...]
    party_names: tuple[str, ...]
    state: str
    state_label: str
    since: dt.date
    days: int
    days_in_all: int
    signed_on: dt.date | None
    waits_for: tuple[str, ...]
    unregistered: bool
    label_id: int
    standing: Standing | None = None

    @property
    def aged(self) -> bool:
        """Longer in its stage than is usual."""
        return self.days > AGED[AgreementState(self.state)]

    @property
    def term_remark(self) -> str:
        """What its terms say against its being in force; empty where nothing does."""
        return str(self.standing.label) if self.standing in {Standing.IN_DOUBT, Standing.EXPIRED} else ""


def pipeline(*, to: Subject, as_of: dt.date, language: str) -> list[PipelineRow]:
    """What was under way on a day as far as `to` may see it, the longest in its stage first; queries do not grow."""
    stages = stages_until(as_of, to=to)
    held = list(with_parties(agreements(to=to), to=to, names=language, on=as_of).order_by("pk"))
    standing = {a.pk: standing_as_of(a, stages.get(a.pk, ()), as_of) for a in held}
    waiting = _waiting(
        [a.pk for a in held if (found := standing[a.pk]) and found[0] in AFTER_SIGNATURE], as_of, to
    )
    rows = []
    for agreement in held:
        found = standing[agreement.pk]
        if found is not None and _is_under_way(agreement, found[0], as_of):
            rows.append(_row(agreement, *found, stages[agreement.pk], waiting.get(agreement.pk, ()), as_of))
    return _with_terms(rows, {a.reference: a for a in held}, to=to, as_of=as_of)


def _with_terms(
    rows: list[PipelineRow], held: dict[str, Agreement], *, to: Subject, as_of: dt.date
) -> list[PipelineRow]:
    """The same with where each stands in its terms: what is not registered may have run out, or nobody may know."""
    keys = [held[row.reference].pk for row in rows if row.unregistered]
    clauses, any_day = clauses_of(keys, to=to, on=as_of) if keys else {}, WorkCalendar()

    def standing(row: PipelineRow) -> Standing | None:
        if not row.unregistered:
            return None
        agreement = held[row.reference]
        where = term_position(agreement, clauses.get(agreement.pk), on=as_of, calendar=any_day, route=0)
        return term_standing(agreement, where, on=as_of)

    rows = [replace(row, standing=standing(row)) for row in rows]
    return sorted(rows, key=lambda row: (-row.days, row.reference))


def _is_under_way(agreement: Agreement, state: str, as_of: dt.date) -> bool:
    if state in TERMS_RUN:
        return bool(agreement.binding) and known_by(agreement.registered_on, as_of) is None
    return state not in TERMINAL


def _row(
    agreement: Agreement, state: str, since: dt.date, stages: Collection[StageEvent], waits_for: tuple[str, ...],
    as_of: dt.date,
) -> PipelineRow:  # fmt: skip
    unregistered = state in TERMS_RUN
    if unregistered:  # a denunciation notified does not make it younger
        state, since = S.IN_FORCE, agreement.eif_on or since
    begun = min([since, *(stage.reached_on for stage in stages)])
    return PipelineRow(
        reference=agreement.reference,
        title=agreement.shown_title,
        kind=agreement.kind,
        party_codes=tuple(agreement.others),  # type: ignore[attr-defined]
        party_names=tuple(agreement.other_names),  # type: ignore[attr-defined]
        state=str(state),
        state_label=str(AgreementState(state).label),
        since=since,
        days=(as_of - since).days,
        days_in_all=(as_of - begun).days,
        signed_on=known_by(agreement.signed_on, as_of),
        waits_for=waits_for,
        unregistered=unregistered,
        label_id=agreement.label_id,
    )


def _waiting(keys: Collection[int], as_of: dt.date, to: Subject) -> dict[int, tuple[str, ...]]:
    """Names of the parties whose notification had not been received by a day, where the clause waits for one.

    Whoever signed definitively or acceded owes none (VCLT arts 12, 15).
    """
    by_notification = Clause.objects.visible_to(to).filter(agreement__in=keys, eif_rule__in=BY_NOTIFICATION)
    told = Notification.objects.visible_to(to).filter(agreement__in=keys, received_on__lte=as_of)
    parties = standing_parties(to=to, on=as_of).filter(agreement__in=by_notification.values("agreement"))
    bound = PartySignature.objects.visible_to(to).filter(form__in=sorted(BY_SIGNATURE), signed_on__lte=as_of)
    silent = parties.exclude(pk__in=told.values("party")).exclude(pk__in=bound.values("party"))
    silent = silent.exclude(is_home=True, agreement__signature=SignatureKind.DEFINITIVE)
    silent = silent.select_related("country", "organisation")
    found: dict[int, list[str]] = {}
    for party in silent.order_by("agreement_id", "-is_home", "pk"):
        found.setdefault(party.agreement_id, []).append(party.name)
    return {key: tuple(names) for key, names in found.items()}
