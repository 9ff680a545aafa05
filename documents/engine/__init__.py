"""What a file must be to come in: a known kind, content that agrees with its name, nothing that runs or reaches out
(walls.md 5). Pure: bytes in, facts or a named refusal out."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import puremagic

from documents.engine.office import check_document, check_workbook
from documents.engine.pdf import check_pdf
from documents.engine.pictures import check_jpeg, check_png
from documents.engine.refusals import (
    ContentDisagrees,
    FileEmpty,
    FileRefused,
    FileTooLarge,
    NotATable,
    UnknownFileKind,
)
from documents.engine.separated import check_separated

__all__ = ["KINDS", "LARGEST", "TABLES", "FileRefused", "Kind", "Known", "inspect"]

LARGEST = 25 * 1024 * 1024
LONGEST_NAME = 150
_OOXML = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file that may come in."""

    extension: str
    media_type: str
    check: Callable[[bytes], None]
    has_signature: bool = True


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a file that passed."""

    name: str
    media_type: str
    size: int
    sha256: str


KINDS: Mapping[str, Kind] = {
    kind.extension: kind
    for kind in (
        Kind("pdf", "application/pdf", check_pdf),
        Kind("docx", f"{_OOXML}.wordprocessingml.document", check_document),
        Kind("xlsx", f"{_OOXML}.spreadsheetml.sheet", check_workbook),
        Kind("png", "image/png", check_png),
        Kind("jpg", "image/jpeg", check_jpeg),
        Kind("jpeg", "image/jpeg", check_jpeg),
    )
}
# What a table is read from.
TABLES: Mapping[str, Kind] = {
    "xlsx": KINDS["xlsx"],
    "csv": Kind("csv", "text/csv", check_separated, has_signature=False),
}


def inspect(name: str, data: bytes, kinds: Mapping[str, Kind] = KINDS) -> Known:
    """Facts of a file that may be kept; raises the FileRefused that names the broken rule."""
    if not data:
        raise FileEmpty
    if len(data) > LARGEST:
        raise FileTooLarge
    name = clean_name(name)
    kind = kinds.get(name.rpartition(".")[2].lower())
    if kind is None or "." not in name:
        raise NotATable if kinds is TABLES else UnknownFileKind
    if kind.has_signature and kind.extension not in _looks_like(data):
        raise ContentDisagrees
    kind.check(data)
    return Known(name, kind.media_type, len(data), hashlib.sha256(data).hexdigest())


def clean_name(name: str) -> str:
    """The last part of a path, composed letters, nothing a header or a disk could trip over; the ending stays."""
    last = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    kept = "".join(
        sign for sign in last if unicodedata.category(sign)[0] != "C" and sign not in '<>:"|?*'
    ).strip(" .")
    stem, dot, ending = kept.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending}" if dot else kept[:LONGEST_NAME]


def _looks_like(data: bytes) -> set[str]:
    """Extensions whose signature the content bears."""
    try:
        found = {match.extension.lstrip(".").lower() for match in puremagic.magic_string(data)}
    except (puremagic.PureError, ValueError):
        return set()
    return found | {"jpg", "jpeg"} if found & {"jpg", "jpeg"} else found
