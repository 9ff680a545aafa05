"""Imports a viewer may see, and those that wait for a worker."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from access.context import Subject
from access.selectors.dependants import dominates
from accounts.selectors.offices import appointments_on
from documents.engine.findings import WORDS
from documents.lifecycle import RUNNING, ImportState
from documents.models import ImportFinding, ImportTransition, TableImport
from documents.registry import Import, registered
from foundation.errors import NotFound
from foundation.permissions import may

REFUSAL = "refusal"


def definitions(*, to: Subject) -> list[Import]:
    """The tables the office may bring in."""
    return [definition for definition in registered().values() if may(to, definition.verb)]


def definition_of(slug: str) -> Import:
    """One kind of table; raises NotFound."""
    found = registered().get(slug)
    if found is None:
        raise NotFound
    return found


def imports(*, to: Subject) -> Any:
    """Every import `to` may see."""
    return TableImport.objects.visible_to(to)


def import_pages(*, to: Subject) -> Any:
    """Imports with what their pages say of them, the newest first."""
    related = ("file", "brought_by", "office__institution", "confirmed_by", "label")
    return imports(to=to).select_related(*related).order_by("-id")


def table_import(reference: str, *, to: Subject) -> TableImport:
    """One by its reference; hidden and absent are the same NotFound."""
    found: TableImport | None = import_pages(to=to).filter(reference=reference).first()
    if found is None:
        raise NotFound
    return found


def findings(held: TableImport, *, to: Subject) -> Any:
    """What the last check found: errors first, each in the order of the file."""
    rows = ImportFinding.objects.visible_to(to).filter(table_import=held, check_no=held.check_no)
    return rows.order_by("severity", "row", "id")


def in_words(found: ImportFinding, definition: Import) -> str:
    """The finding in the reader's language."""
    if found.code == REFUSAL:
        said = found.parameters["said"]
        return str(said.get(get_language() or "en") or next(iter(said.values())))
    words = definition.said.get(found.code) or WORDS.get(found.code) or _("This row cannot be imported.")
    column = next((column for column in definition.columns if column.key == found.column), None)
    known = ", ".join(str(words) for _code, words in column.choices) if column else ""
    return str(words) % {"known": known, **found.parameters}


def heading_of(key: str, definition: Import) -> str:
    """The heading of a column in the reader's language; empty for a whole row."""
    return next((str(column.heading) for column in definition.columns if column.key == key), key)


def applied_before(held: TableImport, *, to: Subject) -> TableImport | None:
    """An earlier import of the same content under the same kind that whoever reads of this one may know."""
    same = imports(to=to).filter(kind=held.kind, state=ImportState.APPLIED, file__sha256=held.file.sha256)
    rows = same.exclude(pk=held.pk).select_related("label").order_by("-id")
    return next((row for row in rows if dominates(held.label, row.label)), None)


def came_back(held: TableImport, *, to: Subject) -> bool:
    """True when the last thing that happened to it is that its rows were to be written and were taken back."""
    steps = ImportTransition.objects.visible_to(to).filter(table_import=held).order_by("-id")
    return list(steps.values_list("state", flat=True)[:2]) == [ImportState.CHECKED, ImportState.APPLYING]


@dataclass(frozen=True)
class Job:
    """An import a worker has something to do for, and in whose name."""

    reference: str
    user_id: int
    office_id: int


def waiting(*, to: Subject, reference: str = "") -> list[Job]:
    """The longest waiting first; `to` is the scheduler, who knows of all of them."""
    rows = imports(to=to).filter(state__in=sorted(RUNNING)).order_by("id")
    rows = rows.filter(reference=reference) if reference else rows
    return [
        Job(
            held.reference, held.confirmed_by_id or held.brought_by_id, held.confirmed_in_id or held.office_id
        )
        for held in rows
    ]


def acting_for(job: Job, *, on: dt.date) -> Subject | None:
    """Who the rows are written as; None when he does not hold the office any more."""
    held = appointments_on(on).filter(user_id=job.user_id, office_id=job.office_id)
    found = held.select_related("user", "office__institution", "office__mission").first()
    return Subject.of(found) if found else None
