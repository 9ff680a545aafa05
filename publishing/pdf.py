"""Tables and papers as PDF/A: data goes to the templates as JSON, so nothing anybody types can become markup."""

import datetime
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from publishing import palette
from publishing.cells import NOTHING, capitals, cell_text, clean, local, reading
from publishing.columns import breakable, layout
from publishing.documents import Decision, Document, Framed, Grid, Listing, Paragraph, Section
from publishing.pictures.drawing import Picture
from publishing.tables import NUMERIC, Column, Table
from publishing.typefaces import FAMILY, FOLDER, face

BRIEF: Final = 4_000
MISSING: Final = "□"
MUCH: Final = 10_000  # characters of data
TEMPLATES: Final = Path(__file__).resolve().parent / "typst"
# Archive quality and readable aloud; both hold for everything these templates make.
STANDARDS: Final[list["typst.PDFStandard"]] = ["a-2a", "ua-1"]
# How typst names a letter that no font has, or that an archive may not hold (private use).
_REFUSED: Final = re.compile(r'(?:the text|contains the codepoint) `"(.+?)"`')
_ESCAPED: Final = re.compile(r"\\u\{([0-9a-f]+)\}")


def table_pdf(
    table: Table, picture: Picture | Sequence[Picture] | None = None, *, landscape: bool | None = None
) -> bytes:
    """A report on paper with its picture, or several; it stands or lies as its columns need, unless told."""
    pictures = [picture] if isinstance(picture, Picture) else picture or ()
    with reading(table.language):
        grid = _grid(table.columns, table.rows, landscape=landscape)
        data = {
            **frame(table, foot=table.prepared_for, landscape=grid["landscape"]),
            "question": words_of(table.question),
            "particulars": _pairs(
                {
                    _("As of"): table.as_of,
                    _("Prepared for"): table.prepared_for,
                    _("Printed"): table.printed_at,
                },
                skip_empty=True,
            )
            + _pairs(table.parameters),
            "summary": _pairs(table.summary),
            "pictures": [_picture(one) for one in pictures],
            "table": grid,
            "notes": [words_of(note) for note in table.notes],
        }
    return typeset("table.typ", data)


def document_pdf(document: Document) -> bytes:
    """A paper with its sections and, on a sheet of its own, the decisions taken on it."""
    with reading(document.language):
        own = {
            _("Reference"): document.reference,
            _("Edition"): document.edition,
            _("As of"): document.as_of,
            _("Prepared for"): document.prepared_for,
            _("Printed"): document.printed_at,
        }
        data = {
            **frame(document, foot=document.prepared_for, landscape=False),
            "head-left": clean(document.reference),
            "head-right": clean(document.edition),
            "author": brief(document.institution),
            "subtitle": words_of(document.subtitle),
            "institution": clean(document.institution),
            "numbered": document.numbered,
            "particulars": _pairs(own, skip_empty=True) + _pairs(document.particulars),
            "sections": [_section(section) for section in document.sections],
            "decisions": _decisions(document.decisions) if document.decisions else None,
            "sheet": _pairs(
                {_("Reference"): document.reference, _("Edition"): document.edition}, skip_empty=True
            )
            # Unlike other long words this one is copied and compared, so no break is put into it.
            + (
                [[_("Content digest (SHA-256)"), clean(document.content_hash)]]
                if document.content_hash
                else []
            ),
        }
    return typeset("document.typ", data)


def frame(source: Framed, *, foot: str, landscape: bool) -> dict[str, Any]:
    """What every page of either kind carries."""
    printed = local(source.printed_at) if source.printed_at else source.as_of
    return {
        "title": brief(source.title) or NOTHING,
        "heading": breakable(brief(source.title)) or NOTHING,
        "author": brief(source.prepared_for),
        "date": [printed.year, printed.month, printed.day] if printed else None,
        "language": source.language[:2],
        "family": FAMILY,
        "colours": palette.FOR_PAGES,
        "landscape": landscape,
        "marking": breakable(capitals(clean(source.marking), source.language)),
        "head-left": "",
        "head-right": "",
        "foot-left": clean(foot),
        "words": {
            "page": _("Page {n} of {total}"),
            "nothing": _("Nothing to show."),
            "summary": _("Summary"),
            "counted": _("How is this counted?"),
            "decisions": _("Decision sheet"),
        },
    }


def _pairs(values: Mapping[str, Any], *, skip_empty: bool = False) -> list[list[str]]:
    kept = {label: value for label, value in values.items() if value not in (None, "") or not skip_empty}
    return [[words_of(str(label)), breakable(cell_text(value, "ratio"))] for label, value in kept.items()]


def brief(text: str) -> str:
    """What also goes into bookmarks and properties, where an archive allows 32,767 bytes."""
    text = clean(text).strip()
    return text if len(text) <= BRIEF else f"{text[: BRIEF - 1]}…"


