"""What a worker does with an import: the rows go through their services in one transaction, which stays or goes whole.

A check is the same as importing, and is taken back. Each run has three transactions: taking the import on, the rows,
and what was found if they were taken back. A worker may die in each: nothing half stands, and the next one goes on.

What is written is what was confirmed: rows that meet an error, or a warning that the confirmed check did not have, are
taken back too. Of two imports of one table the second so learns that it was imported before, and a person decides.
"""

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils import translation

from access.context import Subject, enter_subject
from documents.engine import FileRefused
from documents.engine.findings import Finding
from documents.lifecycle import ImportState
from documents.models import TableImport
from documents.registry import Import
from documents.selectors.imports import (
    REFUSAL,
    Job,
    acting_for,
    applied_before,
    definition_of,
    imports,
    table_import,
)
from documents.selectors.rows import prepare
from documents.services.entering import Entering, Interrupted
from documents.services.files import ContentMissing, content
from documents.services.imports import lock, step
from documents.services.outcomes import Outcome, has_news, keep
from documents.services.turns import keeps_waiting, tell, win, win_content
from foundation.acts import act, verb
from foundation.errors import Collided, DomainError, NotFound
from foundation.writes import update

_S = ImportState
MOST_ATTEMPTS = 5
MOST_TURNS_GIVEN = 3


