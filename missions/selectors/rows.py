"""The rows of a version part by part, and the shape in which each is signed."""

from collections.abc import Callable
from typing import Any

from django.db.models import OuterRef, QuerySet

from missions.models import (
    Contact,
    Contingency,
    Indicator,
    Instrument,
    MissionPaper,
    Objective,
    PaperAttachment,
    PaperVersion,
    PriorityLine,
    ResourceLine,
    Strategy,
    Task,
)

PART_ROWS = "parts of a version carry its label and are reached through it"
# In the order in which they are written: what others serve comes first.
MODELS: dict[str, Any] = {
    "objectives": Objective,
    "indicators": Indicator,
    "tasks": Task,
    "strategies": Strategy,
    "instruments": Instrument,
    "contingencies": Contingency,
    "contacts": Contact,
    "priorities": PriorityLine,
    "resources": ResourceLine,
    "attachments": PaperAttachment,
}
_WITH: dict[str, tuple[str, ...]] = {
    "objectives": ("strategic_objective__document",),
    "tasks": ("owner",),
    "contingencies": ("owner",),
    "contacts": ("owner",),
    "instruments": ("activity_kind",),
    "priorities": ("country",),
    "resources": ("activity_kind",),
    "attachments": ("file",),
}


def rows_in(version: PaperVersion, part: str) -> list[Any]:
    """Rows of a part in their order."""
    found = MODELS[part].objects.unrestricted(reason=PART_ROWS).filter(version=version)
    order = "id" if part in ("priorities", "resources") else "order"
    return list(found.select_related(*_WITH.get(part, ())).order_by(order))


def sections_of(part: str, *, version: OuterRef, code: OuterRef) -> QuerySet[Any]:
    """The section of a row, for a query in which its version and code stand."""
    rows = MODELS[part].objects.unrestricted(reason=PART_ROWS)
    return rows.filter(version=version, code=code).values("section")[:1]


def host_ranks(paper: MissionPaper) -> tuple[int | None, int | None]:
    """Political and geographic rank the present version gives the receiving State."""
    rows = PriorityLine.objects.unrestricted(reason=PART_ROWS).filter(
        version__paper=paper, version__no=paper.current_no, country=paper.country_id
    )
    return rows.values_list("political", "geographic").first() or (None, None)


def objectives(version: PaperVersion) -> list[Objective]:
    """In their order of priority."""
    return rows_in(version, "objectives")


def priorities(version: PaperVersion) -> list[PriorityLine]:
    """As entered."""
    return rows_in(version, "priorities")


def resources(version: PaperVersion) -> list[ResourceLine]:
    """As entered."""
    return rows_in(version, "resources")


def _objective(row: Any) -> dict[str, Any]:
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


def _priority(row: Any) -> dict[str, Any]:
    return {
        "country": row.country.iso2,
        "political": row.political,
        "geographic": row.geographic,
        "rationale": row.rationale,
    }


def _resource(row: Any) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "amount": row.amount,
        "currency": row.currency,
        "fiscal_year": row.fiscal_year,
        "activity_kind": row.activity_kind.code if row.activity_kind else None,
        "note": row.note,
    }


def _columns(*names: str) -> Callable[[Any], dict[str, Any]]:
    """The row as its columns stand, after code and section."""
    return lambda row: {name: getattr(row, name) for name in ("code", "section", *names)}


def _owned(*names: str) -> Callable[[Any], dict[str, Any]]:
    """The same with its owner: the code of an office, or a role."""
    plain = _columns(*names)
    return lambda row: {
        **plain(row),
        "owner": row.owner.code if row.owner else None,
        "owner_role": row.owner_role,
    }


def _instrument(row: Any) -> dict[str, Any]:
    kind = row.activity_kind
    return {
        **_columns("instrument", "held_on", "objective")(row),
        "activity_kind": kind.code if kind else None,
    }


def _attachment(row: Any) -> dict[str, Any]:
    file = row.file
    return {
        **_columns("title")(row),
        "file": file.reference,
        "name": file.name,
        "bytes": file.size,
        "sha256": file.sha256,
    }


SHAPES: dict[str, Callable[[Any], dict[str, Any]]] = {
    "objectives": _objective,
    "indicators": _columns("indicator", "unit", "from_value", "to_value", "due_on", "objective"),
    "strategies": _columns("dimension", "strategy", "objective"),
    "tasks": _owned("task", "due_on", "objective"),
    "instruments": _instrument,
    "contingencies": _owned("risk", "trigger", "response"),
    "contacts": _owned("contact", "organisation", "purpose"),
    "priorities": _priority,
    "resources": _resource,
    "attachments": _attachment,
}
