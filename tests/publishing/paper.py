"""Reads the words of a PDF back through its fonts' own letter tables, as a screen reader or a search does.

Only what typst writes is understood: one object after another, streams deflated or plain, fonts with two-byte codes.
"""

import re
import zlib
from dataclasses import dataclass
from functools import cached_property

OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
STREAM = re.compile(rb"(<<.*?>>)\s*stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
NESTED = 12  # brackets are letters too, and stay as they are where they pair up
LITERAL = rb"\((?:\\.|[^\\()])*\)"
for _depth in range(NESTED):
    LITERAL = rb"\((?:\\.|[^\\()]|" + LITERAL + rb")*\)"
SHOWN = re.compile(
    rb"/ActualText ?<\w+>|/(f\d+) [-\d.]+ Tf|" + LITERAL + rb"|<[0-9A-Fa-f]+>|(ET)",
    re.DOTALL,
)
ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


@dataclass(frozen=True)
class Paper:
    """A PDF to be read."""

    data: bytes

    @cached_property
    def objects(self) -> dict[int, bytes]:
        return {int(number): body for number, body in OBJECT.findall(self.data)}

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page; words that are set apart on paper are apart by a blank."""
        bodies = [body for body in self.objects.values() if re.search(rb"/Type ?/Page\b", body)]
        return [self._read(body) for body in bodies]

    @property
    def text(self) -> str:
        """Everything."""
        return " ".join(self.pages)

    @property
    def squeezed(self) -> str:
        """The same without blanks, for words that were broken at the end of a line."""
        return re.sub(r"\s", "", self.text)

    def _read(self, page: bytes) -> str:
        resources = re.search(rb"/Resources (\d+) 0 R", page)
        own = self.objects[int(resources[1])] if resources else page
        fonts = {name: self._letters(int(number)) for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", own)}
        content = self._stream(int(re.search(rb"/Contents (\d+) 0 R", page)[1]))
        return self._shown(content, fonts)

    def _shown(self, content: bytes, fonts: dict[bytes, dict[int, str]]) -> str:
        out, letters = [], {}
        for found in SHOWN.finditer(content):
            if found[1]:
                letters = fonts[found[1]]
            elif found[2]:
                out.append(" ")
            elif not found[0].startswith(b"/"):
                codes = _codes(found[0])
                out.append("".join(letters.get(code, "") for code in codes))
        return "".join(out)

    def _letters(self, font: int) -> dict[int, str]:
        table = self._stream(int(re.search(rb"/ToUnicode (\d+) 0 R", self.objects[font])[1]))
        pairs = [
            pair
            for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL)
            for pair in re.findall(rb"<(\w+)> <(\w+)>", block)
        ]
        return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}

    def _stream(self, number: int) -> bytes:
        header, body = STREAM.search(self.objects[number]).groups()
        # The last byte of a stream may look like the end of a line: what is decoded by then is all there is.
        return zlib.decompressobj().decompress(body) if b"FlateDecode" in header else body


def _codes(shown: bytes) -> list[int]:
    raw = (
        bytes.fromhex(shown[1:-1].decode()) if shown.startswith(b"<") else ESCAPE.sub(_unescaped, shown[1:-1])
    )
    return [int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)]


def _unescaped(found: re.Match[bytes]) -> bytes:
    code = found[1]
    return bytes([int(code, 8)]) if code[:1].isdigit() else NAMED.get(code, code)
