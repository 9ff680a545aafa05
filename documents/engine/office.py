"""DOCX and XLSX are archives of parts: every part is looked at, within bounds, before the file is kept (walls.md 5)."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element  # nosec B405

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from documents.engine.refusals import (
    ActiveContent,
    ContentDisagrees,
    FileBroken,
    FileEncrypted,
    FileRefused,
    ReachesOutside,
    UnpacksTooLarge,
)

MOST_PARTS = 2_000
LARGEST_UNPACKED = 200 * 1024 * 1024
LARGEST_XML = 60 * 1024 * 1024
STEEPEST = 200  # unpacked bytes for one packed byte; dense tables of numbers reach a third of it
HARMLESS = 1024 * 1024  # below this a part may be as steep as it likes
CHUNK = 256 * 1024

TYPES = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.{}.main+xml"
_RUNS = (
    "vbaproject",
    "vbadata",
    "macroenabled",
    "activex",
    "oleobject",
    "ms-office.intlmacrosheet",
    "excel4macrosheet",
)
_RUNS_BY_NAME = (
    "vbaproject",
    "vbadata",
    "/activex/",
    "/embeddings/",
    "oleobject",
    "/macrosheets/",
    "/customui",
)
_RUNS_BY_LINK = frozenset(
    {"vbaproject", "wordvbadata", "oleobject", "activexcontrolbinary", "package", "control"}
)
_OUTSIDE_BY_NAME = ("/externallinks/", "/connections.xml", "/querytables/", "/webextensions/")
_LOADS = ("DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "LINK", "IMPORT", "DATABASE")


def check_document(data: bytes) -> None:
    """A DOCX without macros, objects or anything that reaches outside."""
    _check(data, "wordprocessingml.document")


def check_workbook(data: bytes) -> None:
    """An XLSX without macros, objects or anything that reaches outside."""
    _check(data, "spreadsheetml.sheet")


def _check(data: bytes, family: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_parts(archive.infolist())
            parts = dict(_unpacked(archive))
            _check_types(parts, _MAIN.format(family))
            for name, content in parts.items():
                _check_part(name, content)
    except FileRefused:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        RuntimeError,
        ValueError,
        OSError,
    ) as error:
        raise FileBroken from error


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if len(names) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise UnpacksTooLarge
    if any(part.flag_bits & 1 for part in parts):
        raise FileEncrypted
    lowered = [name.lower() for name in names]
    if len(set(lowered)) != len(names) or any(
        ".." in name.split("/") or name.startswith(("/", "\\")) for name in names
    ):
        raise FileBroken
    for name in lowered:
        if any(mark in f"/{name}" for mark in _RUNS_BY_NAME):
            raise ActiveContent
        if any(mark in f"/{name}" for mark in _OUTSIDE_BY_NAME):
            raise ReachesOutside


def _unpacked(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Every part; what its header claims is not believed, the bytes are counted. Only XML is kept for reading."""
    whole = 0
    for part in archive.infolist():
        kept, size = bytearray(), 0
        is_xml = part.filename.lower().endswith((".xml", ".rels", ".vml"))
        with archive.open(part) as source:
            while chunk := source.read(CHUNK):
                size, whole = size + len(chunk), whole + len(chunk)
                steep = size > HARMLESS and size > STEEPEST * max(part.compress_size, 1)
                if steep or whole > LARGEST_UNPACKED or (is_xml and size > LARGEST_XML):
                    raise UnpacksTooLarge
                if is_xml:
                    kept += chunk
        yield part.filename, bytes(kept)


def _parse(content: bytes) -> Element:
    try:
        return ElementTree.fromstring(content, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        raise ActiveContent from error
    except ElementTree.ParseError as error:
        raise FileBroken from error


class _Unread:
    """What a parser hands its parts to when nobody wants them."""

    def close(self) -> None:
        """The end."""


def _check_form(content: bytes) -> None:
    """The same rules as _parse, without keeping a tree: a sheet of 50,000 rows would take half a gigabyte."""
    parser = ElementTree.DefusedXMLParser(
        target=_Unread(), forbid_dtd=True, forbid_entities=True, forbid_external=True
    )
    try:
        parser.feed(content)
        parser.close()
    except DefusedXmlException as error:
        raise ActiveContent from error
    except ElementTree.ParseError as error:
        raise FileBroken from error


def _check_types(parts: dict[str, bytes], main: str) -> None:
    """The table of contents names the main part of the claimed kind and nothing that runs."""
    if TYPES not in parts or "_rels/.rels" not in parts:
        raise ContentDisagrees
    declared = [(e.get("ContentType") or "").lower() for e in _parse(parts[TYPES])]
    if any(mark in kind for kind in declared for mark in _RUNS):
        raise ActiveContent
    if any("externallink" in kind or "webextension" in kind for kind in declared):
        raise ReachesOutside
    if main.lower() not in declared:
        raise ContentDisagrees


def _check_part(name: str, content: bytes) -> None:
    lowered = name.lower()
    if lowered.endswith(".rels"):
        _check_relationships(_parse(content))
    elif lowered.endswith((".xml", ".vml")) and lowered.startswith("word/"):
        _check_fields(_parse(content))
    elif lowered.endswith((".xml", ".vml")):
        _check_form(content)


def _check_relationships(root: Element) -> None:
    for link in root:
        if (link.get("TargetMode") or "").lower() == "external" or "://" in (link.get("Target") or ""):
            raise ReachesOutside
        if (link.get("Type") or "").lower().rpartition("/")[2] in _RUNS_BY_LINK:
            raise ActiveContent


def _check_fields(root: Element) -> None:
    """Word fields that fetch or start something on opening; their words may be cut over several runs."""
    said = "".join(
        [e.text or "" for e in root.iter() if e.tag.endswith("}instrText")]
        + [
            f" {value} "
            for e in root.iter()
            if e.tag.endswith("}fldSimple")
            for key, value in e.items()
            if key.endswith("}instr")
        ]
    )
    if any(word in _LOADS for word in said.upper().split()):
        raise ReachesOutside
