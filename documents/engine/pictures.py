"""PNG and JPEG are walked from their first block to their last: whole, of bearable size, with nothing appended."""

import struct
import zlib
from collections.abc import Iterator

from documents.engine.refusals import ContentDisagrees, FileBroken, UnpacksTooLarge

MOST_PIXELS = 100_000_000
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_SCAN = 0xDA
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})


def check_png(data: bytes) -> None:
    """Header first, end last, every block with its checksum."""
    if not data.startswith(PNG_SIGNATURE):
        raise ContentDisagrees
    place = len(PNG_SIGNATURE)
    kinds: list[bytes] = []
    while place < len(data):
        length, kind = (
            struct.unpack_from(">I4s", data, place) if place + 12 <= len(data) else (len(data), b"")
        )
        body = data[place + 8 : place + 8 + length]
        if (
            place + 12 + length > len(data)
            or zlib.crc32(kind + body) != struct.unpack_from(">I", data, place + 8 + length)[0]
        ):
            raise FileBroken
        if not kinds and kind == b"IHDR" and length == 13:
            _bearable(*struct.unpack_from(">II", body))
        kinds.append(kind)
        place += 12 + length
        if kind == b"IEND":
            break
    if kinds[:1] != [b"IHDR"] or kinds[-1:] != [b"IEND"] or b"IDAT" not in kinds or place != len(data):
        raise FileBroken


def check_jpeg(data: bytes) -> None:
    """Segments up to the picture itself, a frame of bearable size, and the end marker last."""
    if not data.startswith(b"\xff\xd8\xff"):
        raise ContentDisagrees
    framed = False
    for marker, body in _segments(data):
        if marker in _FRAMES and len(body) >= 6:
            height, width = struct.unpack_from(">HH", body, 1)
            _bearable(width, height)
            framed = True
    if not framed or not data.rstrip(b"\x00").endswith(b"\xff\xd9"):
        raise FileBroken


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and body of every segment up to the start of the scan."""
    place, marker = 2, 0
    while marker != _SCAN and place + 4 <= len(data):
        if data[place] != 0xFF:
            raise FileBroken
        marker = data[place + 1]
        if marker == 0xFF or marker in _ALONE:
            place += 1 if marker == 0xFF else 2
            continue
        length = struct.unpack_from(">H", data, place + 2)[0]
        if length < 2 or place + 2 + length > len(data):
            raise FileBroken
        yield marker, data[place + 4 : place + 2 + length]
        place += 2 + length


def _bearable(width: int, height: int) -> None:
    if not width or not height:
        raise FileBroken
    if width * height > MOST_PIXELS:
        raise UnpacksTooLarge