def words_of(text: str) -> str:
    return breakable(clean(text))


def _grid(
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, Any]],
    *,
    landscape: bool | None = None,
    caption: str = "",
    roomy: bool = False,
) -> dict[str, Any]:
    """A table ready for the template: headings, texts, widths."""
    texts = [[breakable(cell_text(row.get(column.key), column.kind)) for column in columns] for row in rows]
    measured = layout(columns, texts, landscape=landscape)
    described = [
        {"label": words_of(column.heading), "numeric": column.kind in NUMERIC, "width": width}
        for column, width in zip(columns, measured.widths, strict=True)
    ]
    return {
        "kind": "table",
        "caption": words_of(caption),
        "columns": described,
        "rows": texts,
        "size": measured.size,
        "landscape": measured.landscape,
        "roomy": roomy,
    }


def _picture(picture: Picture) -> dict[str, Any]:
    alt = f"{picture.title}. {picture.description}".strip(". ")
    return {"kind": "picture", "title": clean(picture.title), "svg": picture.for_paper(), "alt": brief(alt)}


def _section(section: Section) -> dict[str, Any]:
    return {
        "heading": breakable(brief(section.heading)) or NOTHING,
        "blocks": [_block(block) for block in section.blocks],
        "sections": [_section(inner) for inner in section.sections],
    }


def _block(block: Paragraph | Listing | Grid | Picture) -> dict[str, Any]:
    match block:
        case Paragraph():
            paragraphs = [breakable(" ".join(part.split())) for part in clean(block.text).split("\n\n")]
            return {"kind": "text", "paragraphs": [part for part in paragraphs if part]}
        case Listing():
            items = [words_of(item) for item in block.items]
            return {"kind": "numbers" if block.numbered else "list", "items": items}
        case Grid():
            return _grid(block.columns, block.rows, landscape=False, caption=block.caption)
    return _picture(block)


def _decisions(decisions: Sequence[Decision]) -> dict[str, Any]:
    """The sheet's lines, in the order given; an open line has room for ink."""
    columns = [
        Column("step", _("No."), "integer"),
        Column("office", _("Office")),
        Column("verdict", _("Decision")),
        Column("person", pgettext("signature", "Name")),
        Column("at", _("Date"), "instant"),
        Column("remark", _("Remark")),
    ]
    rows = [
        {
            "step": number,
            "office": line.office,
            "verdict": line.verdict or " ",
            "person": line.person or " ",
            "at": line.at or " ",
            "remark": line.remark or " ",
        }
        for number, line in enumerate(decisions, start=1)
    ]
    return _grid(columns, rows, landscape=False, roomy=True)


def typeset(template: str, data: Mapping[str, Any]) -> bytes:
    """Typeset; letters no bundled font has are shown as a blank square instead of failing the whole paper."""
    encoded = json.dumps(data, ensure_ascii=False)
    standards = STANDARDS if data["date"] else STANDARDS[1:]  # an archive wants a date
    try:
        return _compile(template, encoded, standards)
    except typst.TypstError as error:
        fewer = _without(_refused(error.diagnostic), encoded)
    try:
        return _compile(template, fewer, standards)
    except typst.TypstError:
        return _compile(template, _plainest(encoded), standards)


def _refused(diagnostic: str) -> set[str]:
    """The letters an error complains of, less those that only stood beside them: the typeface has these."""
    found = _REFUSED.findall(diagnostic)
    return _foreign("".join(_ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) for text in found))


def _foreign(text: str) -> set[str]:
    """The letters that the bundled typeface itself does not have."""
    return {letter for letter in set(text) if not face().has(letter)}


def _plainest(encoded: str) -> str:
    """Only what the typeface has, and no accents set apart from their letters, which an archive cannot spell."""
    bare = "".join(letter for letter in encoded if not unicodedata.combining(letter))
    return _without(_foreign(bare), bare)


def _without(letters: set[str], encoded: str) -> str:
    return encoded.translate(dict.fromkeys(map(ord, letters), MISSING))


@cache
def _fonts() -> typst.Fonts:
    """The bundled face and those inside typst, which lend it Georgian, Armenian, Arabic and Hebrew letters."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FOLDER])


def _compile(template: str, encoded: str, standards: "list[typst.PDFStandard]") -> bytes:
    try:
        return typst.compile(
            TEMPLATES / template,
            root=TEMPLATES,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"data": encoded},
            pdf_standards=standards,
            timestamp=datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC),
            format="pdf",
        )
    finally:
        if len(encoded) > MUCH:
            _forget()


def _forget() -> None:
    """Typst keeps what its last ten runs computed: ten long reports are hundreds of megabytes, so run it empty."""
    for _turn in range(11):
        typst.compile(b"", format="svg", font_paths=_fonts(), ignore_system_fonts=True)
