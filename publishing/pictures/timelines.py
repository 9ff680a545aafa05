"""From when to when, and what falls due in between: terms of agreements, tenures at posts."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils import formats
from django.utils.translation import gettext as _

from publishing import palette
from publishing.cells import reading
from publishing.palette import Tone
from publishing.pictures.drawing import LINE_HEIGHT, SMALL, Canvas, Picture, fitted
from publishing.pictures.layouts import (
    BAND,
    GAP,
    KEY_HEIGHT,
    KeyRows,
    draw_key,
    draw_labels,
    key_rows,
    label_column,
    nothing_to_show,
    sign_of,
)
from publishing.pictures.scale import DayScale, DayWindow
from publishing.typefaces import text_width

THICK: Final = 14
LANE: Final = 18
UNDER: Final = 15
AXIS: Final = 38
TODAY: Final = 18
MANY_ROWS: Final = 12


@dataclass(frozen=True, slots=True)
class Span:
    """A period, half-open; None is open: it began before, or goes on after, all that is drawn."""

    starts_on: datetime.date | None
    ends_on: datetime.date | None
    label: str = ""
    tone: Tone = "accent"
    href: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A day that matters. Without a label the date itself is written under it, where there is room."""

    on: datetime.date
    label: str = ""
    tone: Tone = "soon"
    href: str = ""


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One line of the picture. Spans that overlap lie below one another."""

    label: str
    spans: Sequence[Span] = ()
    ticks: Sequence[Tick] = ()
    href: str = ""


def timeline_picture(
    rows: Sequence[TimelineRow],
    *,
    starts_on: datetime.date,
    ends_on: datetime.date,
    title: str,
    description: str,
    today: datetime.date | None = None,
    language: str = "en",
    tones: Mapping[str, Tone] | None = None,
    width: float = 960,
) -> Picture:
    """Rows of spans and days between two dates; `tones` puts words to the colours and signs used."""
    if starts_on >= ends_on:
        raise ValueError("A timeline ends after it begins.")
    with reading(language):
        shown = [
            replace(row, ticks=[one for one in row.ticks if starts_on <= one.on < ends_on]) for row in rows
        ]
        plot = _Plot(
            shown,
            DayWindow(starts_on, ends_on),
            width=width,
            key=key_rows(tones or {}, width - 16),
            today=today,
        )
        canvas = plot.canvas
        draw_key(canvas, plot.key, KEY_HEIGHT / 2 - canvas.top)
        if not rows:
            nothing_to_show(canvas)
            return canvas.picture(title, description)
        plot.draw_axes()
        links = [canvas.link(row.href, row.label) for row in rows]
        draw_labels(canvas, plot.labels, [place.label for place in plot.places], links)
        _draw_spans(plot)
        _draw_ticks(plot)
        return canvas.picture(title, description)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a row stands: the middle of its label and of its first lane, and the lane of each span."""

    row: TimelineRow
    label: float
    lane: float
    lanes: Sequence[int]
    depth: int


class _Plot:
    """Rows over a calendar: where each stands, and the frame around them."""

    def __init__(
        self,
        rows: Sequence[TimelineRow],
        window: DayWindow,
        *,
        width: float,
        key: KeyRows,
        today: datetime.date | None,
    ) -> None:
        self.key = key
        self.labels = label_column([row.label for row in rows], width, share=0.28)
        self.places = list(self._places(rows))
        self.today = today if today and window.starts_on <= today < window.ends_on else None
        self.repeated = len(rows) > MANY_ROWS
        above = len(key) * KEY_HEIGHT + AXIS + (TODAY if self.today else 0)
        below = AXIS if self.repeated else 8
        self.canvas = Canvas(
            width=width,
            height=above + (self.body or 40) + below,
            left=self.labels.width,
            right=24,
            top=above,
            bottom=below,
        )
        self.scale = DayScale(window, self.canvas.inner)

    def _places(self, rows: Sequence[TimelineRow]) -> Iterator[_Place]:
        top = 0.0
        for at, row in enumerate(rows):
            lanes = _lanes(row.spans)
            depth = max(lanes, default=0) + 1
            content = LANE * depth + (UNDER if row.ticks else 0)
            height = self.labels.height(at, max(BAND, content + 12))
            lane = top + (height - content + LANE) / 2
            half = len(self.labels.lines[at]) * LINE_HEIGHT / 2 + 4
            label = min(max(lane + LANE * (depth - 1) / 2, top + half), top + height - half)
            yield _Place(row, label, lane, lanes, depth)
            top += height
        self.body = top

    def draw_axes(self) -> None:
        """Light lines at the steps of the calendar, their names above and, under many rows, also below; today."""
        steps, canvas = self.scale.steps(), self.canvas
        canvas.rules(
            [
                {"x": self.scale.x(step.on), "x2": self.scale.x(step.on), "y": 0, "y2": self.body}
                for step in steps
            ]
        )
        years_at = 26 if any(step.name for step in steps) else 12
        for edge, sign in ((0.0, -1), (self.body, 1))[: 2 if self.repeated else 1]:
            canvas.rules([{"x": 0, "x2": canvas.inner, "y": edge, "y2": edge}], colour=palette.RULE_STRONG)
            at = [(self.scale.x(step.on), step) for step in steps]
            canvas.texts(
                [{"x": x, "y": edge + sign * 10, "text": step.name, "fill": palette.INK_3} for x, step in at],
                size=SMALL,
            )
            years = [
                {"x": x, "y": edge + sign * years_at, "text": step.year, "fill": palette.INK}
                for x, step in at
            ]
            canvas.texts(years, size=SMALL, bold=True)
        if self.today:
            self._draw_today(self.today)

    def _draw_today(self, today: datetime.date) -> None:
        name = _("Today")
        words = f"{name} · {_day(today)}"
        half = text_width(words, SMALL, bold=True) / 2
        x = self.scale.x(today)
        middle = min(max(x, half - self.canvas.left), self.canvas.inner + self.canvas.right - half)
        self.canvas.rules(
            [{"x": x, "x2": x, "y": -AXIS + 2, "y2": self.body}], colour=palette.INK, width=1.5, dash=(4, 3)
        )
        label = {"x": middle, "y": -AXIS - TODAY / 2 + 2, "text": words, "fill": palette.INK}
        self.canvas.texts([label], align="center", size=SMALL, bold=True)


