"""What changed between two versions of a matter, word by word, and since which version it concerns this reader."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Q

from access.context import Subject
from approvals.lifecycle import AGREEING, Verdict
from approvals.models import Case, Decision
from approvals.registry import Wording, approvable, wording
from approvals.selectors.contents import flat
from approvals.selectors.sheet import word_given
from foundation.errors import NotFound

CONTEXT = 80  # letters of unchanged text shown on each side of a change
MAX_WORDS = (
    4000  # beyond this, texts are compared line by line: a person reads lines, and the machine stays quick
)


@dataclass(frozen=True)
class Piece:
    """A stretch of text: same, added or removed."""

    kind: str
    text: str


@dataclass(frozen=True)
class Difference:
    """One place of the content that reads otherwise now; `row` and `column` are empty outside tables."""

    part: str
    row: str
    column: str
    pieces: tuple[Piece, ...]

    @property
    def kind(self) -> str:
        """added, removed, or changed in part."""
        kinds = {piece.kind for piece in self.pieces}
        return next(iter(kinds)) if len(kinds) == 1 else "changed"


@dataclass(frozen=True)
class Answered:
    """An earlier version on which this reader or a colleague in the office gave a word."""

    case: str
    version_no: int
    by: str
    on: dt.date
    mine: bool
    verdict: str
    agreed: bool


@dataclass(frozen=True)
class Changes:
    """The differences since a version this office answered; `others` may be compared with instead."""

    since: Answered
    differences: tuple[Difference, ...]
    others: tuple[Answered, ...] = ()

    @property
    def parts(self) -> frozenset[str]:
        """Parts of the content in which something reads otherwise."""
        return frozenset(difference.part for difference in self.differences)


def word_changes(before: str, after: str) -> tuple[Piece, ...]:
    """What changed between two texts, word by word; long unchanged stretches are shortened."""
    pieces: list[Piece] = []
    for is_same, old, new in _stretches(before, after):
        if is_same:
            pieces.append(Piece("same", old))
        else:
            pieces += [piece for piece in (Piece("removed", old), Piece("added", new)) if piece.text]
    last = len(pieces) - 1
    return tuple(_shortened(piece, first=n == 0, last=n == last) for n, piece in enumerate(pieces))


def _stretches(before: str, after: str) -> list[tuple[bool, str, str]]:
    """(same?, old text, new text) in turn; a blank between two changes belongs to them, else nobody could read it."""
    old, new = _words(before), _words(after)
    if len(old) + len(new) > MAX_WORDS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: list[tuple[bool, str, str]] = []
    operations = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number, (kind, a, b, c, d) in enumerate(operations, start=1):
        stretch = ("".join(old[a:b]), "".join(new[c:d]))
        is_same = kind == "equal" and not (stretch[0].isspace() and 1 < number < len(operations))
        if found and found[-1][0] is is_same is False:
            found[-1] = (False, found[-1][1] + stretch[0], found[-1][2] + stretch[1])
        else:
            found.append((is_same, *stretch))
    return found


def _words(text: str) -> list[str]:
    return re.findall(r"\w+|[^\w\s]|\s+", text)


def _shortened(piece: Piece, *, first: bool, last: bool) -> Piece:
    head, tail = (0 if first else CONTEXT), (0 if last else CONTEXT)
    if piece.kind != "same" or len(piece.text) <= head + tail + CONTEXT:
        return piece
    return Piece("same", f"{piece.text[:head]} … {piece.text[len(piece.text) - tail :]}")


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any], words: Wording
) -> tuple[Difference, ...]:
    """Every place that reads otherwise, in the order of the new version; what is gone stands at the end.

    A row that is new or gone is one difference with all its columns.
    """
    old, new = _folded(before, words, after), _folded(after, words, before)
    places = [*new, *(place for place in old if place not in new)]
    return tuple(
        Difference(*place, word_changes(old.get(place, ""), new.get(place, "")))
        for place in places
        if old.get(place, "") != new.get(place, "")
    )


def _folded(
    content: Mapping[str, Any], words: Wording, other: Mapping[str, Any]
) -> dict[tuple[str, str, str], str]:
    """Places with their texts; the columns of a row that the other version does not have are one text."""
    known = {(part, row) for (part, row, _column), _text in flat(other, words)}
    found: dict[tuple[str, str, str], str] = {}
    for (part, row, column), text in flat(content, words):
        if not row or (part, row) in known:
            found[part, row, column] = text
        elif text:
            line = f"{column}: {text}"
            found[part, row, ""] = f"{found[part, row, '']}\n{line}" if (part, row, "") in found else line
    return found


def between(case: Case, before: int, after: int, *, to: Subject) -> tuple[Difference, ...] | None:
    """Differences between two versions of a case's matter; None where the reader may not see one of them."""
    adapter = approvable(case.kind)
    try:
        old, new = (adapter.content(case.object_reference, number, to=to) for number in (before, after))
    except NotFound:
        return None
    return differences(old, new, wording(case.kind))


def answered_before(case: Case, *, to: Subject) -> list[Answered]:
    """Earlier versions this person or the office acted in has answered, the newest first, each named once."""
    given = (
        Decision.objects.visible_to(to)
        .filter(case__kind=case.kind, case__object_reference=case.object_reference, case__lt=case.pk)
        .filter(Q(user_id=to.user_id) | Q(office_id=to.office_id))
        .select_related("case", "user")
        .order_by("-case_id", "-id")
    )
    found: dict[int, Answered] = {}
    for row in given:
        mine = row.user_id == to.user_id
        if row.case.version_no not in found or (mine and not found[row.case.version_no].mine):
            found[row.case.version_no] = Answered(
                row.case.reference, row.case.version_no, row.user.full_name, row.on, mine, word_given(row),
                Verdict(row.verdict) in AGREEING,
            )  # fmt: skip
    return list(found.values())


def since_last_agreed(case: Case, *, to: Subject, since: int | None = None) -> Changes | None:
    """What changed since this office last agreed, else since it last answered; None when it never did.

    `since`: another version this office answered, where the reader wants to compare with that one.
    """
    known = answered_before(case, to=to)
    wanted = [answered for answered in known if answered.version_no == since]
    base = next(iter([*wanted, *(answered for answered in known if answered.agreed), *known]), None)
    found = between(case, base.version_no, case.version_no, to=to) if base is not None else None
    if base is None or found is None:
        return None
    return Changes(base, found, tuple(answered for answered in known if answered != base))


def newest(case: Case, *, to: Subject) -> Case:
    """The latest round of the same matter that the reader may see; the case itself when there is no later one."""
    rounds = Case.objects.visible_to(to).filter(kind=case.kind, object_reference=case.object_reference)
    return rounds.select_related("label", "mission", "opened_by").order_by("-id").first() or case


def version_of_hash(case: Case, content_hash: str, *, to: Subject) -> int | None:
    """Which version of the case's matter somebody had before the eyes, told by the hash the page carried."""
    rounds = Case.objects.visible_to(to).filter(kind=case.kind, object_reference=case.object_reference)
    return rounds.filter(content_hash=content_hash).values_list("version_no", flat=True).first()
