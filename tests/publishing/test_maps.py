"""The map of the world: States on graded ground, borders of the configured file, nothing from outside."""

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest

from publishing import checks
from publishing.pictures import Area, Picture, map_picture
from publishing.pictures.outlines import BadBorders, world

SVG = "{http://www.w3.org/2000/svg}"
TURKIYE = Area("792", "Türkiye", 12, "/countries/TR/")
SQUARES = {
    "type": "FeatureCollection",
    "features": [
        {"id": "792", "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [0, 9], [9, 9], [9, 0], [0, 0]]]}},
        {"id": 31, "geometry": {"type": "MultiPolygon", "coordinates": [[[[20, 0], [20, 9], [29, 9], [20, 0]]]]}},
    ],
}  # fmt: skip


def drawn(*areas: Area, **given: Any) -> Picture:
    return map_picture(areas, title="Map", description="By State.", **given)


def painted(picture: Picture, name: str) -> int:
    return sum(
        name in (element.get("class") or "").split() for element in fromstring(picture.svg).iter(f"{SVG}path")
    )


@pytest.fixture
def own_file(tmp_path: Path) -> str:
    file = tmp_path / "own.json"
    file.write_text(json.dumps(SQUARES))
    return str(file)


def test_a_state_stands_on_the_ground_of_its_figure_and_leads_to_its_page():
    picture = drawn(TURKIYE, Area("268", "Georgia", 3, "/countries/GE/"))
    links = {
        link.get("href"): link.findtext(f"{SVG}title") for link in fromstring(picture.svg).iter(f"{SVG}a")
    }
    assert links == {"/countries/TR/": "Türkiye: 12", "/countries/GE/": "Georgia: 3"}
    assert "12 and more" in picture.svg
    assert painted(picture, "fill-sunken") > 150  # of the others nothing is told


def test_ours_is_marked_and_has_no_figure():
    assert painted(drawn(TURKIYE, home="031"), "fill-done") == 1
    assert painted(drawn(TURKIYE), "fill-done") == 0


def test_a_state_without_a_number_is_drawn_and_leads_nowhere():
    picture = drawn(Area("", "Kosovo", 5, "/countries/XK/"))
    assert "/countries/XK/" not in picture.svg


def test_what_may_be_inlined_holds_here_too():
    svg = drawn(TURKIYE).svg
    assert not re.search(r"<style|style=|<script|https?://(?!www\.w3\.org)", svg)


def test_no_outline_leaps_from_one_edge_of_the_map_to_the_other():
    width = 760.0
    for _code, outline in world("", width).outlines:
        for ring in outline.strip("MZ").split("ZM"):
            across = [float(point.split(",")[0]) for point in ring.split("L")]
            assert all(abs(a - b) < width / 4 for a, b in pairwise(across))


def test_a_ministry_draws_on_borders_of_its_own(own_file: str):
    assert [code for code, _outline in world(own_file, 760).outlines] == ["792", "031"]
    picture = drawn(TURKIYE, home="031", borders=own_file)
    assert (painted(picture, "fill-done"), painted(picture, "fill-sunken")) == (1, 0)


@pytest.mark.parametrize(
    "content",
    [
        "", "[]", "{}", '{"type": "FeatureCollection", "features": []}', '{"type": "Topology", "objects": {}}',
        '{"type": "X", "features": [1]}',
    ],
)  # fmt: skip
def test_a_file_without_outlines_is_told_at_the_start(tmp_path: Path, settings: Any, content: str):
    file = tmp_path / "bad.json"
    file.write_text(content)
    with pytest.raises(BadBorders):
        world(str(file), 760)
    settings.WORLD_MAP = str(file)
    assert "PARLEY_WORLD_MAP" in str(checks.borders_can_be_read(None)[0].msg)


def test_a_missing_file_is_told_and_a_good_one_passes(tmp_path: Path, settings: Any, own_file: str):
    settings.WORLD_MAP = str(tmp_path / "none.json")
    assert checks.borders_can_be_read(None)
    for good in ("", own_file):
        settings.WORLD_MAP = good
        assert checks.borders_can_be_read(None) == []
