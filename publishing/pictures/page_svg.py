"""From what Vega writes to what a page may carry: an allow-list, no style and no script, colours as classes.

A strict policy (style-src 'self') blocks style attributes and <style> in an inlined picture but not presentation
attributes, so a drawing keeps its colours as attributes and gets a class beside each: the site's style sheet wins
over an attribute, and the same drawing still stands alone on paper. Text takes the colour of the page around it.
"""

import hashlib
import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring  # nosec B405

from defusedxml.ElementTree import fromstring

from publishing import palette
from publishing.typefaces import FAMILY

TAGS: Final = frozenset({"svg", "g", "path", "line", "rect", "text", "tspan", "a"})
ATTRIBUTES: Final = frozenset(
    {
        "transform",
        "d",
        "x",
        "y",
        "x2",
        "y2",
        "dx",
        "dy",
        "width",
        "height",
        "text-anchor",
        "font-size",
        "font-weight",
    }
    | {"fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "opacity"}
)
FONTS: Final = f"'{FAMILY}', 'Noto Sans', sans-serif"
# What an SVG takes for granted.
PLAIN: Final = frozenset({("opacity", "1"), ("stroke-width", "0"), ("font-weight", "normal")})
QUIET_TEXT: Final = "0.78"
_PLACEHOLDER: Final = re.compile(r"link-(\d+)$")
_FOREIGN: Final = re.compile(r"[\x00-\x20\x7f\\]|^//|^[^/?#]")

# Colour to class; text and lines that must show on any ground have none and take the page's own colour instead.
CLASSES: Final = {
    **{colour: name for name, colour in palette.TONES.items()},
    **{colour: f"heat-{step}" for step, colour in enumerate(palette.HEAT)},
    palette.RULE: "rule",
    palette.RULE_STRONG: "strong",
    palette.PAPER: "paper",
    palette.SUNKEN: "sunken",
    palette.ON_DARK: "on-dark",
    palette.ON_LIGHT: "on-light",
    palette.ON_PALE: "on-pale",
    palette.ON_DEEP: "on-deep",
}


class ForeignLink(ValueError):
    """A picture may only lead to another place of this site."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where a mark leads, and what it is called for those who do not see it."""

    href: str
    name: str


def same_site(href: str) -> str:
    """Refuse everything but a path, a query or a fragment of this site."""
    if not href or _FOREIGN.search(href):
        raise ForeignLink(f"A picture may only link within the site, not to {href!r}.")
    return href


def page_ready(raw: str, *, title: str, description: str, links: Sequence[Link]) -> str:
    """The drawing with a name and a description, fit to be inlined in a page."""
    source = fromstring(raw)
    drawing = _copy(source, links)
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "class": "drawing"})
    root.attrib.update({name: source.attrib[name] for name in ("width", "height", "viewBox")})
    digest = hashlib.sha256(f"{title}\0{description}\0{raw}".encode()).hexdigest()[:12]
    # What is inside an image is hidden from a screen reader; a drawing with links must therefore not be one.
    root.set("role", "group" if links else "img")
    root.set("aria-labelledby", f"drawing-{digest}-title")
    root.set("aria-describedby", f"drawing-{digest}-text")
    root.attrib.update({"font-family": FONTS, "fill": "none"})
    SubElement(root, "title", {"id": f"drawing-{digest}-title"}).text = title
    SubElement(root, "desc", {"id": f"drawing-{digest}-text"}).text = description
    root.extend(drawing if drawing is not None else [])
    return tostring(root, encoding="unicode")


def _copy(element: Element, links: Sequence[Link]) -> Element | None:
    """What is allowed and visible of an element; None when nothing is left of it."""
    tag = element.tag.rpartition("}")[2]
    if tag not in TAGS or element.get("display") == "none" or element.get("opacity") == "0":
        return None
    children = [child for child in (_copy(inner, links) for inner in element) if child is not None]
    if (tag in ("g", "a", "svg") and not children) or (
        tag == "path" and not re.search("[1-9]", element.get("d", ""))
    ):
        return None
    copy = Element(tag, _attributes(element))
    copy.text = element.text if tag in ("text", "tspan") else None
    if tag == "a":
        _lead(copy, element, links)
    elif tag == "g" and not copy.attrib and len(children) == 1:
        return children[0]
    copy.extend(children)
    if tag == "text":
        _space_between(children, at_the_end=element.get("text-anchor") == "end")
    return copy


def _space_between(lines: Sequence[Element], *, at_the_end: bool) -> None:
    """Lines of one label are copied and read as separate words; the space stands where it moves no letter."""
    for line, following in itertools.pairwise(lines):
        if at_the_end:
            following.text = f" {following.text or ''}"
        else:
            line.tail = " "


def _attributes(element: Element) -> dict[str, str]:
    kept = {name: value for name, value in element.attrib.items() if name in ATTRIBUTES}
    kept = {name: value for name, value in kept.items() if (name, value) not in PLAIN}
    classes = []
    for paint in ("fill", "stroke"):
        colour = kept.get(paint, "").lower()
        if colour in (palette.INK, palette.INK_3):
            kept[paint] = "currentColor"
            if colour == palette.INK_3:
                kept[f"{paint}-opacity"] = QUIET_TEXT
        elif colour in CLASSES:
            classes.append(f"{paint}-{CLASSES[colour]}")
    return {**kept, "class": " ".join(classes)} if classes else kept


def _lead(copy: Element, element: Element, links: Sequence[Link]) -> None:
    """Put the real address where Vega, which prefixes addresses with one of its own, was given a number."""
    target = next(value for name, value in element.attrib.items() if name.rpartition("}")[2] == "href")
    found = _PLACEHOLDER.search(target)
    if found is None:
        raise ForeignLink(f"An unknown link {target!r} in a picture.")
    link = links[int(found[1])]
    copy.set("href", same_site(link.href))
    SubElement(copy, "title").text = link.name


def for_paper(svg: str, colours: Mapping[str, str]) -> str:
    """The same drawing with the ink of paper instead of the colour of a page around it."""
    return svg.replace("<svg ", f'<svg color="{colours["ink"]}" ', 1)
