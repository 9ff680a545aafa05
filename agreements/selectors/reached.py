"""Which stage an agreement had reached on a day, from the rows of its stages (decisions.md 17)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models.functions import JSONObject

from access.context import Subject
from agreements.lifecycle import AgreementState
from agreements.models import Agreement, StageEvent

S = AgreementState
TOLD = JSONObject(pk="pk", state="state", reached_on="reached_on")


class Reached(NamedTuple):
    """A stage as far as the state on a day follows from it."""

    pk: int
    state: str
    reached_on: dt.date

    @classmethod
    def of(cls, told: dict[str, Any]) -> "Reached":
        return cls(told["pk"], told["state"], dt.date.fromisoformat(told["reached_on"]))


def standing_as_of(
    agreement: Agreement, stages: Iterable[StageEvent | Reached], on: dt.date
) -> tuple[str, dt.date] | None:
    """State on a day and since when, from the rows of its stages (decisions.md 17); None before the first of them.

    Signature and entry into force count from the days recorded for them, which may be verified later than the rows.
    """
    days = {S.SIGNED: agreement.signed_on, S.IN_FORCE: agreement.eif_on}
    found, seen = None, set()
    for stage in sorted(stages, key=lambda s: s.pk):
        verified = None if stage.state in seen else days.get(AgreementState(stage.state))
        seen.add(stage.state)
        if (day := verified or stage.reached_on) <= on:
            found = (stage.state, day)
    return found


def suspended_as_of(stages: Iterable["StageEvent | Reached"], on: dt.date) -> bool:
    """Suspended and not applied again by a day, also while a notice runs (VCLT arts 57, 72)."""
    turns = [stage for stage in stages if stage.state in {S.SUSPENDED, S.IN_FORCE} and stage.reached_on <= on]
    return bool(turns) and max(turns, key=lambda stage: stage.pk).state == S.SUSPENDED


def stages_until(as_of: dt.date, *, to: Subject) -> dict[int, list[StageEvent]]:
    """The stages reached by a day, by agreement, in their order."""
    rows = StageEvent.objects.visible_to(to).filter(reached_on__lte=as_of)
    found: dict[int, list[StageEvent]] = {}
    for stage in rows.order_by("pk"):
        found.setdefault(stage.agreement_id, []).append(stage)
    return found
