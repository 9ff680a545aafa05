"""Any step that needs nothing but its day and reason, named by the state it leads to."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from access.context import Subject
from agreements.lifecycle import AgreementState
from agreements.models import Agreement
from agreements.services import conclusion, ending, kin
from agreements.services.refusals import StepRefused

S = AgreementState
BY_TARGET: dict[str, Callable[..., Agreement]] = {
    S.MANDATED: conclusion.mandate,
    S.NEGOTIATING: conclusion.negotiate,
    S.INITIALLED: conclusion.initial,
    S.SIGNED: conclusion.record_signature,
    S.DOMESTIC_PROCEDURES: conclusion.start_domestic_procedures,
    S.IN_FORCE: conclusion.enter_into_force,
    S.SUSPENDED: ending.suspend,
    S.DENUNCIATION_NOTIFIED: ending.denounce,
    S.TERMINATED: ending.terminate,
    S.EXPIRED: ending.expire,
    S.SUPERSEDED: kin.supersede,
    S.ABANDONED: ending.abandon,
}
BACK_IN_FORCE = {S.SUSPENDED: ending.resume, S.DENUNCIATION_NOTIFIED: ending.withdraw_denunciation}


def advance(
    agreement: Agreement,
    *,
    by: Subject,
    to: str,
    on: dt.date,
    at: dt.datetime,
    version: int | None = None,
    reason: str = "",
) -> Agreement:
    """Take the step that leads to a state; each is the verb of its own name."""
    service: Any = BY_TARGET.get(to)
    if to == S.IN_FORCE:
        service = BACK_IN_FORCE.get(AgreementState(agreement.state), service)
    if service is None:
        raise StepRefused
    return service(agreement, by=by, on=on, at=at, version=version, reason=reason)
