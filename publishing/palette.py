"""Paper and ink: the colours of printed pages and pictures, the light half of foundation's tokens.css."""

from typing import Final, Literal

Tone = Literal["accent", "second", "quiet", "soon", "late", "done"]

PAPER: Final = "#ffffff"
INK: Final = "#1c2028"
INK_3: Final = "#5b626d"
RULE: Final = "#dbd6c9"
RULE_STRONG: Final = "#868779"
SUNKEN: Final = "#eeebe2"
ACCENT: Final = "#1d3f72"

# Each colour is used for one thing only, so that a drawing's colours can be told apart again as classes.
TONES: Final[dict[Tone, str]] = {
    "accent": ACCENT,
    "second": "#7f9cc5",
    "quiet": "#b9b7ac",
    "soon": "#b07a14",
    "late": "#9c1f1f",
    "done": "#4f8a68",
}
ON_DARK: Final = "#fffffe"
ON_LIGHT: Final = "#10151c"
ON_TONE: Final[dict[Tone, str]] = {
    "accent": ON_DARK,
    "second": ON_LIGHT,
    "quiet": ON_LIGHT,
    "soon": ON_LIGHT,
    "late": ON_DARK,
    "done": ON_LIGHT,
}
# A second sign beside the colour, for print in black and for eyes that do not tell red from green.
SIGNS: Final[dict[Tone, str]] = {
    "accent": "square",
    "second": "square",
    "quiet": "triangle-down",
    "soon": "triangle-up",
    "late": "diamond",
    "done": "circle",
}
HEAT: Final = ("#f4f2ec", "#dfe6f0", "#b7c7de", "#8aa4c8", "#4b6fa3", "#1e4072")
# On a dark screen the scale runs the other way, and so does the ink on it.
ON_PALE: Final = "#10151b"
ON_DEEP: Final = "#fefefe"
ON_HEAT: Final = (ON_PALE, ON_PALE, ON_PALE, ON_PALE, ON_DEEP, ON_DEEP)

FOR_PAGES: Final = {
    "ink": INK,
    "quiet": INK_3,
    "rule": RULE,
    "strong": RULE_STRONG,
    "sunken": SUNKEN,
    "accent": ACCENT,
}
