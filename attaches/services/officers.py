"""Officers: entered by the Center with name and rank, completed by personnel and protocol (decisions.md 6)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from attaches.models import LanguageResult, Officer, OfficerParticulars, Posting
from attaches.selectors.submissions import under_approval
from attaches.services import labels
from attaches.services.merged import lock_officer
from attaches.services.qualifications import next_entry, record_clearance, record_training, refuse_ahead
from attaches.services.steps import CaseRunning
from foundation.acts import verb
from foundation.errors import InvalidInput
from foundation.permissions import require
from foundation.writes import insert, update

AMENDABLE = frozenset({"full_name", "rank", "service_branch"})
PARTICULARS = frozenset({"service_number", "born_on", "passport_no", "passport_expires_on", "biography"})


def only(changes: dict[str, Any], known: frozenset[str]) -> dict[str, Any]:
    """The changes, when every one of them is known; raises InvalidInput otherwise."""
    if unknown := sorted(set(changes) - known):
        raise InvalidInput(fields={name: [_("Not amended here.")] for name in unknown})
    return changes


@verb("officers.record")
def record(
    *, by: Subject, full_name: str, rank: str, service_branch: str, particulars: Mapping[str, Any] | None = None,
    languages: Iterable[Mapping[str, Any]] = (), trainings: Iterable[Mapping[str, Any]] = (),
    clearances: Iterable[Mapping[str, Any]] = (), at: dt.datetime | None = None, is_demo: bool = False,
) -> Officer:  # fmt: skip
    """An officer by name and rank; whoever may enter personal data and results may do so in the same act."""
    require(by, "officers.record")
    officer = insert(
        Officer(
            label=labels.base(), full_name=" ".join(full_name.split()), rank=rank, service_branch=service_branch,
            is_demo=is_demo,
        )
    )  # fmt: skip
    _write_parts(officer, by, at, particulars, languages, trainings, clearances)
    return officer


@verb("officers.amend")
def amend(
    officer: Officer, *, by: Subject, version: int | None = None, particulars: Mapping[str, Any] | None = None,
    languages: Iterable[Mapping[str, Any]] = (), trainings: Iterable[Mapping[str, Any]] = (),
    clearances: Iterable[Mapping[str, Any]] = (), at: dt.datetime | None = None, **changes: Any,
) -> Officer:  # fmt: skip
    """Correct name, rank or branch, or add what personnel, protocol and examiners enter."""
    held = lock_officer(officer)
    if changes:
        require(by, "officers.amend")
        refuse_while_decided(held, by)
        held = update(held, version=version, **only(changes, AMENDABLE))
    _write_parts(held, by, at, particulars, languages, trainings, clearances)
    return held


def refuse_while_decided(officer: Officer, by: Subject) -> None:
    """Name and rank are part of what the approvers of a posting agree to."""
    postings = Posting.objects.visible_to(by).filter(officer=officer).live().values_list("pk", flat=True)
    if under_approval(list(postings), to=by):
        raise CaseRunning


def _write_parts(
    officer: Officer,
    by: Subject,
    at: dt.datetime | None,
    particulars: Mapping[str, Any] | None,
    languages: Iterable[Mapping[str, Any]],
    trainings: Iterable[Mapping[str, Any]],
    clearances: Iterable[Mapping[str, Any]],
) -> None:
    if particulars:
        record_particulars(officer, by=by, **particulars)
    for result in languages:
        record_language(officer, by=by, at=at, **result)
    for course in trainings:
        record_training(officer, by=by, at=at, **course)
    for clearance in clearances:
        record_clearance(officer, by=by, at=at, **clearance)


@verb("officers.record_particulars")
def record_particulars(
    officer: Officer, *, by: Subject, version: int | None = None, is_demo: bool = False, **particulars: Any
) -> OfficerParticulars:
    """Enter or correct the personal row; `version` is that of the row, when there is one."""
    require(by, "officers.record_particulars")
    only(particulars, PARTICULARS)
    lock_officer(officer)
    present = OfficerParticulars.objects.visible_to(by).filter(officer=officer).select_for_update().first()
    if present is None:
        row = OfficerParticulars(officer=officer, label=labels.personal(), is_demo=is_demo, **particulars)
        return insert(row)
    return update(present, version=version, **particulars)


@verb("officers.record_language")
def record_language(
    officer: Officer, *, by: Subject, language: str, slp: str, tested_on: dt.date, valid_until: dt.date,
    at: dt.datetime | None = None, is_demo: bool = False,
) -> LanguageResult:  # fmt: skip
    """Enter the result of a language assessment (STANAG 6001); earlier results stay, and the newest counts."""
    require(by, "officers.record_language")
    lock_officer(officer)
    refuse_ahead(at, tested_on=tested_on)
    if valid_until < tested_on:
        raise InvalidInput(fields={"valid_until": [_("Not before the day of the test.")]})
    return insert(
        LanguageResult(
            officer=officer, no=next_entry(LanguageResult, officer, by), label=officer.label,
            language=language.strip().lower(), slp=slp.strip(), tested_on=tested_on, valid_until=valid_until,
            is_demo=is_demo,
        )
    )  # fmt: skip
