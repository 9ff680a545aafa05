"""The one bundled face of pages, pictures and PDF, and how wide its letters are; no machine's own fonts are used."""

import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parent / "fonts"
FAMILY: Final = "Source Sans 3"
FILES: Final = {False: "SourceSans3-Regular.ttf", True: "SourceSans3-Bold.ttf"}
UNKNOWN_LETTER: Final = 0.6


@dataclass(frozen=True, slots=True)
class Face:
    """Advance width of each letter the file has, in parts of the type size."""

    advances: dict[int, float]

    def has(self, text: str) -> bool:
        return all(ord(letter) in self.advances for letter in text)

    def width(self, text: str, size: float) -> float:
        return size * sum(self.advances.get(ord(letter), UNKNOWN_LETTER) for letter in text)


@cache
def face(bold: bool = False) -> Face:
    """Read the widths from the font file itself (OpenType tables cmap and hmtx)."""
    data = (FOLDER / FILES[bold]).read_bytes()
    tables = {}
    for number in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _checksum, offset, _length = struct.unpack_from(">4sLLL", data, 12 + 16 * number)
        tables[tag.decode()] = offset
    units = struct.unpack_from(">H", data, tables["head"] + 18)[0]
    measured = struct.unpack_from(">H", data, tables["hhea"] + 34)[0]
    advances = [
        pair[0] for pair in struct.iter_unpack(">HH", data[tables["hmtx"] : tables["hmtx"] + 4 * measured])
    ]
    letters = _letters(data, tables["cmap"])
    return Face({letter: advances[min(glyph, measured - 1)] / units for letter, glyph in letters.items()})


def text_width(text: str, size: float, bold: bool = False) -> float:
    """The width of a line of text, in the unit of `size`."""
    return face(bold).width(text, size)


def _letters(data: bytes, start: int) -> dict[int, int]:
    """Letter to glyph, from the Unicode table of format 4 that every TrueType font carries."""
    for number in range(struct.unpack_from(">H", data, start + 2)[0]):
        platform, _encoding, offset = struct.unpack_from(">HHL", data, start + 4 + 8 * number)
        if platform in (0, 3) and struct.unpack_from(">H", data, start + offset)[0] == 4:
            return _segments(data, start + offset)
    raise ValueError("The bundled font has no Unicode table of format 4.")


def _segments(data: bytes, start: int) -> dict[int, int]:
    count = struct.unpack_from(">H", data, start + 6)[0] // 2
    arrays = [
        struct.unpack_from(f">{count}H", data, start + 14 + 2 * count * n + (2 if n else 0)) for n in range(4)
    ]
    ranges_at = start + 16 + 6 * count
    letters = {}
    for segment, (last, first, delta, jump) in enumerate(zip(*arrays, strict=True)):
        for letter in range(first, min(last, 0xFFFE) + 1):
            glyph = letter
            if jump:
                glyph = struct.unpack_from(">H", data, ranges_at + 2 * segment + jump + 2 * (letter - first))[
                    0
                ]
            if glyph:
                letters[letter] = (glyph + delta) & 0xFFFF
    return {letter: glyph for letter, glyph in letters.items() if glyph}
