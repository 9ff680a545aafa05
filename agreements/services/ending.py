"""How an agreement stops binding, for a while or for good (VCLT arts 54-72)."""

import datetime as dt

from access.context import Subject
from agreements.lifecycle import AgreementState, SubmissionKind
from agreements.models import Agreement, Clause
from agreements.selectors.deadlines import term_position
from agreements.services.cases import not_running
from agreements.services.refusals import (
    DenunciationAlreadyEffective,
    DenunciationNotYetEffective,
    StepRefused,
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
    version: int | None = None,
) -> Agreement:
    """A notice of denunciation was received on a day; when it takes effect follows from the clause (C5)."""
    held = begin(agreement, "agreements.denounce", by=by, on=on, at=at, version=version)
    not_running(held, by=by, kind=SubmissionKind.AGREEMENT_DENUNCIATION)
    explained(reason)
    clause = Clause.objects.visible_to(by).filter(agreement=held).first()
    found = term_position(held, clause, on=on, calendar=work_calendar())
    return move(
        held, S.DENUNCIATION_NOTIFIED, by=by, on=on, at=at, effect_on=found.effect_on if found else None
    )


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
    """The notice is taken back before it takes effect (VCLT art. 68)."""
    held = begin(agreement, "agreements.withdraw_denunciation", by=by, on=on, at=at, version=version)
    explained(reason)
    if held.state != S.DENUNCIATION_NOTIFIED:
        raise StepRefused
    if held.effect_on is not None and on >= held.effect_on:
        raise DenunciationAlreadyEffective
    return move(held, S.IN_FORCE, by=by, on=on, at=at, effect_on=None)


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
    """The denunciation has taken effect."""
    held = begin(agreement, "agreements.terminate", by=by, on=on, at=at, version=version)
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
    """Not applied for the time being (VCLT art. 57)."""
    held = begin(agreement, "agreements.suspend", by=by, on=on, at=at, version=version)
    explained(reason)
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
    """Applied again after a suspension."""
    held = begin(agreement, "agreements.resume", by=by, on=on, at=at, version=version)
    if held.state != S.SUSPENDED:
        raise StepRefused
    return move(held, S.IN_FORCE, by=by, on=on, at=at)