def _day(on: datetime.date) -> str:
    return str(formats.date_format(on, "DATE_FORMAT"))


def _lanes(spans: Sequence[Span]) -> list[int]:
    """The lane of each span: the first in which it overlaps nobody."""
    free: list[datetime.date] = []
    placed = {}
    for at, span in sorted(enumerate(spans), key=lambda pair: pair[1].starts_on or datetime.date.min):
        start = span.starts_on or datetime.date.min
        lane = next((lane for lane, until in enumerate(free) if until <= start), len(free))
        free[lane : lane + 1] = [span.ends_on or datetime.date.max]
        placed[at] = lane
    return [placed[at] for at in range(len(spans))]


def _draw_spans(plot: _Plot) -> None:
    """Bars with their words inside where they fit; an arrowhead where a span goes on beyond the picture."""
    boxes, words, arrows = [], [], []
    canvas, scale = plot.canvas, plot.scale
    for place in plot.places:
        for span, lane in zip(place.row.spans, place.lanes, strict=True):
            if not scale.window.meets(span.starts_on, span.ends_on):
                continue
            y = place.lane + LANE * lane
            x, x2 = scale.x(span.starts_on, 0.0), scale.x(span.ends_on, canvas.inner)
            link = canvas.link(span.href, _span_name(place.row, span))
            ink, fill = palette.ON_TONE[span.tone], palette.TONES[span.tone]
            boxes.append(
                {
                    "x": x,
                    "x2": max(x2 - 1, x + 2),
                    "y": y - THICK / 2,
                    "y2": y + THICK / 2,
                    "fill": fill,
                    "link": link,
                }
            )
            before, after = scale.window.beyond(span.starts_on, span.ends_on)
            arrows += [{"x": 7.0, "y": y, "fill": ink, "shape": "triangle-left"}] if before else []
            arrows += (
                [{"x": canvas.inner - 7, "y": y, "fill": ink, "shape": "triangle-right"}] if after else []
            )
            inset = 16 if before else 6
            if span.label and text_width(span.label, SMALL) + inset + (16 if after else 6) <= x2 - x:
                words.append({"x": x + inset, "y": y, "text": span.label, "fill": ink, "link": link})
    canvas.bars(boxes)
    canvas.signs(arrows, size=30, outlined=False)
    canvas.texts(words, size=SMALL)


def _draw_ticks(plot: _Plot) -> None:
    """A sign on the day, over the spans, and its words below where the one before leaves room."""
    signs, words = [], []
    canvas = plot.canvas
    for place in plot.places:
        below = place.lane + LANE * (place.depth - 0.5) + 7
        free = -canvas.left
        for tick in sorted(place.row.ticks, key=lambda one: one.on):
            x = plot.scale.x(tick.on)
            text = fitted(tick.label or _day(tick.on), canvas.inner / 3, size=SMALL)
            link = canvas.link(tick.href, f"{place.row.label}: {tick.label} {_day(tick.on)}")
            signs.append({"x": x, "y": place.lane, **sign_of(tick.tone), "link": link})
            wide = text_width(text, SMALL)
            start = min(max(x - wide / 2, 0.0), canvas.inner + canvas.right - wide)
            if start >= free:
                words.append({"x": start, "y": below, "text": text, "fill": palette.INK, "link": link})
                free = start + wide + GAP
    canvas.signs(signs, size=120)
    canvas.texts(words, size=SMALL)


def _span_name(row: TimelineRow, span: Span) -> str:
    ends = [_day(on) if on else "…" for on in (span.starts_on, span.ends_on)]
    return f"{row.label}: {span.label} {ends[0]} – {ends[1]}"
