"""Records that several tables name in a cell."""

from collections.abc import Collection
from typing import Any

from access.context import Subject
from attaches.imports.wording import some
from attaches.selectors import named
from documents.engine.findings import shortened
from documents.registry import Unclear


def find_officers(texts: Collection[str], to: Subject) -> dict[str, Any]:
    """An officer by reference, or by a name that only one has."""
    found: dict[str, Any] = {}
    for text, rows in named.officers_called(texts, to=to).items():
        if len(rows) > 1:
            references = some([officer.reference for officer in rows])
            found[text] = Unclear("several_records", {"given": text, "references": references})
        elif rows:
            found[text] = rows[0]
    return found


def find_bodies(texts: Collection[str], to: Subject) -> dict[str, Any]:
    """All States and organisations of a cell, or which of them is unknown."""
    found: dict[str, Any] = {}
    for text, (bodies, unknown) in named.bodies_called(texts).items():
        found[text] = Unclear("no_such_record", {"given": shortened(unknown[0])}) if unknown else bodies
    return found


def find_countries(texts: Collection[str], to: Subject) -> dict[str, Any]:
    """States by code or name; no organisation."""
    found = named.bodies_called(texts)
    return {
        text: bodies[0] for text, (bodies, unknown) in found.items() if named.is_one_state(bodies, unknown)
    }
