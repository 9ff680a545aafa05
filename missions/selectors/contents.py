"""What a version says, in one shape whether it is being written or frozen."""

import json
from typing import Any

from access.models import Label
from foundation.canonical import canonical
from missions.engine import SCHEMA_VERSION
from missions.models import Objective, PaperVersion, PriorityLine, ResourceLine
from missions.models.paper import TEXT_SECTIONS

PART_ROWS = "parts of a version carry its label and are reached through it"


def written(version: PaperVersion) -> dict[str, Any]:
    """The content as it stands in the rows: everything the hash will cover, the label and the schema included."""
    paper = version.paper
    return {
        "schema": f"mission-paper/{SCHEMA_VERSION}",
        "paper": paper.reference,
        "version": version.no,
        "label": _label(version.label),
        "language": version.language,
        "mission": paper.mission.code,
        "country": paper.country.iso2,
        "title": version.title,
        "period": {"from": version.period.lower, "to": version.period.upper},
        **{section: getattr(version, section) for section in TEXT_SECTIONS},
        "objectives": [_objective(row) for row in objectives(version)],
        "priorities": [_priority(row) for row in priorities(version)],
        "resources": [_resource(row) for row in resources(version)],
        "attachments": [],
    }


def content_of(version: PaperVersion) -> dict[str, Any]:
    """The content in its canonical shape: what was signed when frozen, else what would be signed now."""
    if version.is_frozen:
        return dict(json.loads(bytes(version.content or b"")))
    return dict(json.loads(canonical(written(version))))


def objectives(version: PaperVersion) -> list[Objective]:
    """In their order of priority."""
    rows = Objective.objects.unrestricted(reason=PART_ROWS).filter(version=version)
    return list(rows.select_related("strategic_objective__document").order_by("order"))


def priorities(version: PaperVersion) -> list[PriorityLine]:
    """As entered."""
    rows = PriorityLine.objects.unrestricted(reason=PART_ROWS).filter(version=version)
    return list(rows.select_related("country").order_by("id"))


def resources(version: PaperVersion) -> list[ResourceLine]:
    """As entered."""
    rows = ResourceLine.objects.unrestricted(reason=PART_ROWS).filter(version=version)
    return list(rows.select_related("activity_kind").order_by("id"))


def _label(label: Label) -> dict[str, Any]:
    return {
        "level": label.level_code,
        "caveats": label.caveats,
        "compartments": label.compartments,
        "releasable_to": label.releasable_to,
    }


def _objective(row: Objective) -> dict[str, Any]:
    aim = row.strategic_objective
    return {
        "code": row.code,
        "section": row.section,
        "text": row.text,
        "measure": row.measure,
        "baseline": row.baseline,
        "target": row.target,
        "due_on": row.due_on,
        "strategic_objective": f"{aim.document.reference}/{aim.code}" if aim else None,
    }


def _priority(row: PriorityLine) -> dict[str, Any]:
    return {
        "country": row.country.iso2,
        "political": row.political,
        "geographic": row.geographic,
        "rationale": row.rationale,
    }


def _resource(row: ResourceLine) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "amount": row.amount,
        "currency": row.currency,
        "fiscal_year": row.fiscal_year,
        "activity_kind": row.activity_kind.code if row.activity_kind else None,
        "note": row.note,
    }
