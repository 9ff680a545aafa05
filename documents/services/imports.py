"""Bringing tables in: what people do with an import. What workers do with it is in `runs`."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from documents.engine import TABLES, FileRefused, inspect
from documents.lifecycle import ImportState, allowed
from documents.models import TableImport
from documents.registry import Import
from documents.selectors.imports import definition_of
from documents.selectors.rows import look_at_head
from documents.services.files import store
from foundation.acts import verb
from foundation.errors import DomainError, NotPermitted, RecordChanged, TransitionRefused
from foundation.permissions import require
from foundation.writes import insert, update

_S = ImportState


class ImportHasErrors(DomainError):
    """Nothing is imported in part."""

    message = _("The table has errors. Correct them in the file and bring it in again.")


def lock(held: TableImport, *, by: Subject, version: int | None = None) -> TableImport:
    """The import as it stands now, held until the verb ends."""
    rows = TableImport.objects.visible_to(by).select_related("file").select_for_update(of=("self",))
    found: TableImport = rows.get(pk=held.pk)
    if version is not None and found.version != version:
        raise RecordChanged
    return found


def step(held: TableImport, to: ImportState, *, on: dt.date, **changes: Any) -> TableImport:
    """Write a step of a locked import."""
    if not allowed(_S(held.state), to):
        raise TransitionRefused
    return update(held, state=to, state_on=max(on, held.state_on), **changes)


@verb("imports.bring")
def bring(kind: str, *, by: Subject, on: dt.date, name: str, data: bytes) -> TableImport:
    """Keep a table to be checked and imported; raises the FileRefused that names what is wrong with the file."""
    require(by, "imports.bring")
    definition = definition_of(kind)
    require(by, definition.verb)
    office_id = by.office_id
    if office_id is None:
        raise NotPermitted
    try:
        known = inspect(name, data, TABLES)
        look_at_head(data, known, definition, to=by)
        label = definition.label(by)
        file = store(by=by, name=name, data=data, label=label, known=known)
    except FileRefused as refusal:
        raise refusal.beside("file") from refusal
    return insert(
        TableImport(
            kind=kind, file=file, label=label, state_on=on, brought_by_id=by.user_id, office_id=office_id,
        )
    )  # fmt: skip


@verb("imports.confirm")
def confirm(held: TableImport, *, by: Subject, on: dt.date, version: int | None = None) -> TableImport:
    """Ask for all rows to be written, in the name of who confirms; once, whoever presses twice."""
    require(by, "imports.confirm")
    require(by, _definition(held).verb)
    present = lock(held, by=by, version=version)
    if present.state == _S.CHECKED and present.errors:
        raise ImportHasErrors
    return step(
        present, _S.APPLYING, on=on, attempts=0, confirmed_by_id=by.user_id, confirmed_in_id=by.office_id
    )


@verb("imports.check_again")
def check_again(held: TableImport, *, by: Subject, on: dt.date, version: int | None = None) -> TableImport:
    """Look at the same file once more, because the register has changed since."""
    require(by, "imports.check_again")
    require(by, _definition(held).verb)
    present = lock(held, by=by, version=version)
    return step(
        present, _S.CHECKING, on=on, attempts=0, brought_by_id=by.user_id, office_id=by.office_id,
        confirmed_by_id=None, confirmed_in_id=None,
    )  # fmt: skip


@verb("imports.cancel")
def cancel(held: TableImport, *, by: Subject, on: dt.date, version: int | None = None) -> TableImport:
    """Put a table aside that is not imported yet."""
    require(by, "imports.cancel")
    require(by, _definition(held).verb)
    return step(lock(held, by=by, version=version), _S.CANCELLED, on=on)


def _definition(held: TableImport) -> Import:
    return definition_of(held.kind)
