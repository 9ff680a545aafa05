"""What a table of an old ledger refers to, found for all of its rows at once."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import Q

from access.context import Subject
from access.services.labels import intern
from correspondence.lifecycle import CorrespondenceDirection
from correspondence.models import Correspondence
from directory.models import Country, DiplomaticMission, Institution, Organisation
from foundation.azerbaijani import search_fold

BODIES: tuple[tuple[str, Any, str], ...] = (
    ("mission", DiplomaticMission, "code"),
    ("institution", Institution, "code"),
    ("organisation", Organisation, "code"),
    ("country", Country, "iso2"),
)


def parties(texts: Collection[str], to: Subject) -> dict[str, tuple[str, Any]]:
    """Each text as a body of the directory, by code or by its whole name in either language, else as a written name."""
    known: dict[str, tuple[str, Any]] = {}
    for body, model, code in reversed(BODIES):
        for row in model.objects.all():
            for text in (row.name_en, row.name_az, getattr(row, code)):
                known[search_fold(text)] = (body, row)
    return {text: known.get(search_fold(text), ("name", text)) for text in texts}


def _told_to_all(to: Subject) -> Any:
    """Notes whose marking is no higher than the table's own: its findings are read by all who read the table."""
    return Correspondence.objects.visible_to(to).told_under(intern("official_use"))


def notes_called(texts: Collection[str], *, to: Subject) -> dict[str, list[Correspondence]]:
    """Notes by reference or number; those that fit none are missing."""
    rows = _told_to_all(to).filter(Q(reference__in=texts) | Q(number__in=texts))
    found: dict[str, list[Correspondence]] = defaultdict(list)
    for row in rows.select_related("label").order_by("id"):
        for text in {row.reference, row.number} & set(texts):
            found[text].append(row)
    return found


def numbers_on_record(numbers: Collection[str], *, to: Subject) -> dict[tuple[str, dt.date | None], str]:
    """Reference of the first note of each number and date among these numbers."""
    rows = _told_to_all(to).filter(number__in=numbers).order_by("-id")
    return {
        (number, dated): reference
        for number, dated, reference in rows.values_list("number", "dated_on", "reference")
    }


def is_number_told(number: str, year: int, *, to: Subject, **sender: Any) -> bool:
    """True when a note that all who read the table may read has this number of the sender in that year."""
    rows = _told_to_all(to).filter(
        direction=CorrespondenceDirection.OUTGOING, number=number.strip(), year=year
    )
    return bool(rows.filter(**sender).exists())
