"""An instrument older than this register is entered where it stands, by the stages that are known (I11)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from agreements.lifecycle import BEFORE_SIGNATURE, EIF_KNOWN, ENTERED_AS, AgreementState
from agreements.models import Agreement
from agreements.services.refusals import DayMissing, EntryBeforeSignature, StepInFuture, StepRefused
from foundation.writes import insert, update

S = AgreementState


def path_to(
    target: str,
    on: dt.date,
    *,
    signed_on: dt.date | None = None,
    eif_on: dt.date | None = None,
    ended_on: dt.date | None = None,
) -> list[tuple[str, dt.date]]:
    """The known stages of an instrument entered where it stands: signature and entry into force keep their days."""
    steps: list[tuple[str, dt.date]] = []
    if target not in BEFORE_SIGNATURE and signed_on:
        steps.append((S.SIGNED, signed_on))
    if target in EIF_KNOWN and (eif_on or signed_on):
        steps.append((S.IN_FORCE, max(day for day in (eif_on, signed_on) if day)))
    if target == S.TERMINATED and steps:
        steps.append((S.DENUNCIATION_NOTIFIED, ended_on or on))
    if not steps or steps[-1][0] != target:
        steps.append((target, ended_on or on))
    return steps


def insert_along(
    path: list[tuple[str, dt.date]], agreement: Agreement, eif_on: dt.date | None, ended_on: dt.date | None
) -> None:
    """Insert at the first known stage and step to the present one, so that each leaves its row."""
    agreement.state, agreement.state_on = path[0]
    agreement.eif_on = eif_on if agreement.state in EIF_KNOWN else None
    insert(agreement)
    for state, day in path[1:]:
        entered = eif_on if state == S.IN_FORCE else agreement.eif_on
        update(agreement, state=state, state_on=day, eif_on=entered)
    if ended_on is not None:
        update(agreement, ended_on=ended_on)


def check_entry(
    stands_as: str,
    today: dt.date,
    on: dt.date | None,
    signed_on: dt.date | None,
    eif_on: dt.date | None,
    ended_on: dt.date | None,
    facts: Mapping[str, Any],
) -> None:
    """Facts an entry needs, and days that contradict each other; I11."""
    if stands_as not in ENTERED_AS:
        raise StepRefused(fields={"stands_as": StepRefused.message})
    if on is not None and on > today:
        raise StepInFuture(fields={"on": StepInFuture.message})
    if any(day and day > today for day in (signed_on, eif_on, ended_on)):
        raise StepInFuture
    if signed_on and eif_on and eif_on < signed_on and not facts.get("is_provisional"):
        raise EntryBeforeSignature(fields={"eif_on": EntryBeforeSignature.message})
    doubtful = facts.get("needs_verification")
    missing = {
        "signed_on": signed_on is None and stands_as not in BEFORE_SIGNATURE and not doubtful,
        "eif_on": eif_on is None and stands_as in EIF_KNOWN and not doubtful,
    }
    if any(missing.values()):
        raise DayMissing(
            fields={name: DayMissing.message for name, is_missing in missing.items() if is_missing}
        )
