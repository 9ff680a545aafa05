"""Later actions of registered agreements: what changed parties or terms, and whether it is registered (B4)."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Exists, F, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast

from access.context import Subject
from agreements.engine import LaterKind
from agreements.lifecycle import AgreementState, ConsentForm, FamilyRelation
from agreements.models import (
    Agreement,
    LaterRegistration,
    Party,
    PartySignature,
    PartyWithdrawal,
    StageEvent,
)

S, K = AgreementState, LaterKind
ENDED = frozenset({S.TERMINATED, S.EXPIRED, S.SUPERSEDED})
DENOUNCED = frozenset({S.DENUNCIATION_NOTIFIED, S.TERMINATED})


@dataclass(frozen=True)
class Later:
    """One later action; `registration` is None while it waits. An amendment is an agreement of its own."""

    kind: LaterKind
    acted_on: dt.date
    party: Party | None = None
    registration: Any = None
    amendment: Agreement | None = None

    @property
    def registered_on(self) -> dt.date | None:
        """The day the Secretariat registered it."""
        row = self.registration or self.amendment
        return row.registered_on if row else None


def happened(kind: LaterKind, rows: Callable[[Any], QuerySet]) -> tuple[QuerySet, str]:
    """Rows of a kind of later action of agreements that bind and are registered, and the column of their day.

    `rows` gives a model's rows under whatever wall the caller stands behind. What happened before the agreement was
    registered went with it.
    """
    found, day = _of_kind(kind, rows)
    registered = {"agreement__registered_on__lt": F(day), "agreement__binding": True}
    return found.filter(**registered), day


def _of_kind(kind: LaterKind, rows: Callable[[Any], QuerySet]) -> tuple[QuerySet, str]:
    if kind == K.ACCESSION:
        return rows(PartySignature).filter(form=ConsentForm.ACCESSION), "signed_on"
    if kind == K.WITHDRAWAL:
        return rows(PartyWithdrawal).filter(taken_back_on__isnull=True), "notified_on"
    if kind == K.TERMINATION:
        return rows(StageEvent).filter(state__in=sorted(ENDED)), "reached_on"
    taken_back = rows(StageEvent).filter(
        agreement=OuterRef("agreement"), state=S.IN_FORCE, pk__gt=OuterRef("pk")
    )
    notices = rows(StageEvent).filter(state=S.DENUNCIATION_NOTIFIED, agreement__state__in=sorted(DENOUNCED))
    return notices.exclude(Exists(taken_back)), "reached_on"


def unregistered(kind: LaterKind, rows: Callable[[Any], QuerySet]) -> tuple[QuerySet, str]:
    """Those that nobody has registered yet, and the column of their day."""
    found, day = happened(kind, rows)
    same: dict[str, Any] = {"agreement": OuterRef("agreement"), "kind": kind, "acted_on": OuterRef(day)}
    if kind.of_a_party:
        same["party"] = OuterRef("party")
    return found.exclude(Exists(rows(LaterRegistration).filter(**same))), day


def later_actions(agreement: Agreement, *, to: Subject) -> list[Later]:
    """Every later action of a registered agreement with its registration, in the order of their days: three queries."""
    if agreement.registered_on is None or not agreement.binding:
        return []
    done = (
        LaterRegistration.objects.visible_to(to).filter(agreement=agreement).select_related("registered_by")
    )
    known = {(row.kind, row.acted_on, row.party_id): row for row in done}
    found = [*_derived(agreement, known, to), *_amendments(agreement, to)]
    return sorted(found, key=lambda one: (one.acted_on, one.kind))


def _derived(agreement: Agreement, known: dict[Any, Any], to: Subject) -> Iterator[Later]:
    parties = {party.pk: party for party in agreement.parties.all()}
    first, *others = (
        _told(kind, agreement, to) for kind in (K.DENUNCIATION, K.TERMINATION, K.ACCESSION, K.WITHDRAWAL)
    )
    for code, on, party in first.union(*others, all=True):
        yield Later(K(code), on, parties.get(party), known.get((code, on, party)))


def _told(kind: LaterKind, agreement: Agreement, to: Subject) -> QuerySet:
    """Kind, day and party of what happened to one agreement, in the shape that all kinds share."""

    def rows(model: Any) -> QuerySet:
        seen: QuerySet = model.objects.visible_to(to)
        return seen

    found, day = happened(kind, rows)
    party = F("party_id") if kind.of_a_party else Cast(Value(None), BigIntegerField())
    named = (
        found.filter(agreement=agreement)
        .order_by()
        .annotate(code=Value(kind.value, TextField()), day=F(day), whose=party)
    )
    return named.values_list("code", "day", "whose")


def _amendments(agreement: Agreement, to: Subject) -> Iterator[Later]:
    """Amendments in force: each is a treaty that is registered itself, and reminded of as such."""
    rows = Agreement.objects.visible_to(to).filter(
        parent=agreement, relation=FamilyRelation.AMENDS, eif_on__gt=agreement.registered_on
    )
    for row in rows.order_by("eif_on", "pk"):
        yield Later(K.AMENDMENT, row.eif_on, amendment=row)
