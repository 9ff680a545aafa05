"""One drawing: layers of marks in, a picture with a name and a description out."""

import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

import vl_convert

from publishing import palette
from publishing.cells import clean
from publishing.pictures.page_svg import ForeignLink, Link, for_paper, page_ready, same_site
from publishing.typefaces import FAMILY, FOLDER, text_width

__all__ = ["Canvas", "ForeignLink", "Picture", "fitted", "warm_up", "wrapped"]

TEXT: Final = 13
SMALL: Final = 12
LINE_HEIGHT: Final = 15
Datum = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished drawing; `svg` may be inlined in a page under a strict policy."""

    svg: str
    title: str
    description: str

    def for_paper(self) -> str:
        """The drawing for a white sheet, whatever the colours of the screen."""
        return for_paper(self.svg, palette.FOR_PAGES)

    def png(self, scale: float = 2.0) -> bytes:
        """The drawing as a bitmap on white, for mails and word processors."""
        _engine()
        head, tag, rest = self.for_paper().partition(">")
        ground = f'<rect width="100%" height="100%" fill="{palette.PAPER}"/>'
        return bytes(vl_convert.svg_to_png(f"{head}{tag}{ground}{rest}", scale=scale))


@dataclass(slots=True)
class Canvas:
    """Collects layers and links while a picture is being composed; sizes are CSS pixels."""

    width: float
    height: float
    left: float
    top: float = 8
    right: float = 16
    bottom: float = 8
    layers: list[Any] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    @property
    def inner(self) -> float:
        """The width between the labels on the left and the margin on the right."""
        return self.width - self.left - self.right

    def link(self, href: str, name: str) -> str | None:
        """Keep an address outside the drawing engine; the mark carries its number."""
        if not href:
            return None
        self.links.append(Link(same_site(href), clean(name)))
        return f"link-{len(self.links) - 1}"

    def bars(self, data: Sequence[Datum], *, radius: float = 1, stroke: bool = False) -> None:
        """Filled bars from x to x2 and y to y2, in the colour `fill` and, if asked, the line `stroke`."""
        encoding: dict[str, Any] = {
            "x": _at("x"),
            "x2": "x2",
            "y": _at("y"),
            "y2": "y2",
            "fill": _own("fill"),
        }
        if stroke:
            encoding["stroke"] = _altair().Stroke("stroke:N", scale=None)
        self._add(data, lambda chart: chart.mark_rect(cornerRadius=radius, strokeWidth=1), encoding)

    def rules(
        self, data: Sequence[Datum], *, colour: str = palette.RULE, width: float = 1, dash: Sequence[int] = ()
    ) -> None:
        """Straight lines."""
        style: dict[str, Any] = {"stroke": colour, "strokeWidth": width}
        if dash:
            style["strokeDash"] = list(dash)
        self._add(
            data,
            lambda chart: chart.mark_rule(**style),
            {"x": _at("x"), "x2": "x2", "y": _at("y"), "y2": "y2"},
        )

    def signs(self, data: Sequence[Datum], *, size: float = 70, outlined: bool = True) -> None:
        """Small shapes: the second way to tell one state from another, beside colour."""
        style: dict[str, Any] = {"filled": True, "size": size, "opacity": 1, "strokeWidth": 0}
        if outlined:
            style.update(stroke=palette.PAPER, strokeWidth=1)
        encoding = {
            "x": _at("x"),
            "y": _at("y"),
            "fill": _own("fill"),
            "shape": _altair().Shape("shape:N", scale=None),
        }
        self._add(data, lambda chart: chart.mark_point(**style), encoding)

    def texts(
        self,
        data: Sequence[Datum],
        *,
        align: str = "left",
        size: float = TEXT,
        bold: bool = False,
        angle: float = 0,
    ) -> None:
        """Text in the colour `fill`, its middle at y; several lines are a list."""
        style: dict[str, Any] = {
            "align": align,
            "baseline": "middle",
            "fontSize": size,
            "lineHeight": LINE_HEIGHT,
            "angle": angle,
        }
        style["fontWeight"] = "bold" if bold else "normal"
        encoding = {"x": _at("x"), "y": _at("y"), "text": _altair().Text("text:N"), "fill": _own("fill")}
        raised = [
            {**datum, "y": datum["y"] - (_line_count(datum["text"]) - 1) * LINE_HEIGHT / 2} for datum in data
        ]
        self._add(raised, lambda chart: chart.mark_text(**style), encoding)

    def _add(self, data: Sequence[Datum], mark: Any, encoding: dict[str, Any]) -> None:
        alt = _altair()
        linked = [_safe(datum) for datum in data if datum.get("link")]
        plain = [_safe(datum) for datum in data if not datum.get("link")]
        for values, extra in ((plain, {}), (linked, {"href": alt.Href("link:N")})):
            if values:
                self.layers.append(mark(alt.Chart(alt.InlineData(values=values))).encode(**encoding, **extra))

    def picture(self, title: str, description: str) -> Picture:
        """Draw."""
        alt = _altair()
        title, description = clean(title), clean(description)
        padding = {"left": self.left, "top": self.top, "right": self.right, "bottom": self.bottom}
        chart = alt.layer(
            *self.layers,
            width=self.inner,
            height=self.height - self.top - self.bottom,
            autosize=alt.AutoSizeParams(type="none"),
            padding=padding,
            background="transparent",
            config=alt.Config(font=FAMILY, aria=False, view=alt.ViewConfig(stroke=None)),
        )
        raw = _engine().vegalite_to_svg(chart.to_dict(validate=False), allowed_base_urls=[])
        return Picture(
            page_ready(raw, title=title, description=description, links=self.links), title, description
        )


def _at(name: str) -> Any:
    """A place in pixels: the layout is ours, so that type keeps its size and pictures their rhythm."""
    return (_altair().X if name == "x" else _altair().Y)(f"{name}:Q", scale=None, axis=None)


def _own(name: str) -> Any:
    """The colour that the datum itself names."""
    return _altair().Fill(f"{name}:N", scale=None)


def _line_count(text: str | Sequence[str]) -> int:
    return 1 if isinstance(text, str) else len(text)


def _safe(datum: Datum) -> dict[str, Any]:
    """What the engine may see. It takes the whole process down at a character that XML forbids, so none reaches it."""
    return {name: _safe_value(value) for name, value in datum.items()}


def _safe_value(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [clean(line) for line in value]
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError("A picture shows finite figures only.")
        return round(value, 1)
    return value


def wrapped(text: str, room: float, *, size: float = TEXT, lines: int = 3, bold: bool = False) -> list[str]:
    """Break a label at its words to fit `room` pixels; what does not fit into `lines` ends in an ellipsis."""
    out: list[str] = []
    for word in clean(text).split() or [""]:
        if out and text_width(f"{out[-1]} {word}", size, bold) <= room:
            out[-1] = f"{out[-1]} {word}"
        else:
            out.append(word)
    if len(out) > lines:
        out = [*out[: lines - 1], " ".join(out[lines - 1 :])]
    return [fitted(line, room, size=size, bold=bold) for line in out]


def fitted(line: str, room: float, *, size: float = TEXT, bold: bool = False) -> str:
    """One line, ended by an ellipsis where it would not fit into `room` pixels."""
    line = clean(line)
    if text_width(line, size, bold) <= room:
        return line
    used = text_width("…", size, bold)
    for at, letter in enumerate(line):
        used += text_width(letter, size, bold)
        if used > room:
            return f"{line[:at].rstrip()}…"
    return line


@cache
def _altair() -> Any:
    """Imported by whoever draws: it takes a quarter of the start of a process, and most draw nothing."""
    import altair

    return altair


@cache
def _started_in() -> int:
    vl_convert.register_font_directory(str(FOLDER))
    return os.getpid()


def _engine() -> Any:
    """The drawing engine, which does not survive a fork: better a clear error than a worker that waits for ever."""
    if _started_in() != os.getpid():
        raise RuntimeError(
            "The drawing engine was started before this process was forked: call warm_up() after the fork."
        )
    return vl_convert


def warm_up() -> None:
    """Spend the first second of the engine before anybody waits for it: once in each process, after any fork."""
    canvas = Canvas(width=40, height=20, left=4)
    canvas.texts([{"x": 0, "y": 8, "text": "Ə", "fill": palette.INK}])
    canvas.picture("", "")
