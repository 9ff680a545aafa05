"""When a notice of denunciation takes effect: by the clauses, or as it says itself (VCLT arts 54-56, 65-68; C5)."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from agreements.lifecycle import AgreementState
from agreements.models import Agreement
from agreements.services.computed import effect_of_notice
from agreements.services.refusals import DayMissing, StepBeforePrevious
from foundation.errors import DomainError, InvalidInput
from foundation.wording import written_date
from foundation.writes import update

S = AgreementState


class NoNotice(InvalidInput):
    """Only a notice that was given takes effect."""

    message = _("No denunciation has been notified, so none takes effect.")


class EffectMissing(InvalidInput):
    """Whoever enters a notice says when it takes effect, where no clause says it (I11)."""

    message = _(
        "Its clauses do not tell when the notice takes effect. Enter the day, or mark the agreement as needing "
        "verification."
    )


class EffectBeforeNotice(DomainError):
    """VCLT art. 65."""

    message = _("A notice does not take effect before it is received.")


class EffectTooEarly(DomainError):
    """A notice may name a later day than its clauses do, never an earlier one (VCLT art. 56)."""

    message = _("By its clauses the notice does not take effect before:")


def day_of_effect(
    held: Agreement, received_on: dt.date, stated: dt.date | None, *, by: Subject
) -> dt.date | None:
    """The day the notice names, as far as the clauses let it, else the one they give; None where nothing does."""
    by_clause = effect_of_notice(held, received_on, by=by)
    if stated is None:
        return by_clause
    if stated < received_on:
        raise EffectBeforeNotice(fields={"effect_on": EffectBeforeNotice.message})
    if by_clause is not None and stated < by_clause:
        words = f"{EffectTooEarly.message} {written_date(by_clause)}"
        raise EffectTooEarly(fields={"effect_on": words})
    return stated


def check_notice(
    stands_as: str,
    on: dt.date | None,
    signed_on: dt.date | None,
    eif_on: dt.date | None,
) -> None:
    """The day on which a notice was received is known, and lies after the entry into force."""
    if stands_as != S.DENUNCIATION_NOTIFIED:
        return
    if on is None:  # also where the rest is in doubt: the effect is reckoned from it
        raise DayMissing(fields={"on": DayMissing.message})
    if any(day and on < day for day in (signed_on, eif_on)):
        raise StepBeforePrevious(fields={"on": StepBeforePrevious.message})


def enter_notice(held: Agreement, stated: dt.date | None, *, by: Subject) -> None:
    """The effect of a notice that is entered or settled; without a day only while sources differ."""
    if held.state != S.DENUNCIATION_NOTIFIED:
        if stated is not None:
            raise NoNotice(fields={"effect_on": NoNotice.message})
        return
    effect_on = day_of_effect(held, held.state_on, stated or held.effect_on, by=by)
    if effect_on is None and not held.needs_verification:
        raise EffectMissing(fields={"effect_on": EffectMissing.message})
    if effect_on != held.effect_on:
        update(held, effect_on=effect_on)
