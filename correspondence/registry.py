"""How a note about a record is drafted: declared in drafts.py by the app that owns it, registered in ready()."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from correspondence.terms import Name


@dataclass(frozen=True)
class Purpose:
    """What a note about a record may be for; `title` is in the reader's language."""

    code: str
    title: Any


@dataclass(frozen=True)
class Substance:
    """What a note says, in both languages, without its courtesy formulas.

    `honour` follows "has the honour" in English and stands before "şərəfinə malikdir" in Azerbaijani. `addressee` holds
    fields of the record (addressee_country, addressee_name ...). `label_ids` are those of everything it was taken from:
    the draft is marked so that it tells nobody more than he may read.
    """

    subject: Name
    sender: dict[str, Any]
    addressee: dict[str, Any]
    addressee_name: Name
    honour: Name
    label_ids: Collection[int]
    paragraphs: Sequence[Name] = ()
    place: Name = field(default=Name("", ""))
    reply_expected: bool = True


class Drafting(Protocol):
    """Notes about one kind of record."""

    kind: str  # name of the model, e.g. "accreditation"

    def purposes(self, reference: str, *, to: Any) -> Sequence[Purpose]:
        """What a note may be for as the record stands now; empty when the reader may not see it."""

    def substance(self, reference: str, purpose: str, *, to: Any, particulars: bool) -> Substance:
        """What the note says; personal particulars only when asked for and when `to` may read them."""


_draftings: dict[str, Drafting] = {}


def register(drafting: Drafting) -> None:
    """Called once per kind of record."""
    _draftings[drafting.kind] = drafting


def drafting_of(kind: str) -> Drafting | None:
    """How notes about records of this kind are drafted."""
    return _draftings.get(kind)


# What the app that owns a record wants to know of our notes about it: (note, by=subject).
Told = Callable[..., None]
_dispatching: dict[str, Told] = {}
_written: dict[str, Told] = {}


def register_dispatching(kind: str, check: Told, written: Told) -> None:
    """`check` raises a refusal in words when a note about such a record may not leave yet.

    `written` hears of whoever enters or changes a draft: what is approved with the record has that author, too.
    """
    _dispatching[kind], _written[kind] = check, written


def tell_written(kind: str, note: Any, *, by: Any) -> None:
    """A draft was entered or changed."""
    if kind in _written:
        _written[kind](note, by=by)


def check_dispatching(kind: str, note: Any, *, by: Any) -> None:
    """Ask the app that owns the record the note is about."""
    if kind in _dispatching:
        _dispatching[kind](note, by=by)


Merged = Callable[[str, Any], Iterable[str]]
_merged: dict[str, Merged] = {}


def register_merged(kind: str, merged: Merged) -> None:
    """`merged(reference, to)` gives the references that lead on to a record since it was found to be the same."""
    _merged[kind] = merged


def merged_into(kind: str, reference: str, *, to: Any) -> list[str]:
    """References by which notes may know a record besides its own; without a query for kinds that are not merged."""
    return list(_merged[kind](reference, to)) if kind in _merged else []
