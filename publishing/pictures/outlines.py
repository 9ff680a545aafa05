"""The outlines of States from a file of borders (TopoJSON or GeoJSON), laid flat and ready to be drawn.

Borders are a statement: a ministry names a file of its own; ours is Natural Earth's, from the package `world-atlas`.
"""

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

FILE: Final = Path(__file__).resolve().parent.parent / "maps" / "world.json"
NORTH, SOUTH, UNINHABITED = 84.0, -56.0, "010"  # of Antarctica nothing is told
# Equal Earth (Šavrič, Patterson, Jenny 2018): areas keep their proportion, so that no State looks larger than it is.
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
M: Final = math.sqrt(3) / 2
Point = tuple[float, float]


class BadBorders(ValueError):
    """The file that was named does not hold the outlines of States."""


@dataclass(frozen=True, slots=True)
class World:
    """Outlines by ISO number (those without one last, under an empty number), and how high the map is."""

    height: float
    outlines: tuple[tuple[str, str], ...]


@cache
def world(file: str, width: float) -> World:
    """Read once in a process; raises BadBorders for a file that holds none."""
    try:
        shapes = list(_shapes(json.loads((Path(file) if file else FILE).read_text(encoding="utf-8"))))
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as problem:
        raise BadBorders(f"{file}: {problem}") from problem
    if not shapes:
        raise BadBorders(f"{file}: no outlines")
    scale = width / (2 * _flat(180, 0)[0])
    top = _flat(0, NORTH)[1] * scale
    outlines = tuple((code, _path(rings, scale, width / 2, top)) for code, rings in shapes)
    return World(top - _flat(0, SOUTH)[1] * scale, outlines)


def _shapes(file: Mapping[str, Any]) -> Iterator[tuple[str, list[list[Point]]]]:
    """ISO number and rings of each State, in degrees."""
    topology = file["type"] == "Topology"
    geometries = file["objects"]["countries"]["geometries"] if topology else file["features"]
    arcs = _arcs(file) if topology else []
    for given in geometries:
        geometry = given if topology else given["geometry"]
        parts = geometry["arcs" if topology else "coordinates"]
        rings = [ring for part in (parts if geometry["type"] == "MultiPolygon" else [parts]) for ring in part]
        code = str(given.get("id", "")).zfill(3) if given.get("id") else ""
        if code != UNINHABITED:
            yield (
                code,
                [_joined(ring, arcs) if topology else [(x, y) for x, y, *_height in ring] for ring in rings],
            )


def _arcs(file: Mapping[str, Any]) -> list[list[Point]]:
    """Pieces of border that neighbours share: steps on a grid, written as differences."""
    (wide, high), (left, low) = file["transform"]["scale"], file["transform"]["translate"]
    found = []
    for steps in file["arcs"]:
        x = y = 0
        points = []
        for along, up in steps:
            x, y = x + along, y + up
            points.append((x * wide + left, y * high + low))
        found.append(points)
    return found


def _joined(ring: Iterable[int], arcs: Sequence[list[Point]]) -> list[Point]:
    """A ring from its pieces; a negative number says that the piece is walked backwards."""
    points: list[Point] = []
    for number in ring:
        piece = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += piece[1:] if points else piece
    return points


def _flat(longitude: float, latitude: float) -> Point:
    tilt = math.asin(M * math.sin(math.radians(latitude)))
    t2 = tilt * tilt
    t6 = t2**3
    spread = M * (A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2))
    return math.radians(longitude) * math.cos(tilt) / spread, tilt * (A1 + A2 * t2 + t6 * (A3 + A4 * t2))


def _path(rings: Iterable[Sequence[Point]], scale: float, middle: float, top: float) -> str:
    """The outline in pixels to a tenth; what reaches over the edge of the map goes on at its other edge."""
    parts = (part for ring in rings for part in _within(_unbroken(ring)))
    return "".join(drawn for part in parts if (drawn := _ring(part, scale, middle, top)))


def _unbroken(ring: Sequence[Point]) -> list[Point]:
    """The same without the leap from 180 degrees east to 180 degrees west."""
    points: list[Point] = []
    for longitude, latitude in ring:
        turns = round((points[-1][0] - longitude) / 360) if points else 0
        points.append((longitude + 360 * turns, latitude))
    return points


def _within(ring: Sequence[Point]) -> Iterator[list[Point]]:
    for turn in (-360, 0, 360):
        part = [(longitude + turn, latitude) for longitude, latitude in ring]
        if any(-180 < longitude < 180 for longitude, _latitude in part):
            yield _cut(_cut(part, -180, keeps=1), 180, keeps=-1)


def _cut(ring: Sequence[Point], at: float, *, keeps: int) -> list[Point]:
    """What lies on one side of a meridian (Sutherland and Hodgman)."""
    kept: list[Point] = []
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        first, second = (x1 - at) * keeps >= 0, (x2 - at) * keeps >= 0
        if first:
            kept.append((x1, y1))
        if first != second:
            kept.append((at, y1 + (y2 - y1) * (at - x1) / (x2 - x1)))
    return kept


def _ring(ring: Iterable[Point], scale: float, middle: float, top: float) -> str:
    """Steps too small to be seen are left out, and so are islands."""
    points: list[str] = []
    for longitude, latitude in ring:
        x, y = _flat(longitude, max(latitude, SOUTH))
        point = f"{middle + x * scale:.1f},{top - y * scale:.1f}"
        if not points or points[-1] != point:
            points.append(point)
    return f"M{'L'.join(points)}Z" if len(points) > 2 else ""
