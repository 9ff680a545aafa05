"""Where in the world it is much and where little: States on graded ground, on the borders of the configured file."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from publishing import palette
from publishing.cells import number_text, reading
from publishing.pictures.drawing import Canvas, Picture
from publishing.pictures.grades import bounds_of, draw_grades, grade_of
from publishing.pictures.layouts import KEY_HEIGHT
from publishing.pictures.outlines import world

WIDTH = 760.0
AS_DRAWN = 4  # the size at which Vega leaves a shape as large as its outline


@dataclass(frozen=True, slots=True)
class Area:
    """A State by its ISO number, its figure, and where it leads."""

    code: str
    name: str
    value: float | Decimal
    href: str = ""


def map_picture(
    areas: Sequence[Area],
    *,
    title: str,
    description: str,
    home: str = "",
    borders: str = "",
    language: str = "en",
    unit: str = "",
    width: float = WIDTH,
) -> Picture:
    """States as large as they are to each other; `home` is ours, which has no figure. Too small ones stay undrawn.

    `borders`: a file of outlines other than the one we bring.
    """
    with reading(language):
        found = world(borders, width)
        canvas = Canvas(
            width=width,
            height=found.height + KEY_HEIGHT + 22,
            left=0,
            right=0,
            bottom=KEY_HEIGHT + 14,
        )
        told = {area.code: area for area in areas if area.code}
        bounds = bounds_of([area.value for area in areas])
        drawn = [
            {"x": 0, "y": 0, "shape": outline, **_ground(canvas, told.get(code), bounds, is_home=code == home != "")}
            for code, outline in found.outlines if outline
        ]  # fmt: skip
        canvas.signs(drawn, size=AS_DRAWN)
        draw_grades(canvas, bounds, found.height + 10 + KEY_HEIGHT / 2, unit)
        return canvas.picture(title, description)


def _ground(
    canvas: Canvas, area: Area | None, bounds: Sequence[float | Decimal], *, is_home: bool
) -> dict[str, str | None]:
    if area is None:
        return {"fill": palette.TONES["done"] if is_home else palette.SUNKEN, "link": None}
    link = canvas.link(area.href, f"{area.name}: {number_text(area.value)}")
    return {"fill": palette.HEAT[grade_of(area.value, bounds)], "link": link}
