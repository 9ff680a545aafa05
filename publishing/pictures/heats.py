"""Where it is much and where little: a grid of figures on graded ground."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from publishing import palette
from publishing.cells import number_text, reading
from publishing.pictures.drawing import LINE_HEIGHT, SMALL, Canvas, Picture, wrapped
from publishing.pictures.grades import bounds_of, draw_grades, grade_of
from publishing.pictures.layouts import (
    KEY_HEIGHT,
    draw_labels,
    label_column,
    nothing_to_show,
    stacked_heights,
)
from publishing.typefaces import text_width

CELL = 30
SLANT = 320  # degrees clockwise: upwards to the right


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One figure at the crossing of a row and a column; `value` None means not known, which is not nought."""

    row: str
    column: str
    value: float | Decimal | None
    href: str = ""


def heat_picture(
    cells: Sequence[HeatCell],
    *,
    rows: Sequence[str],
    columns: Sequence[str],
    title: str,
    description: str,
    language: str = "en",
    unit: str = "",
    width: float = 760,
) -> Picture:
    """Rows by columns; the figure stands in every cell, so the ground only helps the eye."""
    with reading(language):
        labels = label_column(rows, width, share=0.28)
        headings, head, overhang = _headings(columns, (width - labels.width - 16) / (len(columns) or 1))
        bands = list(stacked_heights([labels.height(at, CELL) for at in range(len(rows))]))
        body = sum(height for _top, height in bands) or 40
        below = KEY_HEIGHT + 14
        canvas = Canvas(
            width=width,
            height=head + body + below,
            left=labels.width,
            right=16 + overhang,
            top=head,
            bottom=below,
        )
        if not rows or not columns:
            nothing_to_show(canvas)
            return canvas.picture(title, description)
        bounds = bounds_of([cell.value for cell in cells if cell.value is not None])
        places = {
            (row, column): (canvas.inner / len(columns) * at, top, height)
            for row, (top, height) in zip(rows, bands, strict=True)
            for at, column in enumerate(columns)
        }
        _draw_cells(canvas, cells, places, canvas.inner / len(columns), bounds)
        _draw_headings(canvas, headings, canvas.inner / len(columns))
        draw_labels(canvas, labels, [top + height / 2 for top, height in bands], [None] * len(rows))
        draw_grades(canvas, bounds, body + 10 + KEY_HEIGHT / 2, unit)
        return canvas.picture(title, description)


def _draw_cells(
    canvas: Canvas,
    cells: Sequence[HeatCell],
    places: Mapping[tuple[str, str], tuple[float, float, float]],
    step: float,
    bounds: Sequence[float | Decimal],
) -> None:
    """The ground of each cell and the figure on it."""
    grounds, figures = [], []
    for cell in cells:
        left, top, height = places[cell.row, cell.column]
        text = "?" if cell.value is None else number_text(cell.value)
        grade = grade_of(cell.value, bounds)
        link = canvas.link(cell.href, f"{cell.row}, {cell.column}: {text}")
        box = {"x": left + 1, "x2": left + step - 1, "y": top + 1, "y2": top + height - 1}
        grounds.append({**box, "fill": palette.HEAT[grade], "link": link})
        middle = {"x": left + step / 2, "y": top + height / 2}
        figures.append({**middle, "text": text, "fill": palette.ON_HEAT[grade], "link": link})
    canvas.bars(grounds)
    canvas.texts(figures, align="center", size=SMALL)


def _headings(columns: Sequence[str], step: float) -> tuple[list[list[str]], float, float]:
    """Column labels as lines; the height they take; how far slanted ones reach over the right edge."""
    upright = [wrapped(label, step - 6, size=SMALL) for label in columns]
    whole = all(text_width(word, SMALL) <= step - 6 for label in columns for word in label.split())
    if whole and all(not line.endswith("…") for lines in upright for line in lines):
        return upright, max((len(lines) for lines in upright), default=1) * LINE_HEIGHT + 14, 0
    slanted = [wrapped(label, 170, size=SMALL, lines=1) for label in columns]
    longest = max(text_width(lines[0], SMALL) for lines in slanted)
    angle = math.radians(360 - SLANT)
    last = text_width(slanted[-1][0], SMALL)
    return slanted, longest * math.sin(angle) + 24, max(0.0, last * math.cos(angle) - step / 2)


def _draw_headings(canvas: Canvas, headings: Sequence[Sequence[str]], step: float) -> None:
    upright = canvas.top <= max(len(lines) for lines in headings) * LINE_HEIGHT + 14
    for at, lines in enumerate(headings):
        above = 8 + (LINE_HEIGHT * len(lines) / 2 if upright else 0)
        datum = {"x": step * (at + 0.5), "y": -above, "text": list(lines), "fill": palette.INK}
        canvas.texts(
            [datum], align="center" if upright else "left", size=SMALL, angle=0 if upright else SLANT
        )
