"""Records that several tables name in a cell."""

from collections.abc import Collection
from typing import Any

from access.context import Subject
from attaches.imports.wording import some
from attaches.selectors.named import officers_called
from directory.models import Country
from directory.selectors.named import bodies_called
from documents.engine.findings import shortened
from documents.registry import Unclear


def find_officers(texts: Collection[str], to: Subject) -> dict[str, Any]:
    """An officer by reference, or by a name that only one has."""
    found: dict[str, Any] = {}
    for text, rows in officers_called(texts, to=to).items():
        if len(rows) > 1:
            references = some([officer.reference for officer in rows])
            found[text] = Unclear("several_records", {"given": text, "references": references})
        elif rows:
            found[text] = rows[0]
    return found


def find_bodies(texts: Collection[str], to: Subject) -> dict[str, Any]:
    """All States and organisations of a cell, or which of them is unknown."""
    found: dict[str, Any] = {}
    for text, (bodies, unknown) in bodies_called(texts).items():
        found[text] = Unclear("no_such_record", {"given": shortened(unknown[0])}) if unknown else bodies
    return found


def find_countries(texts: Collection[str], to: Subject) -> dict[str, Any]:
    """States by code or name; no organisation."""
    found = bodies_called(texts)
    return {
        text: bodies[0]
        for text, (bodies, unknown) in found.items()
        if not unknown and len(bodies) == 1 and isinstance(bodies[0], Country)
    }
