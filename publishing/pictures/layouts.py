"""What every drawing shares: columns of labels, scales with round ticks, keys to the colours."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from publishing import palette
from publishing.palette import Tone
from publishing.pictures.drawing import LINE_HEIGHT, SMALL, TEXT, Canvas, fitted, wrapped
from publishing.typefaces import text_width

LABEL_SHARE: Final = 0.34
GAP: Final = 10
BAND: Final = 30
KEY_HEIGHT: Final = 28
KeyRows = list[list[tuple[float, str, Tone]]]


@dataclass(frozen=True, slots=True)
class LabelColumn:
    """The labels of the rows, broken into lines, and the height each row needs."""

    width: float
    lines: list[list[str]]

    def height(self, at: int, least: float = BAND) -> float:
        return max(least, len(self.lines[at]) * LINE_HEIGHT + 8)


def label_column(labels: Sequence[str], width: float, share: float = LABEL_SHARE) -> LabelColumn:
    """As wide as the longest label, but never more than a share of the picture: longer ones wrap."""
    most = width * share
    widest = max((text_width(label, TEXT) for label in labels), default=0)
    room = min(most, max(widest, 40)) + 1
    return LabelColumn(math.ceil(room + GAP), [wrapped(label, room) for label in labels])


def sign_of(tone: Tone) -> dict[str, str]:
    """Colour and shape that stand for a tone."""
    return {"fill": palette.TONES[tone], "shape": palette.SIGNS[tone]}


def key_rows(entries: Mapping[str, Tone], room: float) -> KeyRows:
    """The key to the colours in as many rows as needed: place, words and tone of each entry."""
    rows: KeyRows = [[]]
    x = 0.0
    for given, tone in entries.items():
        words = fitted(given, room - 40, size=SMALL)
        needed = 18 + text_width(words, SMALL) + 20
        if rows[-1] and x + needed > room:
            rows.append([])
            x = 0.0
        rows[-1].append((x, words, tone))
        x += needed
    return rows if rows[0] else []


def draw_key(canvas: Canvas, rows: KeyRows, y: float) -> None:
    """Sign and words, from the left edge of the picture."""
    placed = [
        (x - canvas.left, y + KEY_HEIGHT * at, words, tone)
        for at, row in enumerate(rows)
        for x, words, tone in row
    ]
    canvas.signs([{"x": x + 7, "y": y, **sign_of(tone)} for x, y, _words, tone in placed], size=110)
    canvas.texts(
        [{"x": x + 18, "y": y, "text": words, "fill": palette.INK} for x, y, words, _tone in placed],
        size=SMALL,
    )


def draw_labels(
    canvas: Canvas, labels: LabelColumn, middles: Sequence[float], links: Sequence[str | None]
) -> None:
    """Row labels, right-aligned to the rows they name, each a link when its row has one."""
    data = [
        {"x": -GAP, "y": middle, "text": lines, "fill": palette.INK, "link": link}
        for lines, middle, link in zip(labels.lines, middles, links, strict=True)
    ]
    canvas.texts(data, align="right")


def nothing_to_show(canvas: Canvas) -> None:
    """An empty picture says so."""
    middle = (canvas.height - canvas.top - canvas.bottom) / 2
    canvas.texts([{"x": 0, "y": middle, "text": _("Nothing to show."), "fill": palette.INK_3}])


def stacked_heights(heights: Sequence[float]) -> Iterator[tuple[float, float]]:
    """Top and height of each row below one another."""
    top = 0.0
    for height in heights:
        yield top, height
        top += height
