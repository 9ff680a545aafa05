"""How many of what: bars, and bars made of parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from publishing import palette
from publishing.cells import NOTHING, number_text, ratio_text, reading
from publishing.palette import Tone
from publishing.pictures.drawing import SMALL, TEXT, Canvas, Picture, fitted
from publishing.pictures.layouts import (
    KEY_HEIGHT,
    KeyRows,
    LabelColumn,
    draw_key,
    draw_labels,
    key_rows,
    label_column,
    nothing_to_show,
    sign_of,
    stacked_heights,
)
from publishing.tables import Ratio
from publishing.typefaces import text_width

THICK = 16
FIGURE_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; with `whole` it stands inside an outline of the whole, n of N. `note` follows the figure."""

    label: str
    value: float | Decimal | None
    whole: float | Decimal | None = None
    tone: Tone = "accent"
    note: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """What parts of one tone have in common, in words."""

    key: str
    label: str
    tone: Tone = "accent"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar: the key of its series, its size and where it leads."""

    series: str
    value: float | Decimal
    href: str = ""


@dataclass(frozen=True, slots=True)
class Stack:
    """One bar made of parts."""

    label: str
    parts: Sequence[Part]
    href: str = ""


def bar_picture(
    bars: Sequence[Bar],
    *,
    title: str,
    description: str,
    language: str = "en",
    unit: str = "",
    tones: Mapping[str, Tone] | None = None,
    width: float = 760,
) -> Picture:
    """One bar per row with its figure behind it; `tones` puts words to the colours used."""
    _refuse_negative([bar.value or 0 for bar in bars])
    with reading(language):
        figures = [fitted(_figure(bar, unit), width * FIGURE_SHARE) for bar in bars]
        plot = _Plot(
            width=width,
            labels=label_column([bar.label for bar in bars], width),
            tops=[max(bar.whole or 0, bar.value or 0) for bar in bars],
            margin=max((text_width(text, TEXT) for text in figures), default=0) + 30,
            key=key_rows(tones or {}, width - 16),
        )
        names = [f"{bar.label}: {figure}" for bar, figure in zip(bars, figures, strict=True)]
        links = [plot.canvas.link(bar.href, name) for bar, name in zip(bars, names, strict=True)]
        plot.frame(links)
        _draw_bars(plot, bars, links)
        _draw_figures(plot, bars, figures)
        return plot.canvas.picture(title, description)


def _draw_bars(plot: "_Plot", bars: Sequence[Bar], links: Sequence[str | None]) -> None:
    """The whole as an outline, the bar inside it."""
    outline = [plot.box(at, 0, bar.whole, palette.SUNKEN) for at, bar in enumerate(bars) if bar.whole]
    plot.canvas.bars([{**box, "stroke": palette.RULE_STRONG} for box in outline], stroke=True)
    drawn = [
        (plot.box(at, 0, bar.value, palette.TONES[bar.tone]), links[at])
        for at, bar in enumerate(bars)
        if bar.value
    ]
    plot.canvas.bars([{**box, "link": link} for box, link in drawn])


def _draw_figures(plot: "_Plot", bars: Sequence[Bar], figures: Sequence[str]) -> None:
    """Behind each bar its figure; before the figure a sign where the tone says how things stand."""
    signs, texts = [], []
    for bar, figure, middle in zip(bars, figures, plot.middles, strict=True):
        end = plot.x(max(bar.value or 0, bar.whole or 0)) + 8
        if bar.tone not in ("accent", "second"):
            signs.append({"x": end + 4, "y": middle, **sign_of(bar.tone)})
            end += 16
        texts.append({"x": end, "y": middle, "text": figure, "fill": palette.INK})
    plot.canvas.signs(signs)
    plot.canvas.texts(texts)


def stacked_bar_picture(
    stacks: Sequence[Stack],
    series: Sequence[Series],
    *,
    title: str,
    description: str,
    language: str = "en",
    width: float = 760,
) -> Picture:
    """Bars made of parts in the order of `series`, the figure in each part that has room, the sum behind."""
    _refuse_negative([part.value for stack in stacks for part in stack.parts])
    with reading(language):
        sums = [sum(part.value for part in stack.parts) for stack in stacks]
        plot = _Plot(
            width=width,
            labels=label_column([stack.label for stack in stacks], width),
            tops=sums,
            margin=max((text_width(number_text(value), TEXT) for value in sums), default=0) + 24,
            key=key_rows({one.label: one.tone for one in series}, width - 16),
        )
        names = [f"{stack.label}: {number_text(value)}" for stack, value in zip(stacks, sums, strict=True)]
        plot.frame([plot.canvas.link(stack.href, name) for stack, name in zip(stacks, names, strict=True)])
        _draw_parts(plot, stacks, series)
        totals = [
            (plot.x(value) + 8, middle, number_text(value))
            for value, middle in zip(sums, plot.middles, strict=True)
        ]
        ends = [{"x": x, "y": middle, "text": text, "fill": palette.INK} for x, middle, text in totals]
        plot.canvas.texts(ends, bold=True)
        return plot.canvas.picture(title, description)


def _draw_parts(plot: "_Plot", stacks: Sequence[Stack], series: Sequence[Series]) -> None:
    """Each part with a hair between it and the next, and its figure inside where that fits."""
    boxes, figures = [], []
    for at, stack in enumerate(stacks):
        for one, part, start in _ordered(stack, series):
            text = number_text(part.value)
            link = plot.canvas.link(part.href, f"{stack.label}, {one.label}: {text}")
            x, x2 = plot.x(start), plot.x(start + float(part.value))
            box = plot.box(at, start, start + float(part.value), palette.TONES[one.tone])
            boxes.append({**box, "x2": max(x2 - 1, x + 0.5), "link": link})
            if text_width(text, SMALL, bold=True) + 6 <= x2 - x:
                ink = palette.ON_TONE[one.tone]
                figures.append(
                    {"x": (x + x2) / 2, "y": plot.middles[at], "text": text, "fill": ink, "link": link}
                )
    plot.canvas.bars(boxes)
    plot.canvas.texts(figures, align="center", size=SMALL, bold=True)


class _Plot:
    """Rows of bars on one scale: where each stands, and the frame around them."""

    def __init__(
        self,
        *,
        width: float,
        labels: LabelColumn,
        tops: Sequence[float | Decimal],
        margin: float,
        key: KeyRows,
    ) -> None:
        self.labels = labels
        self.rows = list(stacked_heights([labels.height(at) for at in range(len(tops))]))
        self.middles = [top + height / 2 for top, height in self.rows]
        self.bottom = sum(height for _top, height in self.rows)
        self.key = key
        above = len(key) * KEY_HEIGHT + 6
        self.top = float(max(tops, default=0) or 1)
        height = above + (self.bottom or 40) + 6
        self.canvas = Canvas(width=width, height=height, left=labels.width, right=margin, top=above, bottom=6)

    def x(self, value: float | Decimal) -> float:
        return self.canvas.inner * float(value) / self.top

    def box(self, at: int, start: float, end: float | Decimal, fill: str) -> dict[str, object]:
        middle = self.middles[at]
        return {
            "x": self.x(start),
            "x2": self.x(end),
            "y": middle - THICK / 2,
            "y2": middle + THICK / 2,
            "fill": fill,
        }

    def frame(self, links: Sequence[str | None]) -> None:
        """Key, baseline and labels; the figures stand at the bars. A picture of nothing says so."""
        if not self.rows:
            nothing_to_show(self.canvas)
            return
        draw_key(self.canvas, self.key, KEY_HEIGHT / 2 - self.canvas.top)
        self.canvas.rules([{"x": 0, "x2": 0, "y": 0, "y2": self.bottom}], colour=palette.RULE_STRONG)
        draw_labels(self.canvas, self.labels, self.middles, links)


def _figure(bar: Bar, unit: str) -> str:
    if bar.value is None:
        return NOTHING
    figure = number_text(bar.value)
    if bar.whole is not None:
        figure = ratio_text(Ratio(int(bar.value), int(bar.whole)))
    return " ".join(text for text in (figure, unit, f"· {bar.note}" if bar.note else "") if text)


def _ordered(stack: Stack, series: Sequence[Series]) -> list[tuple[Series, Part, float]]:
    """The parts of a bar in the order of the key, each with where it starts; empty parts are left out."""
    start = 0.0
    out = []
    for one in series:
        for part in stack.parts:
            if part.series == one.key and part.value:
                out.append((one, part, start))
                start += float(part.value)
    return out


def _refuse_negative(values: Sequence[float | Decimal]) -> None:
    if not all(value >= 0 for value in values):
        raise ValueError("Bars count things; a negative figure needs another picture.")
