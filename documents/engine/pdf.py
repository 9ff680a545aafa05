"""PDF: whole, not encrypted, and without scripts, launch actions, embedded files or forms that send (ISO 32000)."""

import re
import zlib
from collections.abc import Iterator

from documents.engine.refusals import (
    ActiveContent,
    FileBroken,
    FileEncrypted,
    ReachesOutside,
    UnpacksTooLarge,
)

LARGEST_UNPACKED = 100 * 1024 * 1024
LONGEST_HEAD = 64 * 1024
# Names are looked for in the whole file: long enough not to stand in a compressed picture by chance, and nothing
# can be hidden by pretending that a stream begins.
_RUNS = re.compile(
    rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|Rendition|ImportData|SubmitForm|GoToE|Movie)(?![A-Za-z0-9])"
    rb"|/XFA\s*[\[\d]"
)
_OUTSIDE = re.compile(rb"/GoToR(?![A-Za-z0-9])")
_ENCRYPTED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_PACKED = re.compile(rb"/ObjStm(?![A-Za-z0-9])")
_OTHER_PACKING = re.compile(rb"/(?:LZW|ASCII85|ASCIIHex|RunLength|Crypt)|/(?:LZW|A85|AHx|RL)(?![A-Za-z0-9])")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


def check_pdf(data: bytes) -> None:
    """Raises the rule the file breaks; objects packed into streams are unpacked and looked at too."""
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-2048:] or b"startxref" not in data[-4096:]:
        raise FileBroken
    _check_names(data)
    for objects in _packed_objects(data):
        _check_names(objects)


def _check_names(text: bytes) -> None:
    plain = _unescaped(text)
    if _ENCRYPTED.search(plain):
        raise FileEncrypted
    if _RUNS.search(plain):
        raise ActiveContent
    if _OUTSIDE.search(plain):
        raise ReachesOutside


def _unescaped(text: bytes) -> bytes:
    """Names may write any letter as #xx."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), text)


def _packed_objects(data: bytes) -> Iterator[bytes]:
    """Objects packed into streams, bounded; what is packed so that it cannot be looked at is refused."""
    whole = 0
    for found in _STREAM.finditer(data):
        head_from = max(data.rfind(b"obj", max(0, found.start() - LONGEST_HEAD), found.start()), 0)
        head = _unescaped(data[head_from : found.start()])
        if not _PACKED.search(head):
            continue
        if _OTHER_PACKING.search(head):
            raise ActiveContent
        end = data.find(b"endstream", found.end())
        content = _inflated(data[found.end() : end if end >= 0 else len(data)], LARGEST_UNPACKED - whole)
        whole += len(content)
        yield content


def _inflated(packed: bytes, room: int) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        content = unpacker.decompress(packed, max(room, 1))
    except zlib.error as error:
        raise FileBroken from error
    if unpacker.unconsumed_tail:
        raise UnpacksTooLarge
    if not unpacker.eof:
        raise FileBroken
    return content
