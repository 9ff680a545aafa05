"""Entering the rows of a table through their own service, one after the other, each so that the next can follow."""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation

from access.context import Subject
from access.services.labels import kept
from documents.engine.findings import Finding
from documents.registry import Import
from documents.selectors.imports import REFUSAL
from documents.selectors.rows import MOST_ERRORS, Prepared, Row, later
from foundation.errors import Collided, DomainError

EVERY = 100  # rows between two looks outside

Said = dict[str, str]


class Interrupted(Exception):
    """Somebody cancelled the import meanwhile."""


class Entering:
    """One pass over all rows of a table, for real: whoever asks for it decides whether it stays."""

    def __init__(
        self, definition: Import, prepared: Prepared, enter: Callable[[Mapping[str, Any]], Any]
    ) -> None:
        self.definition, self.prepared, self.enter = definition, prepared, enter
        self.columns = {column.key for column in definition.columns}

    def run(self, *, by: Subject, look: Callable[[int], None]) -> list[Finding]:
        """All errors in the order of the file; `look` is called every so many rows and may raise."""
        wrong: list[Finding] = []
        with kept() as labels:
            for place, row in enumerate(self.prepared.rows):
                if place % EVERY == 0:
                    look(place)
                found = row.errors or later(row, self.prepared, to=by) or self.refused(row)
                if found:
                    labels.clear()
                wrong += found
                if len(wrong) >= MOST_ERRORS:
                    return [*wrong, Finding(row.number, "", "too_many")]
            look(len(self.prepared.rows))
        return wrong

    def refused(self, row: Row) -> list[Finding]:
        """What the service has against the row, in every language of the house; nothing when it is written."""
        (first, _name), *others = settings.LANGUAGES
        with translation.override(first):
            words = self._said(row)
        if not words:
            return []
        spoken = {first: words}
        for language, _name in others:
            with translation.override(language), transaction.atomic():
                spoken[language] = self._said(row)  # refused once more, so that it is said once more
                transaction.set_rollback(True)
        return [
            Finding(
                row.number, column, REFUSAL,
                {"said": {language: said.get(column, text) for language, said in spoken.items()}},
            )
            for column, text in words.items()
        ]  # fmt: skip

    def _said(self, row: Row) -> Said:
        try:
            self.enter(row.entered)
        except Collided:
            raise  # nothing is wrong with the row
        except DomainError as error:
            return self._words(error)
        return {}

    def _words(self, error: DomainError) -> Said:
        """By column; what concerns none of them stands at the row as a whole."""
        if not error.fields:
            return {self.definition.blames.get(error.code, ""): str(error.message)}
        said: Said = {}
        for field, words in error.fields.items():
            column = field if field in self.columns else self.definition.blames.get(field, "")
            said[column] = " ".join(filter(None, [said.get(column, ""), _joined(words)]))
        return said


def _joined(words: Any) -> str:
    if isinstance(words, Mapping):
        return " ".join(_joined(part) for part in words.values())
    return " ".join(_joined(part) for part in words) if isinstance(words, list | tuple) else str(words)
