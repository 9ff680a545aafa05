"""With which States an instrument is in force on a day, and of which kinds (domain.md A4.22, C8)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from access.context import Subject
from agreements.lifecycle import AWAITING, BINDING_NOW, AgreementKind
from agreements.models import Agreement
from agreements.selectors.agreements import agreements
from agreements.selectors.deadlines import clauses_of, term_position, term_standing
from agreements.selectors.parties import standing_parties
from agreements.selectors.reached import stages_until, standing_as_of, suspended_as_of
from agreements.terms import Standing
from directory.selectors.calendar import work_calendar
from foundation.sorting import name_key

# What carries out an instrument is no legal basis of its own.
CARRYING_OUT = frozenset({AgreementKind.ANNUAL_PLAN, AgreementKind.PROTOCOL_OF_MEETING})


@dataclass(frozen=True)
class InForce:
    """One instrument in force on a day, towards one State."""

    reference: str
    kind: str
    multilateral: bool
    eif_on: dt.date | None
    needs_verification: bool
    binding: bool | None
    label_id: int
    provisional: bool = False
    in_doubt: bool = False


@dataclass(frozen=True)
class LegalBasis:
    """One State with everything in force towards it; what does not bind, is undecided or in doubt, stands apart."""

    country: str
    name: str
    region: str
    every: tuple[InForce, ...]

    @property
    def instruments(self) -> tuple[InForce, ...]:
        """Those that bind: the legal basis."""
        return tuple(one for one in self.every if one.binding and not one.in_doubt)

    @property
    def not_binding(self) -> tuple[InForce, ...]:
        """Those that the legal desk has marked as not binding."""
        return tuple(one for one in self.every if one.binding is False)

    @property
    def undecided(self) -> tuple[InForce, ...]:
        """Those about which the legal desk has not decided yet."""
        return tuple(one for one in self.every if one.binding is None)

    @property
    def in_doubt(self) -> tuple[InForce, ...]:
        """Those that bind, if they still run: their certain terms are over, and what follows cannot be computed."""
        return tuple(one for one in self.every if one.binding and one.in_doubt)

    def has(self, kind: str) -> bool:
        """Whether one that binds is of a kind."""
        return any(one.kind == kind for one in self.instruments)

    def names(self, kind: str) -> bool:
        """Whether one of a kind is there, binding or not."""
        return any(one.kind == kind for one in self.every)


def in_force_on(*, to: Subject, as_of: dt.date) -> Iterator[tuple[Agreement, bool]]:
    """Instruments in force on a day by the rows of their stages: entered into force, and neither ended nor run out.

    Those applied provisionally are among them, as long as they are (VCLT art. 25).
    One whose last term is over counts no longer, although nobody has recorded its end yet. With each: whether it is
    in doubt that it still runs; then it is neither in force nor ended.
    """
    calendar, stages = work_calendar(), stages_until(as_of, to=to)
    clauses = clauses_of(None, to=to, on=as_of)
    for agreement in agreements(to=to).exclude(kind__in=CARRYING_OUT).order_by("pk"):
        found = standing_as_of(agreement, stages.get(agreement.pk, ()), as_of)
        if found is not None and found[0] in AWAITING and agreement.applies_provisionally(as_of):
            yield agreement, False
        if found is None or found[0] not in BINDING_NOW:
            continue
        if suspended_as_of(stages.get(agreement.pk, ()), as_of):
            continue
        clause = clauses.get(agreement.pk)
        where = term_position(agreement, clause, on=as_of, calendar=calendar, route=0)
        standing = term_standing(agreement, where, on=as_of)
        if standing != Standing.EXPIRED:
            yield agreement, standing == Standing.IN_DOUBT


def legal_basis(*, to: Subject, as_of: dt.date) -> list[LegalBasis]:
    """Every State with an instrument in force that `to` may see, by name; in a fixed number of queries.

    Who has left by that day is not bound by it any more.
    """
    found_then = list(in_force_on(to=to, as_of=as_of))
    held = {agreement.pk: agreement for agreement, _doubt in found_then}
    doubtful = {agreement.pk for agreement, doubt in found_then if doubt}
    parties = standing_parties(to=to, on=as_of).filter(
        agreement__in=held, is_home=False, country__isnull=False
    )
    towards: dict[str, tuple[str, str, list[InForce]]] = {}
    for party in parties.select_related("country").order_by("agreement_id", "pk"):
        country, agreement = party.country, held[party.agreement_id]
        assert country  # nosec B101 - narrowed by the filter above
        found = towards.setdefault(country.iso2, (country.name, country.region, []))[2]
        found.append(
            InForce(
                agreement.reference, agreement.kind, agreement.participation != "bilateral", agreement.eif_on,
                agreement.needs_verification, agreement.binding, agreement.label_id,
                agreement.applies_provisionally(as_of), agreement.pk in doubtful,
            )
        )  # fmt: skip
    rows = [LegalBasis(code, name, region, tuple(found)) for code, (name, region, found) in towards.items()]
    return sorted(rows, key=lambda row: name_key(row.name))
