"""What the other ministry wrote, shown on the drafting page in words instead of fields."""

from typing import Any

from access.context import Subject
from approvals.selectors.contents import Part, parts
from foundation.wording import NOTHING
from missions.engine import CODES, SECTION_OF_TEXT, WRITTEN_BY
from missions.models import PaperVersion
from missions.pages.drafting import Drafting, foreign_texts
from missions.selectors.contents import content_of
from missions.selectors.wordings import NAMES, paper_wording


def others_words(drafting: Drafting, version: PaperVersion, *, by: Subject) -> dict[str, Any]:
    """Gives rows of the other section their words; `other_texts`: heading, text and whose it is."""
    content = content_of(version)
    shown: dict[str, Part] = {part.key: part for part in parts(content, paper_wording())}
    for name, rows in drafting.sets.items():
        if name in CODES and name in shown:
            cells = dict(zip((row["code"] for row in content[name]), shown[name].rows, strict=True))
            for form in rows.forms:
                if form.foreign:
                    form.words = [cell for cell in cells.get(form["code"].value(), ()) if cell[1] != NOTHING]
    return {
        "other_texts": [
            (NAMES[name], content.get(name, ""), WRITTEN_BY[SECTION_OF_TEXT[name]])
            for name in foreign_texts(by)
        ]
    }
