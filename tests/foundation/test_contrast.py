"""Every pair of colours that stands together is readable: WCAG 2.2 AA, in the light and in the dark theme."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "foundation/static/parley/tokens.css").read_text(encoding="utf-8")
SURFACES = ("paper", "sheet", "sunken", "hover")
TEXT = [
    *[
        (ink, surface)
        for surface in SURFACES
        for ink in ("ink", "ink-2", "ink-3", "link", "late", "soon", "done")
    ],
    *[(ink, "accent-soft") for ink in ("ink", "ink-2", "link")],
    *[(ink, f"{tone}-soft") for tone in ("soon", "late", "done") for ink in ("ink", tone)],
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
]
OUTLINES = [
    *[(line, surface) for surface in ("paper", "sheet") for line in ("rule-strong", "focus", "accent")],
    *[(f"{tone}-rule", "sheet") for tone in ("soon", "late", "done")],
]


def block(selector: str) -> dict[str, str]:
    body = re.search(re.escape(selector) + r"\s*\{(.*?)\}", TOKENS, re.S)
    assert body, selector
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", body[1]))


LIGHT = block(":root")
DARK = {**LIGHT, **block(':root[data-theme="dark"]')}


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "surface"), TEXT)
def test_text_is_readable(theme: dict[str, str], ink: str, surface: str) -> None:
    assert contrast(theme[ink], theme[surface]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("line", "surface"), OUTLINES)
def test_outlines_and_focus_can_be_seen(theme: dict[str, str], line: str, surface: str) -> None:
    assert contrast(theme[line], theme[surface]) >= 3


def test_the_chosen_and_the_systems_dark_are_one() -> None:
    assert block(':root[data-theme="dark"]') == block(':root:not([data-theme="light"])')
