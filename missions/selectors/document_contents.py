"""What a version of a document says, in one shape whether it is being written or frozen."""

import json
from typing import Any

from foundation.canonical import canonical
from missions.models import (
    AnswerDays,
    ContactPoint,
    DocumentVersion,
    GuidancePriority,
    GuidanceResource,
    StatedObjective,
)
from missions.selectors.contents import _label
from missions.terms import DOCUMENT_SCHEMA

PART_ROWS = "parts of a version carry its label and are reached through it"


def written(version: DocumentVersion) -> dict[str, Any]:
    """The content as it stands in the rows: everything the hash will cover, the label and the schema included."""
    document = version.document
    return {
        "schema": f"strategic-document/{DOCUMENT_SCHEMA}",
        "document": document.reference,
        "version": version.no,
        "label": _label(version.label),
        "kind": document.kind,
        "custodian": document.custodian.code,
        "derives_from": document.derives_from.reference if document.derives_from else None,
        "language": version.language,
        "title": version.title,
        "summary": version.summary,
        "body": version.body,
        "starts_on": version.starts_on,
        "last_on": version.last_on,
        "review_on": version.review_on,
        "objectives": [_objective(row) for row in stated_objectives(version)],
        "priorities": [_priority(row) for row in ranked(version)],
        "resources": [_resource(row) for row in means(version)],
        "answer_days": [
            {"kind": row.kind, "role": row.role, "days": row.days} for row in days_agreed(version)
        ],
        "contacts": [_contact(row) for row in contact_points(version)],
    }


def content_of(version: DocumentVersion) -> dict[str, Any]:
    """The content in its canonical shape: what was submitted when frozen, else what would be submitted now."""
    if version.is_frozen:
        return dict(json.loads(bytes(version.content or b"")))
    return dict(json.loads(canonical(written(version))))


def stated_objectives(version: DocumentVersion) -> list[StatedObjective]:
    """In their order."""
    rows = StatedObjective.objects.unrestricted(reason=PART_ROWS).filter(version=version)
    return list(rows.select_related("objective", "parent", "serves__document").order_by("order"))


def ranked(version: DocumentVersion) -> list[GuidancePriority]:
    """Countries and regions, as entered."""
    rows = GuidancePriority.objects.unrestricted(reason=PART_ROWS).filter(version=version)
    return list(rows.select_related("country").order_by("id"))


def means(version: DocumentVersion) -> list[GuidanceResource]:
    """Money, people, materiel, as entered."""
    rows = GuidanceResource.objects.unrestricted(reason=PART_ROWS).filter(version=version)
    return list(rows.select_related("activity_kind").order_by("id"))


def days_agreed(version: DocumentVersion) -> list[AnswerDays]:
    """Working days to answer, by kind of matter."""
    rows = AnswerDays.objects.unrestricted(reason=PART_ROWS).filter(version=version)
    return list(rows.order_by("kind", "id"))


def contact_points(version: DocumentVersion) -> list[ContactPoint]:
    """Contact points, as entered."""
    rows = ContactPoint.objects.unrestricted(reason=PART_ROWS).filter(version=version)
    return list(rows.select_related("institution", "office").order_by("id"))


def _objective(row: StatedObjective) -> dict[str, Any]:
    aim = row.serves
    return {
        "code": row.objective.code,
        "text": row.text,
        "parent": row.parent.code if row.parent else None,
        "serves": f"{aim.document.reference}/{aim.code}" if aim else None,
        "dimensions": row.dimensions,
        "aspect": row.aspect,
        "indicator": row.indicator,
        "baseline": row.baseline,
        "target": row.target,
        "due_on": row.due_on,
        "horizon": row.horizon,
        # Said only where it is one, so that what was hashed before threats were told apart reads as it did.
        **({"nature": row.objective.nature} if row.objective.is_threat else {}),
    }


def _priority(row: GuidancePriority) -> dict[str, Any]:
    return {
        "country": row.country.iso2 if row.country else None,
        "region": row.region,
        "political": row.political,
        "geographic": row.geographic,
        "tier": row.tier,
        "rationale": row.rationale,
    }


def _resource(row: GuidanceResource) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "amount": row.amount,
        "currency": row.currency,
        "fiscal_year": row.fiscal_year,
        "activity_kind": row.activity_kind.code if row.activity_kind else None,
        "source": row.source,
        "note": row.note,
    }


def _contact(row: ContactPoint) -> dict[str, Any]:
    return {
        "institution": row.institution.code,
        "level": row.level,
        "office": row.office.code,
        "reached_by": row.reached_by,
    }
