"""A long paper of State as PDF: title page, contents, lists and sheet beside the bare setting of the same words."""

from __future__ import annotations

import datetime as dt
import json
import os
import time
from typing import TYPE_CHECKING

from bench.home import Installation
from bench.timing import Answer, interleaved

if TYPE_CHECKING:
    from publishing.state_papers import StatePaper

GOAL = 4.0
TIMES = 5
PARAGRAPHS, OBJECTIVES, DECISIONS = 300, 60, 200
WORDS = (
    "Səfirlik və hərbi attaşe aparatı bir baxışla işləyir və razılaşdırılmış məqsədləri birlikdə icra edir. "
    * 5
)
BARE = b"""#set page(paper: "a4")
#set text(font: "Source Sans 3", size: 10.5pt)
#set par(justify: true)
#for words in json(bytes(sys.inputs.data)) { par(words) }"""


def print_paper(installation: Installation, rounds: int) -> Answer:
    """About sixty pages with two hundred remarks on the sheet; issue: in less than two seconds."""
    os.environ.update({**installation.environment, "DJANGO_SETTINGS_MODULE": "config.settings"})
    import django
    import typst

    django.setup()
    from publishing.state_pdf import state_paper_pdf
    from publishing.typefaces import FOLDER

    paper = _paper()
    bare = json.dumps([WORDS] * PARAGRAPHS)

    def product(_number: int) -> float:
        began = time.perf_counter()
        state_paper_pdf(paper)
        return (time.perf_counter() - began) * 1000

    def floor(_number: int) -> float:
        began = time.perf_counter()
        typst.compile(
            BARE, sys_inputs={"data": bare}, font_paths=[FOLDER], ignore_system_fonts=True, format="pdf"
        )
        return (time.perf_counter() - began) * 1000

    return Answer("paper of sixty pages as PDF", GOAL, *interleaved(TIMES * rounds, product, floor))


def _paper() -> StatePaper:
    from publishing.state_papers import Chapter, Prose, Records, Sheet, SheetLine, StatePaper

    columns = [f"Column {number}" for number in range(7)]
    rows = [[f"O{number}", WORDS, *["some words"] * 5] for number in range(OBJECTIVES)]
    chapters = [Chapter(f"Chapter {n}", [Prose("\n".join([WORDS] * (PARAGRAPHS // 10)))]) for n in range(10)]
    line = SheetLine(
        step="Step", office="Office", person="Person", word="Concurred", at="1 Jan", remark=WORDS
    )
    return StatePaper(
        title="A long paper", chapters=[*chapters, Chapter("Objectives", [Records(columns, rows, name=0)])],
        sheet=Sheet(lines=[line] * DECISIONS), content_hash="0" * 64, marking="Official use", text_language="az",
        printed_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    )  # fmt: skip
