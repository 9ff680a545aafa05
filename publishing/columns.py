"""How wide each column of a printed table is, and whether the paper lies or stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from publishing.tables import Column
from publishing.typefaces import text_width

STANDING: Final = 481.0
LYING: Final = 728.0
SIZES: Final = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5)
INSET: Final = 10.5
LONGEST_WORD: Final = 24
FLOWING: Final = frozenset({"text", "money"})
BREAK: Final = "\u200b"


@dataclass(frozen=True, slots=True)
class Layout:
    """Type size, one width in points per column, and the direction of the paper."""

    size: float
    widths: tuple[float, ...]
    landscape: bool


def layout(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], *, landscape: bool | None = None
) -> Layout:
    """Stand if the columns fit upright in readable type, else lie down, else shrink the type a little."""
    for lying in (False, True) if landscape is None else (landscape,):
        room = LYING if lying else STANDING
        for size in SIZES[:2] if not lying and landscape is None else SIZES:
            needs = [_need(column, [row[at] for row in rows], size) for at, column in enumerate(columns)]
            if sum(least for least, _wish in needs) <= room:
                return Layout(size, _share(needs, room), lying)
    scale = room / sum(least for least, _wish in needs)
    return Layout(size, tuple(least * scale for least, _wish in needs), lying)


def breakable(text: str, longest: int = LONGEST_WORD) -> str:
    """Let over-long words break: a space of no width after every so many letters of one."""
    if all(len(word) <= longest for word in text.split()):
        return text
    pieces = []
    for word in text.split(" "):
        cuts = range(0, len(word), longest // 2)
        pieces.append(
            BREAK.join(word[at : at + longest // 2] for at in cuts) if len(word) > longest else word
        )
    return " ".join(pieces)


def _need(column: Column, texts: Sequence[str], size: float) -> tuple[float, float]:
    """The least a column can live with, and what it would like: text may wrap, figures and dates may not."""
    heading = max(
        (text_width(word, size, bold=True) for word in breakable(column.heading).split()), default=0.0
    )
    widths = [text_width(text, size) for text in texts] or [0.0]
    if column.kind not in FLOWING:
        least = max(heading, min(max(widths), 150.0))
        return least + INSET, least + INSET
    words = max(
        (text_width(word, size) for text in texts for word in text.replace(BREAK, " ").split()), default=0.0
    )
    least = max(heading, min(words, 110.0), min(max(widths), 60.0))
    mean = sum(widths) / len(widths)
    return least + INSET, max(least, min(max(widths), 2.2 * mean, 340.0)) + INSET


def _share(needs: Sequence[tuple[float, float]], room: float) -> tuple[float, ...]:
    """Everybody gets the least; what is left goes where it is wished for, and any rest to all alike."""
    left = room - sum(least for least, _wish in needs)
    wishes = [wish - least for least, wish in needs]
    wished = sum(wishes)
    granted = min(1.0, left / wished) if wished else 0.0
    rest = (left - granted * wished) / (len(needs) or 1)
    return tuple(least + granted * wish + rest for (least, _), wish in zip(needs, wishes, strict=True))
