"""What an agreement stands under, and what it does to it (VCLT arts 39-41)."""

from typing import Any

from access.context import Subject
from agreements.lifecycle import BEFORE_SIGNATURE, AgreementKind, FamilyRelation
from agreements.models import Agreement
from agreements.services.refusals import OwnDescendant, ParentUnsigned

USUALLY = {AgreementKind.PROTOCOL: FamilyRelation.SUPPLEMENTS}


def related(held: Agreement, changes: dict[str, Any], *, by: Subject) -> dict[str, Any]:
    """The changes with what a parent asks for: a relation, no circle, and something signed that can be amended."""
    if not {"parent", "relation"} & set(changes):
        return changes
    parent = changes.get("parent", held.parent)
    if parent is None:
        return {**changes, "relation": changes.get("relation", "")}
    relation = changes.get("relation", held.relation)
    relation = relation or USUALLY.get(AgreementKind(changes.get("kind", held.kind)), FamilyRelation.UNDER)
    if held.pk and held.pk in _line_above(parent, by=by):
        raise OwnDescendant(fields={"parent": OwnDescendant.message})
    if relation in {FamilyRelation.AMENDS, FamilyRelation.PROLONGS} and parent.state in BEFORE_SIGNATURE:
        raise ParentUnsigned(fields={"parent": ParentUnsigned.message})
    return {**changes, "relation": relation}


def _line_above(parent: Agreement, *, by: Subject) -> list[int]:
    """The parent and those above it; what the subject may not see is left to the database."""
    line, above = [parent.pk], parent.parent_id
    while above is not None and above not in line:
        line.append(above)
        above = Agreement.objects.visible_to(by).filter(pk=above).values_list("parent_id", flat=True).first()
    return line
