"""A version as a document: its chapters in reading order, whose they are, and what is said to each."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from access.context import Subject
from approvals.selectors.contents import Part, parts
from missions.engine import ANCHORS, CODES, section_of
from missions.lifecycle import Section
from missions.models import MissionPaper, PaperComment
from missions.selectors.remarks import place_of, remarks, with_replies
from missions.selectors.wordings import NAMES, paper_wording

# Chapters with a look of their own; all others are a text or a table.
OWN_LOOK = {"objectives": "missions/parts/objectives.html", "priorities": "missions/parts/priorities.html",
            "resources": "missions/parts/resources.html", "indicators": "missions/parts/indicators.html",
            "attachments": "missions/parts/attachments.html"}  # fmt: skip
TABLE, TEXT = "missions/parts/table.html", "missions/parts/text.html"


@dataclass
class Chapter:
    """One part of the paper as it is read."""

    key: str
    title: str
    owner: Any
    look: str
    text: str = ""
    table: Part | None = None
    is_empty: bool = False
    remarks: list[PaperComment] = field(default_factory=list)

    @property
    def open_remarks(self) -> int:
        """How many still wait."""
        return sum(1 for remark in self.remarks if remark.is_open)


def chapters(content: dict[str, Any], said: Iterable[PaperComment]) -> list[Chapter]:
    """Every chapter, also the empty ones: a gap is seen. Contents frozen earlier have fewer."""
    tables = {part.key: part for part in parts(content, paper_wording())}
    by_part: dict[str, list[PaperComment]] = {}
    for remark in said:
        by_part.setdefault(remark.part, []).append(remark)
    return [
        Chapter(
            key=key,
            title=str(NAMES[key]),
            owner=_owner(key, content),
            look=OWN_LOOK.get(key) or (TABLE if isinstance(content[key], list) else TEXT),
            text=content[key] if isinstance(content[key], str) else "",
            table=tables.get(key),
            is_empty=not content[key],
            remarks=by_part.get(key, []),
        )
        for key in ANCHORS
        if key in content
    ]


def _owner(key: str, content: dict[str, Any]) -> Any:
    """Whose chapter it is: of a list, that of all its rows where they agree."""
    section = section_of(key)
    if section is None and key in CODES:
        owners = {row["section"] for row in content[key]}
        section = Section(owners.pop()) if len(owners) == 1 else None
    return section.label if section else None


def remarks_to(of: MissionPaper, *, to: Subject) -> list[PaperComment]:
    """Remarks with their place in words and their answers; two queries however many there are."""
    rows = list(remarks(of, to=to))
    answers = with_replies(rows, to=to)
    for row in rows:
        row.place, row.answers = place_of(row), answers.get(row.pk, [])  # type: ignore[attr-defined]
    return rows
