"""Rows of a version from what was entered: objectives, priorities, resources, each replaced as a whole."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypedDict

from django.utils.translation import gettext_lazy as _

from access.models import Classified, Label
from directory.models import ActivityKind, Country
from foundation.errors import DomainError, InvalidInput
from foundation.writes import validate
from missions.models import Objective, PaperVersion, PriorityLine, ResourceLine, StrategicObjective
from missions.selectors.contents import PART_ROWS


class ObjectiveEntry(TypedDict, total=False):
    """One objective as entered; without a code it gets the next free one."""

    code: str
    section: str
    text: str
    measure: str
    baseline: str
    target: str
    due_on: dt.date | None
    strategic_objective: StrategicObjective | None


class PriorityEntry(TypedDict, total=False):
    """Rank of one country."""

    country: Country
    political: int | None
    geographic: int | None
    rationale: str


class ResourceEntry(TypedDict, total=False):
    """One line of money, people or materiel."""

    kind: str
    amount: Decimal | None
    currency: str
    fiscal_year: int | None
    activity_kind: ActivityKind | None
    note: str


class PaperContent(TypedDict, total=False):
    """What drafting and editing take; parts that are absent stay as they are."""

    title: str
    language: str
    starts_on: dt.date
    last_on: dt.date
    host_context: str
    national_interests: str
    coordination_rules: str
    risks: str
    working_note: str
    objectives: Sequence[ObjectiveEntry]
    priorities: Sequence[PriorityEntry]
    resources: Sequence[ResourceEntry]


class StrategicObjectiveAbove(DomainError):
    """A paper may not point to what its own readers may not all read (walls.md 1, dominance)."""

    message = _("A strategic objective is marked higher than this paper.")


def replace(version: PaperVersion, content: PaperContent) -> bool:
    """Write the parts that were entered; True when any of them changed."""
    changed = False
    for part, model in (("objectives", Objective), ("priorities", PriorityLine), ("resources", ResourceLine)):
        if part in content:
            entries = list(content[part])  # type: ignore[literal-required]
            changed |= _replace_part(version, part, model, entries)
    return changed


def _replace_part(version: PaperVersion, part: str, model: Any, entries: list[Mapping[str, Any]]) -> bool:
    rows = _rows(version, model, entries)
    _check(part, rows)
    present = model.objects.unrestricted(reason=PART_ROWS).filter(version=version).order_by("id")
    if [_values(row) for row in present] == [_values(row) for row in rows]:
        return False
    present.delete()
    model.objects.bulk_create(rows)
    return True


def _rows(version: PaperVersion, model: Any, entries: list[Mapping[str, Any]]) -> list[Classified]:
    numbered = model is Objective
    codes = _free_codes(entries) if numbered else iter(())
    rows = []
    for order, entry in enumerate(entries, start=1):
        own = {"order": order, "code": entry.get("code") or next(codes)} if numbered else {}
        rows.append(model(version=version, label=version.label, **{**entry, **own}))
    return rows


def _free_codes(entries: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    taken = {entry.get("code") for entry in entries}
    return (code for number in range(1, 1000) if (code := f"O{number}") not in taken)


def _values(row: Classified) -> dict[str, Any]:
    left_out = {"id", "version", "label"}
    return {
        field.name: getattr(row, field.attname) for field in row._meta.fields if field.name not in left_out
    }


def _check(part: str, rows: list[Classified]) -> None:
    faults: list[dict[str, Any]] = []
    for row in rows:
        try:
            validate(row, exclude=("version", "label"))
            faults.append({})
        except InvalidInput as error:
            faults.append(dict(error.fields))
    _mark_doubles(rows, faults)
    if any(faults):
        raise InvalidInput(fields={part: faults})
    for row in rows:
        aim = getattr(row, "strategic_objective", None)
        if aim is not None and not _dominates(row.label, aim.label):
            raise StrategicObjectiveAbove


def _mark_doubles(rows: list[Classified], faults: list[dict[str, Any]]) -> None:
    """Codes and ranked countries occur once in a version."""
    name = {Objective: "code", PriorityLine: "country_id"}.get(type(rows[0])) if rows else None
    seen: set[Any] = set()
    for row, fault in zip(rows, faults, strict=True):
        value = getattr(row, name) if name else None
        if name and value in seen:
            fault[name.removesuffix("_id")] = [_("Entered twice.")]
        seen.add(value)


def _dominates(upper: Label, lower: Label) -> bool:
    return (
        upper.level >= lower.level
        and set(upper.caveats) >= set(lower.caveats)
        and set(upper.compartments) >= set(lower.compartments)
    )
