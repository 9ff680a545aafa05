"""Officers: entered by the Center with name and rank, completed by personnel and protocol (decisions.md 6)."""

import datetime as dt
from typing import Any

from access.context import Subject
from attaches.models import LanguageResult, Officer, OfficerParticulars
from attaches.services import labels
from attaches.services.steps import lock
from foundation.acts import verb
from foundation.errors import InvalidInput
from foundation.permissions import require
from foundation.writes import insert, update

AMENDABLE = frozenset({"full_name", "rank", "service_branch"})
PARTICULARS = frozenset({"service_number", "born_on", "passport_no", "passport_expires_on", "biography"})


def only(changes: dict[str, Any], known: frozenset[str]) -> dict[str, Any]:
    """The changes, when every one of them is known; raises InvalidInput otherwise."""
    if unknown := sorted(set(changes) - known):
        raise InvalidInput(fields={name: ["not amended here"] for name in unknown})
    return changes


@verb("officers.record")
def record(*, by: Subject, full_name: str, rank: str, service_branch: str, is_demo: bool = False) -> Officer:
    """An officer by name and rank; personnel adds the personal row."""
    require(by, "officers.record")
    return insert(
        Officer(
            label=labels.base(), full_name=" ".join(full_name.split()), rank=rank, service_branch=service_branch,
            is_demo=is_demo,
        )
    )  # fmt: skip


@verb("officers.amend")
def amend(officer: Officer, *, by: Subject, version: int | None = None, **changes: Any) -> Officer:
    """Correct name, rank or branch."""
    require(by, "officers.amend")
    return update(lock(officer), version=version, **only(changes, AMENDABLE))


@verb("officers.record_particulars")
def record_particulars(
    officer: Officer, *, by: Subject, version: int | None = None, is_demo: bool = False, **particulars: Any
) -> OfficerParticulars:
    """Enter or correct the personal row; `version` is that of the row, when there is one."""
    require(by, "officers.record_particulars")
    only(particulars, PARTICULARS)
    lock(officer)
    present = OfficerParticulars.objects.visible_to(by).filter(officer=officer).select_for_update().first()
    if present is None:
        return insert(
            OfficerParticulars(officer=officer, label=labels.personal(), is_demo=is_demo, **particulars)
        )
    return update(present, version=version, **particulars)


@verb("officers.record_language")
def record_language(
    officer: Officer, *, by: Subject, language: str, slp: str, tested_on: dt.date, valid_until: dt.date,
    is_demo: bool = False,
) -> LanguageResult:  # fmt: skip
    """Enter the result of a language assessment (STANAG 6001); earlier results stay."""
    require(by, "officers.record_language")
    if valid_until < tested_on:
        raise InvalidInput(fields={"valid_until": ["before the test"]})
    return insert(
        LanguageResult(
            officer=officer, label=officer.label, language=language.strip().lower(), slp=slp.strip(),
            tested_on=tested_on, valid_until=valid_until, is_demo=is_demo,
        )
    )  # fmt: skip
