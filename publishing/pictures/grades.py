"""Five grades of much and little, and the key that says which figures each stands for."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from publishing import palette
from publishing.cells import number_text
from publishing.pictures.drawing import SMALL, TEXT, Canvas, fitted
from publishing.pictures.layouts import GAP
from publishing.typefaces import text_width


def bounds_of(values: Sequence[float | Decimal]) -> list[float | Decimal]:
    """The least figure of each grade above nought: five grades of equal count, or fewer where figures are few."""
    ranked = sorted({value for value in values if value > 0})
    grades = min(len(palette.HEAT) - 1, len(ranked))
    return [ranked[len(ranked) * grade // grades] for grade in range(grades)] if grades else []


def grade_of(value: float | Decimal | None, bounds: Sequence[float | Decimal]) -> int:
    if not value or value < 0:
        return 0
    reached = sum(value >= bound for bound in bounds)
    return round(reached * (len(palette.HEAT) - 1) / len(bounds))


def draw_grades(canvas: Canvas, bounds: Sequence[float | Decimal], y: float, unit: str) -> None:
    """A swatch for each grade and the figures it stands for."""
    entries = [(0, "0")]
    for at, bound in enumerate(bounds):
        last = at + 1 == len(bounds)
        words = (
            _("{number} and more").replace("{number}", number_text(bound))
            if last
            else _from_to(bound, bounds[at + 1])
        )
        entries.append((grade_of(bound, bounds), words))
    x = 0.0
    for grade, words in entries:
        words = fitted(f"{words} {unit}", canvas.inner / 3).strip() if grade == entries[-1][0] else words
        box = {
            "x": x,
            "x2": x + 16,
            "y": y - 8,
            "y2": y + 8,
            "fill": palette.HEAT[grade],
            "stroke": palette.RULE_STRONG,
        }
        canvas.bars([box], stroke=True)
        canvas.texts([{"x": x + 22, "y": y, "text": words, "fill": palette.INK}], size=SMALL)
        x += 22 + text_width(words, TEXT) + GAP


def _from_to(first: float | Decimal, following: float | Decimal) -> str:
    """Whole figures are told by both ends; 3 up to the grade that starts at 4 is just 3."""
    last = following - 1 if float(following).is_integer() else following
    return number_text(first) if last <= first else f"{number_text(first)}–{number_text(last)}"
