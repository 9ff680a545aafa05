"""How an agreement stops binding, for a while or for good (VCLT arts 54-72)."""

import datetime as dt

from access.context import Subject
from agreements.lifecycle import AgreementState, SubmissionKind
from agreements.models import Agreement, Clause, StageEvent
from agreements.selectors.deadlines import term_position
from agreements.selectors.reached import suspended_as_of
from agreements.services.cases import not_running
from agreements.services.notices import day_of_effect
from agreements.services.refusals import (
    DenunciationAlreadyEffective,
    DenunciationNotYetEffective,
    SettleTheDoubtFirst,
    StepRefused,
    TermOver,
    TermStillRunning,
)
from agreements.services.steps import begin, explained, move
from agreements.terms import Standing
from directory.selectors.calendar import work_calendar
from foundation.acts import verb
from foundation.wording import written_date

S = AgreementState


@verb("agreements.abandon")
def abandon(
    agreement: Agreement,
    *,
    by: Subject,
    on: dt.date,
    at: dt.datetime,
    reason: str,
    version: int | None = None,
) -> Agreement:
    """Given up before signature."""
    held = begin(agreement, "agreements.abandon", by=by, on=on, at=at, version=version)
    explained(reason)
    return move(held, S.ABANDONED, by=by, on=on, at=at)


@verb("agreements.denounce")
def denounce(
    agreement: Agreement,
    *,
    by: Subject,
    on: dt.date,
    at: dt.datetime,
    reason: str,
    effect_on: dt.date | None = None,
    version: int | None = None,
) -> Agreement:
    """A notice of denunciation was received on a day; when it takes effect follows from the clause (C5).

    `effect_on`: the day the notice names, where the clause gives none or an earlier one.
    """
    held = begin(agreement, "agreements.denounce", by=by, on=on, at=at, version=version)
    not_running(held, by=by, kind=SubmissionKind.AGREEMENT_DENUNCIATION)
    explained(reason)
    effect = day_of_effect(held, on, effect_on, by=by)
    return move(held, S.DENUNCIATION_NOTIFIED, by=by, on=on, at=at, effect_on=effect)


@verb("agreements.withdraw_denunciation")
def withdraw_denunciation(
    agreement: Agreement,
    *,
    by: Subject,
    on: dt.date,
    at: dt.datetime,
    reason: str,
    version: int | None = None,
) -> Agreement:
    """The notice is taken back before it takes effect (VCLT art. 68); what was suspended stays so."""
    held = begin(agreement, "agreements.withdraw_denunciation", by=by, on=on, at=at, version=version)
    explained(reason)
    if held.state != S.DENUNCIATION_NOTIFIED:
        raise StepRefused
    if held.effect_on is not None and on >= held.effect_on:
        raise DenunciationAlreadyEffective
    stages = StageEvent.objects.visible_to(by).filter(agreement=held)
    back = S.SUSPENDED if suspended_as_of(stages, on) else S.IN_FORCE
    return move(held, back, by=by, on=on, at=at, effect_on=None)


@verb("agreements.terminate")
def terminate(
    agreement: Agreement,
    *,
    by: Subject,
    on: dt.date,
    at: dt.datetime,
    reason: str = "",
    version: int | None = None,
) -> Agreement:
    """The denunciation has taken effect; while sources differ nobody knows on which day, and it waits."""
    held = begin(agreement, "agreements.terminate", by=by, on=on, at=at, version=version)
    if held.needs_verification:
        raise SettleTheDoubtFirst
    if held.effect_on is not None and on < held.effect_on:
        raise DenunciationNotYetEffective(
            fields={"on": f"{DenunciationNotYetEffective.message} {written_date(held.effect_on)}"}
        )
    return move(held, S.TERMINATED, by=by, on=on, at=at, ended_on=held.effect_on or on)


@verb("agreements.expire")
def expire(
    agreement: Agreement,
    *,
    by: Subject,
    on: dt.date,
    at: dt.datetime,
    reason: str = "",
    version: int | None = None,
) -> Agreement:
    """Its last term is over and nothing renewed it."""
    held = begin(agreement, "agreements.expire", by=by, on=on, at=at, version=version)
    clause = Clause.objects.visible_to(by).filter(agreement=held).first()
    found = term_position(held, clause, on=on, calendar=work_calendar())
    if found is not None and found.standing in {Standing.RUNNING, Standing.INDEFINITE}:
        raise TermStillRunning
    if found is None or found.standing != Standing.EXPIRED:
        explained(reason)
    return move(held, S.EXPIRED, by=by, on=on, at=at, ended_on=(found and found.term_end) or on)


@verb("agreements.suspend")
def suspend(
    agreement: Agreement,
    *,
    by: Subject,
    on: dt.date,
    at: dt.datetime,
    reason: str,
    version: int | None = None,
) -> Agreement:
    """Not applied for the time being (VCLT art. 57); its terms and the days for notice go on (art. 72)."""
    held = begin(agreement, "agreements.suspend", by=by, on=on, at=at, version=version)
    explained(reason)
    if held.state != S.IN_FORCE:
        raise StepRefused
    return move(held, S.SUSPENDED, by=by, on=on, at=at)


@verb("agreements.resume")
def resume(
    agreement: Agreement,
    *,
    by: Subject,
    on: dt.date,
    at: dt.datetime,
    reason: str = "",
    version: int | None = None,
) -> Agreement:
    """Applied again after a suspension, unless its last term has ended meanwhile (VCLT arts 57, 72)."""
    held = begin(agreement, "agreements.resume", by=by, on=on, at=at, version=version)
    if held.state != S.SUSPENDED:
        raise StepRefused
    clause = Clause.objects.visible_to(by).filter(agreement=held).first()
    found = term_position(held, clause, on=on, calendar=work_calendar())
    if found is not None and found.standing == Standing.EXPIRED and found.term_end:
        raise TermOver(f"{TermOver.message} {written_date(found.term_end)}")
    return move(held, S.IN_FORCE, by=by, on=on, at=at)
