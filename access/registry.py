"""What other floors tell this one: their rows that tell of a record without pointing at it. Registered in ready()."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Protocol


class Companions(Protocol):
    """Rows that know a record by its public reference alone; their table carries access.walls.Telling."""

    def telling_of(self, references: Collection[str]) -> Iterable[Any]:
        """Querysets, `in_context`, of the rows that tell of these records and must not stay below them."""

    def before_lowering(self, reference: str) -> None:
        """Raise a DomainError where the record's label may not be lowered now."""


# Asked by whoever raises, before anything is written: (rows with the labels they are to carry, by=subject). Raises a
# DomainError where the owning domain does not let a record go out of somebody's sight.
Veto = Callable[..., None]

# Asked by whoever confirms a lower marking: (rows, codes of the institutions of the two people). Raises a DomainError
# where somebody is missing without whose word the owning domain lowers nothing.
Consent = Callable[[Collection[Any], Collection[str]], None]

_companions: list[Companions] = []
_vetoes: list[Veto] = []
_consents: list[Consent] = []


def register(companions: Companions) -> None:
    """Called once per floor."""
    _companions.append(companions)


def telling_of(references: Collection[str]) -> list[Any]:
    """Querysets of every floor."""
    return [rows for one in _companions for rows in one.telling_of(references)]


def check_before_lowering(reference: str) -> None:
    """Raises what any floor has against it."""
    for one in _companions:
        one.before_lowering(reference)


def register_veto(veto: Veto) -> None:
    """Called once by each floor that owns records together with others."""
    if veto not in _vetoes:
        _vetoes.append(veto)


def check_before_raising(planned: Mapping[Any, Any], *, by: Any) -> None:
    """Raises what any floor has against it."""
    for veto in _vetoes:
        veto(planned, by=by)


def register_consent(consent: Consent) -> None:
    """Called once by each floor whose records are lowered with somebody's word alone."""
    if consent not in _consents:
        _consents.append(consent)


def check_consent(rows: Collection[Any], institutions: Collection[str]) -> None:
    """Raises what any floor misses."""
    for consent in _consents:
        consent(rows, institutions)