class TakenBack(Exception):
    """Ends the transaction of the rows without leaving anything of them."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome


class GaveWay(Exception):
    """Ends the transaction of the rows, because somebody waits for what they hold."""


def carry_on(job: Job, *, scheduler: Subject, on: dt.date, at: dt.datetime) -> None:
    """Check or apply an import in the name of whoever asked for it; nothing when another worker is at it.

    Opens its own contexts, one after the other: `scheduler` acts only where that person cannot any more.
    """
    person = acting_for(job, on=on)
    lapsed = "office_lapsed"
    if person is not None:
        try:
            _carried(job.reference, by=person, on=on, at=at)
        except NotFound:
            with enter_subject(person, "imports.look"):
                if imports(to=person).filter(reference=job.reference).exists():
                    raise
            lapsed = "clearance_lapsed"
        else:
            return
    with enter_subject(scheduler, "imports.give_up"):
        give_up(table_import(job.reference, to=scheduler), by=scheduler, on=on, code=lapsed)


def _carried(reference: str, *, by: Subject, on: dt.date, at: dt.datetime) -> None:
    with enter_subject(by, f"imports.take_on {reference}"):
        if not _take_on(reference, by=by, on=on):
            return
    try:
        _let_others_first(reference, by=by, on=on, at=at)
    except TakenBack as back:
        with enter_subject(by, f"imports.record {reference}"):
            record(table_import(reference, to=by), by=by, on=on, outcome=back.outcome)
    except (FileRefused, ContentMissing) as refusal:
        with enter_subject(by, f"imports.record {reference}"):
            give_up(table_import(reference, to=by), by=by, on=on, refusal=refusal)
    except Interrupted:
        return


def _take_on(reference: str, *, by: Subject, on: dt.date) -> bool:
    """Count the attempt where it survives whatever happens to it."""
    held = lock(table_import(reference, to=by), by=by)
    if held.state not in {_S.UPLOADED, _S.CHECKING, _S.APPLYING} or not _wins(held):
        return False
    if held.attempts >= MOST_ATTEMPTS:
        give_up(held, by=by, on=on, code="attempts_failed")
        return False
    with act("imports.check"):
        if held.state == _S.UPLOADED:
            step(held, _S.CHECKING, on=on, attempts=1)
        else:
            update(held, attempts=held.attempts + 1)
    return True


def _wins(held: TableImport) -> bool:
    """Nobody else is at it, nor at writing the same table as another import."""
    writes = held.state == _S.APPLYING
    return win(held.pk) and (not writes or win_content(held.kind, held.file.sha256))


def _let_others_first(reference: str, *, by: Subject, on: dt.date, at: dt.datetime) -> None:
    """Whoever waits for a record or a marking that the rows hold gets it, and the rows begin anew: but not for ever.

    The same when PostgreSQL ended the rows for somebody; after the last turn the next bell begins with them.
    """
    for left in reversed(range(MOST_TURNS_GIVEN + 1)):
        try:
            with enter_subject(by, f"imports.run {reference}"):
                _run(reference, by=by, on=on, at=at, gives_way=left > 0)
            return
        except (GaveWay, Collided):
            continue


def _run(reference: str, *, by: Subject, on: dt.date, at: dt.datetime, gives_way: bool) -> None:
    """The rows, all of them or none: raises TakenBack unless they stay."""
    held = table_import(reference, to=by)
    if held.state not in {_S.CHECKING, _S.APPLYING} or not _wins(held):
        return
    definition = definition_of(held.kind)
    tell(held.pk, 0, 0)
    with act("imports.apply", reason=reference):
        outcome = _entered(held, definition, by=by, on=on, at=at, gives_way=gives_way)
        if held.state != _S.APPLYING or outcome.errors or has_news(held, outcome, by=by):
            raise TakenBack(outcome)
        present = lock(held, by=by)
        if present.state != _S.APPLYING:
            raise Interrupted
        step(present, _S.APPLIED, on=on, rows=outcome.rows)


def _entered(
    held: TableImport, definition: Import, *, by: Subject, on: dt.date, at: dt.datetime, gives_way: bool
) -> Outcome:
    prepared = prepare(content(held.file), held.file, definition, to=by)
    rows = len(prepared.rows)

    def look(done: int) -> None:
        tell(held.pk, done, rows)
        if not TableImport.objects.visible_to(by).filter(pk=held.pk, state=held.state).exists():
            raise Interrupted
        if gives_way and keeps_waiting():
            raise GaveWay

    def enter(entered: Any) -> Any:
        return definition.enter(entered, by=by, on=on, at=at)

    wrong = Entering(definition, prepared, enter).run(by=by, look=look)
    remarks = prepared.remarks
    if earlier := applied_before(held, to=by):
        told = Finding(0, "", "imported_before", {"reference": earlier.reference}, is_error=False)
        remarks = [told, *remarks]
    errors = [*(found for found in remarks if found.is_error), *wrong]
    return Outcome(rows, errors, [found for found in remarks if not found.is_error])


@verb("imports.check")
def record(held: TableImport, *, by: Subject, on: dt.date, outcome: Outcome) -> None:
    """Write down what a run found; nothing when somebody cancelled it or another worker was first."""
    present = lock(held, by=by)
    if present.state not in {_S.CHECKING, _S.APPLYING}:
        return
    number = present.check_no + 1
    keep(present, number, [*outcome.errors, *outcome.judged()])
    step(
        present, _S.CHECKED, on=on, rows=outcome.rows, check_no=number, errors=len(outcome.errors),
        warnings=len(outcome.warnings), confirmed_by_id=None, confirmed_in_id=None,
    )  # fmt: skip


@verb("imports.give_up")
def give_up(
    held: TableImport, *, by: Subject, on: dt.date, code: str = "", refusal: DomainError | None = None
) -> None:
    """Refuse a table that cannot be looked at, and say why."""
    present = lock(held, by=by)
    if present.state not in {_S.UPLOADED, _S.CHECKING, _S.APPLYING}:
        return
    number = present.check_no + 1
    said = Finding(0, "", code) if refusal is None else Finding(0, "", REFUSAL, {"said": _spoken(refusal)})
    keep(present, number, [said])
    step(present, _S.REFUSED, on=on, check_no=number, errors=1, confirmed_by_id=None, confirmed_in_id=None)


def _spoken(refusal: DomainError) -> dict[str, str]:
    said = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said[language] = str(refusal.message)
    return said
