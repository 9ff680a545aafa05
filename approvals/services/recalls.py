"""Taking an agreement back: a row beside the decision, the office seated anew, the case replayed (domain.md C9)."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from approvals.models import Case, CaseSeat, Decision, Revocation
from approvals.registry import final_phases
from approvals.selectors.recalls import own_decision, refusal_of
from approvals.services.cases import lock
from approvals.services.decisions import carry_on
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput, NotPermitted
from foundation.writes import insert


class NothingToTakeBack(DomainError):
    """Only whoever gave a decision, in the same office, takes it back."""

    status = 403
    message = _("You have given no decision in this case that stands.")


class CannotBeTakenBack(DomainError):
    """The case is closed, somebody has decided since, or the window is over."""


class EffectsStand(DomainError):
    """What a decision has brought about outside the case is not undone by taking it back."""

    message = _("What this decision brought about stands already. A later step has to return it.")


@verb("cases.recall")
def recall(case: Case, *, by: Subject, reason: str, at: dt.datetime, on: dt.date) -> Revocation:
    """Take the own agreeing decision back, within the window of the case and while nobody has decided after it.

    Raises NothingToTakeBack, CannotBeTakenBack, EffectsStand.
    """
    if by.scope != "write":
        raise NotPermitted
    if not reason.strip():
        raise InvalidInput(fields={"reason": [_("Say why you take it back.")]})
    held = lock(case, by)
    decision = own_decision(held, to=by)
    if decision is None:
        raise NothingToTakeBack
    broken = refusal_of(decision, held, to=by, on=on)
    if broken is not None:
        raise CannotBeTakenBack(broken.label)
    phase = held.phase
    revocation = insert(
        Revocation(
            case=held, decision=decision, user_id=by.user_id, office_id=decision.office_id, reason=reason.strip(),
            at=at, on=on, label_id=held.label_id,
        )
    )  # fmt: skip
    _seat_anew(held, decision, by)
    carry_on(held, by=by, at=at, on=on, reason=reason.strip())
    if held.phase != phase and phase in final_phases(held.kind):
        raise EffectsStand
    return revocation


def _seat_anew(case: Case, decision: Decision, by: Subject) -> None:
    before = CaseSeat.objects.visible_to(by).get(pk=decision.seat_id)
    insert(
        CaseSeat(
            case=case, step_id=before.step_id, office_id=before.office_id, attempt=before.attempt + 1,
            label_id=case.label_id,
        )
    )  # fmt: skip
