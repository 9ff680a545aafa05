"""What a run found: kept as findings of the check, and compared with what the person who confirmed had before him."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from access.context import Subject
from documents.engine.findings import Finding
from documents.lifecycle import Severity
from documents.models import ImportFinding, TableImport
from documents.selectors.imports import findings

MOST_WARNINGS = 1_000


@dataclass(frozen=True)
class Outcome:
    """What a run found."""

    rows: int
    errors: list[Finding]
    warnings: list[Finding]

    def judged(self) -> list[Finding]:
        """The warnings as they are kept: the first of them, and in place of the others one that tells them apart."""
        kept, rest = self.warnings[:MOST_WARNINGS], self.warnings[MOST_WARNINGS:]
        if not rest:
            return kept
        digest = sha256("\n".join(sorted(map(_told, rest))).encode()).hexdigest()
        return [
            *kept,
            Finding(0, "", "more_warnings", {"count": len(rest), "digest": digest}, is_error=False),
        ]


def keep(held: TableImport, number: int, found: Iterable[Finding]) -> None:
    """Write down what a check found."""
    ImportFinding.objects.bulk_create(
        ImportFinding(
            table_import=held, label_id=held.label_id, check_no=number, row=one.row, column=one.column, code=one.code,
            parameters=dict(one.parameters), severity=Severity.ERROR if one.is_error else Severity.WARNING,
        ) for one in found
    )  # fmt: skip


def has_news(held: TableImport, outcome: Outcome, *, by: Subject) -> bool:
    """A warning is for a person to judge: True when there is one that the confirmed check did not have."""
    before = {_told(found) for found in findings(held, to=by)}
    return not before.issuperset(map(_told, outcome.judged()))


def _told(found: Finding | ImportFinding) -> str:
    """All that a reader is told, as a text that is the same before and after it was kept."""
    return json.dumps([found.row, found.column, found.code, dict(found.parameters)], sort_keys=True)
