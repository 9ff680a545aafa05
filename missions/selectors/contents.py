"""What a version says, in one shape whether it is being written or frozen."""

import json
from typing import Any

from access.models import Label
from foundation.canonical import canonical
from missions.engine import SCHEMA_VERSION
from missions.models import PaperVersion
from missions.models.paper import TEXT_SECTIONS
from missions.selectors.rows import PART_ROWS, SHAPES, objectives, priorities, resources, rows_in

__all__ = ["PART_ROWS", "content_of", "objectives", "priorities", "resources", "written"]


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
        "review_on": version.review_on,
        **{part: [shape(row) for row in rows_in(version, part)] for part, shape in SHAPES.items()},
    }


def content_of(version: PaperVersion) -> dict[str, Any]:
    """The content in its canonical shape: what was signed when frozen, else what would be signed now."""
    if version.is_frozen:
        return dict(json.loads(bytes(version.content or b"")))
    return dict(json.loads(canonical(written(version))))


def _label(label: Label) -> dict[str, Any]:
    return {
        "level": label.level_code,
        "caveats": label.caveats,
        "compartments": label.compartments,
        "releasable_to": label.releasable_to,
    }
