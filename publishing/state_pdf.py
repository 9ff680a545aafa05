"""A paper of State on paper: title page, contents, numbered chapters, decision sheet; marked and numbered throughout.

The text is justified and never hyphenated: what is signed must be found and copied letter for letter.
"""

from collections.abc import Iterator
from itertools import count
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from publishing import palette
from publishing.cells import NOTHING, capitals, clean, reading
from publishing.columns import layout
from publishing.pdf import brief, frame, typeset, words_of
from publishing.state_papers import (
    Chapter,
    Facts,
    Prose,
    Records,
    Sheet,
    SheetLine,
    StatePaper,
    lead_of,
    told,
)
from publishing.tables import Column

RUNNING: Final = 90
TALL: Final = 900  # letters in a row that may be parted between pages


def state_paper_pdf(paper: StatePaper) -> bytes:
    """The whole paper, bound."""
    with reading(paper.language):
        data = _data(paper, sheet_alone=False)
    return typeset("state-paper.typ", data)


def decision_sheet_pdf(paper: StatePaper) -> bytes:
    """The sheet alone, for the paper file."""
    with reading(paper.language):
        data = _data(paper, sheet_alone=True)
    return typeset("state-paper.typ", data)


def sheet_headings() -> list[str]:
    """What stands over the columns of a decision sheet, on paper and in a word processor."""
    return [_("No."), _("Step"), _("Person and office"), _("Decision"), _("Day and content")]


def foot_of(paper: StatePaper) -> str:
    """What every page says of itself: which paper, which version, for whom it was printed."""
    return " · ".join(filter(None, (paper.reference, paper.edition, paper.prepared_for)))


def running(paper: StatePaper) -> str:
    """The title as it fits a line at the head of the page."""
    words = clean(" · ".join(filter(None, (paper.kind, paper.title))))
    return words if len(words) <= RUNNING else f"{words[: RUNNING - 1].rstrip()}…"


def _data(paper: StatePaper, *, sheet_alone: bool) -> dict[str, Any]:
    described = frame(paper, foot=foot_of(paper), landscape=False)
    return {
        **described,
        "colours": {**palette.FOR_PAGES, "late": palette.TONES["late"]},
        "words": {
            **described["words"],
            "contents": pgettext("of a paper", "Contents"),
            "digest": _("Content digest (SHA-256)"),
        },
        "author": brief(", ".join(paper.issuers)),
        "text-language": paper.own_language,
        "running": words_of(running(paper)),
        "standing": words_of(paper.standing),
        "draft": words_of(capitals(clean(paper.draft), paper.language)),
        "state": words_of(capitals(clean(paper.state), paper.language)),
        "issuers": [words_of(name) for name in paper.issuers],
        "kind": words_of(capitals(clean(paper.kind), paper.language)),
        "summary": [[words_of(name), words_of(value)] for name, value in paper.summary],
        "note": words_of(paper.note),
        "digest": clean(paper.content_hash),  # copied and compared: no break is put into it
        "chapters": [] if sheet_alone else [_chapter(*one) for one in enumerate(paper.chapters, start=1)],
        "sheet": _sheet(paper.sheet) if paper.sheet else None,
        "sheet-alone": sheet_alone,
    }


def _chapter(number: int, chapter: Chapter) -> dict[str, Any]:
    paragraphs = count(1)
    return {
        "heading": words_of(brief(chapter.heading)) or NOTHING,
        "blocks": [_block(block, number, paragraphs) for block in chapter.blocks],
    }


def _block(block: Prose | Facts | Records, chapter: int, paragraphs: Iterator[int]) -> dict[str, Any]:
    match block:
        case Prose():
            # Each paragraph has a number by which it can be quoted.
            told_apart = [[f"{chapter}.{next(paragraphs)}", words_of(part)] for part in block.paragraphs]
            return {"kind": "prose", "paragraphs": told_apart}
        case Facts():
            return {
                "kind": "facts",
                "pairs": [[words_of(name), words_of(value)] for name, value in block.pairs],
            }
    return _records(told(block))


def _records(given: Records) -> dict[str, Any]:
    lead = lead_of(given)
    aside = {lead, given.name} if lead is not None else set()
    shown = [at for at in range(len(given.columns)) if at not in aside]
    columns = [
        Column(str(at), clean(given.columns[at]), "decimal" if at in given.numeric else "text")
        for at in shown
    ]
    texts = [[words_of(row[at]) for at in shown] for row in given.rows]
    measured = layout(columns, texts, landscape=False)
    return {
        "kind": "records",
        "size": measured.size,
        "columns": [
            {"label": words_of(column.label), "numeric": column.kind == "decimal", "width": width}
            for column, width in zip(columns, measured.widths, strict=True)
        ],
        "rows": [
            {
                "lead": words_of(row[lead]) if lead is not None else None,
                "name": words_of(row[given.name]) if lead is not None and given.name not in (None, lead) else "",
                "cells": cells,
                "breakable": sum(map(len, row)) > TALL,
                "below": [
                    [words_of(name), [words_of(line) for line in lines]] for name, lines in given.lines_below(place)
                ],
            }
            for place, (row, cells) in enumerate(zip(given.rows, texts, strict=True))
        ],
    }  # fmt: skip


def _sheet(sheet: Sheet) -> dict[str, Any]:
    return {
        "particulars": [[words_of(name), words_of(value)] for name, value in sheet.particulars],
        "headings": [words_of(words) for words in sheet_headings()],
        "lines": [_line(number, line) for number, line in enumerate(sheet.lines, start=1)],
        "notes": [words_of(note) for note in sheet.notes],
    }


def _line(number: int, line: SheetLine) -> dict[str, Any]:
    return {
        "no": str(number),
        "step": words_of(line.step),
        "office": words_of(line.office),
        "person": words_of(line.person),
        "marks": [words_of(mark) for mark in line.marks],
        "word": words_of(line.word),
        "refuses": line.refuses,
        "open": line.open,
        "at": words_of(line.at),
        "digest": clean(line.digest),
        "remark": words_of(line.remark),
    }
