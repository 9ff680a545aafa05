"""Rows of a document's version from what was entered, each list replaced as a whole.

An objective keeps its code from version to version: the same code is the same row, so that papers go on tracing to it.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypedDict

from django.utils.translation import gettext_lazy as _

from access.models import Classified
from accounts.models import Office
from directory.models import ActivityKind, Country, Institution
from foundation.errors import InvalidInput
from foundation.writes import insert, validate
from missions.lifecycle import DocumentState
from missions.models import (
    AnswerDays,
    ContactPoint,
    DocumentVersion,
    GuidancePriority,
    GuidanceResource,
    StatedObjective,
    StrategicDocument,
    StrategicObjective,
)
from missions.selectors.document_contents import PART_ROWS
from missions.services.entries import StrategicObjectiveAbove, _dominates
from missions.services.threats import nature_of, turned_natures
from missions.terms import runs_in_circle


class ObjectiveEntry(TypedDict, total=False):
    """One objective; without a code it gets the next free one. `parent`: the code of another one entered with it."""

    code: str
    text: str
    parent: str | None
    nature: str
    serves: StrategicObjective | None
    dimensions: Sequence[str]
    aspect: str
    indicator: str
    baseline: str
    target: str
    due_on: dt.date | None
    horizon: str


class PriorityEntry(TypedDict, total=False):
    """Rank of one country or region."""

    country: Country | None
    region: str
    political: int | None
    geographic: int | None
    rationale: str


class ResourceEntry(TypedDict, total=False):
    """One line of money, people or materiel."""

    kind: str
    amount: Decimal | None
    currency: str
    fiscal_year: int | None
    source: str
    activity_kind: ActivityKind | None
    note: str


class DaysEntry(TypedDict):
    """Working days an office has for one kind of matter."""

    kind: str
    role: str
    days: int


class ContactEntry(TypedDict, total=False):
    """An office that speaks for an institution at one level."""

    institution: Institution
    level: str
    office: Office
    reached_by: str


class DocumentContent(TypedDict, total=False):
    """What recording and amending take; parts that are absent stay as they are."""

    title: str
    language: str
    summary: str
    body: str
    starts_on: dt.date | None
    last_on: dt.date | None
    review_on: dt.date | None
    objectives: Sequence[ObjectiveEntry]
    priorities: Sequence[PriorityEntry]
    resources: Sequence[ResourceEntry]
    answer_days: Sequence[DaysEntry]
    contacts: Sequence[ContactEntry]


TEXTS = ("title", "language", "summary", "body", "starts_on", "last_on", "review_on")
LISTS: dict[str, Any] = {
    "priorities": GuidancePriority,
    "resources": GuidanceResource,
    "answer_days": AnswerDays,
    "contacts": ContactPoint,
}
# What occurs once in a version.
ONCE: dict[str, tuple[str, ...]] = {
    "priorities": ("country_id", "region"),
    "answer_days": ("kind", "role"),
    "contacts": ("institution_id", "level", "office_id"),
}


def replace(version: DocumentVersion, content: DocumentContent) -> bool:
    """Write the parts that were entered; True when any of them changed."""
    changed = False
    if "objectives" in content:
        changed = _replace_objectives(version, list(content["objectives"]))
    for part, model in LISTS.items():
        if part in content:
            entries: list[Any] = list(content[part])  # type: ignore[literal-required]
            rows = [model(version=version, label=version.label, **entry) for entry in entries]
            _check(part, rows, ONCE.get(part, ()))
            changed |= _replace(version, model, rows)
    return changed


def _replace(version: DocumentVersion, model: Any, rows: list[Any]) -> bool:
    present = model.objects.unrestricted(reason=PART_ROWS).filter(version=version).order_by("id")
    if [_values(row) for row in present] == [_values(row) for row in rows]:
        return False
    present.delete()
    model.objects.bulk_create(rows)
    return True


def _values(row: Classified) -> dict[str, Any]:
    left_out = {"id", "version", "label"}
    return {
        field.name: getattr(row, field.attname) for field in row._meta.fields if field.name not in left_out
    }


def _check(part: str, rows: list[Any], once: tuple[str, ...]) -> None:
    faults = [_faults_of(row) for row in rows]
    seen: set[Any] = set()
    for row, fault in zip(rows, faults, strict=True):
        key = tuple(getattr(row, name) for name in once)
        if once and key in seen:
            fault[once[0].removesuffix("_id")] = [_("Entered twice.")]
        seen.add(key)
    if any(faults):
        raise InvalidInput(fields={part: faults})


def _faults_of(row: Any, exclude: tuple[str, ...] = ()) -> dict[str, Any]:
    try:
        validate(row, exclude=("version", "label", *exclude))
    except InvalidInput as error:
        return dict(error.fields)
    return {}


# --- objectives ---------------------------------------------------------------------------------------------------
def _replace_objectives(version: DocumentVersion, entries: list[ObjectiveEntry]) -> bool:
    codes = _free_codes(entries)
    coded: list[dict[str, Any]] = [{**entry, "code": entry.get("code") or next(codes)} for entry in entries]
    _check_tree(coded)
    rows = StrategicObjective.objects.unrestricted(reason=PART_ROWS).filter(document=version.document)
    known = {row.code: row for row in rows}
    turned = turned_natures(version.document, coded, known)
    fresh = [
        StrategicObjective(
            document=version.document, label=version.label, code=entry["code"], text=entry.get("text", ""),
            nature=nature_of(entry),
        )
        for entry in coded
        if entry["code"] not in known
    ]  # fmt: skip
    lasting = known | {row.code: row for row in fresh}
    stated = [_stated(version, order, entry, lasting) for order, entry in enumerate(coded, start=1)]
    faults = [_faults_of(row, ("objective", "parent")) for row in stated]
    if any(faults):
        raise InvalidInput(fields={"objectives": faults})
    if any(row.serves and not _dominates(version.label, row.serves.label) for row in stated):
        raise StrategicObjectiveAbove
    for aim in fresh:
        insert(aim)
    for row in stated:  # rows that were new have their keys only now
        row.objective, row.parent = row.objective, row.parent
    for aim in turned:
        aim.save(update_fields=["nature"])
    changed = _replace(version, StatedObjective, stated) or bool(turned)
    if version.document.state == DocumentState.DRAFT:
        write_wordings(version.document, stated)
    return changed


def _stated(
    version: DocumentVersion, order: int, entry: Mapping[str, Any], lasting: Mapping[str, StrategicObjective]
) -> StatedObjective:
    said = {name: value for name, value in entry.items() if name not in {"code", "parent", "nature"}}
    said["dimensions"] = sorted(set(said.get("dimensions") or ()))
    parent = entry.get("parent")
    return StatedObjective(
        version=version, label=version.label, order=order, objective=lasting[entry["code"]],
        parent=lasting[parent] if parent else None, **said,
    )  # fmt: skip


def _free_codes(entries: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    taken = {entry.get("code") for entry in entries}
    return (code for number in range(1, 1000) if (code := f"S{number}") not in taken)


def _check_tree(entries: list[dict[str, Any]]) -> None:
    """Codes occur once; whatever an objective is part of is entered too, and nothing is part of itself."""
    codes = [entry["code"] for entry in entries]
    parents = {entry["code"]: entry.get("parent") or None for entry in entries}
    circle = set(runs_in_circle(parents))
    faults: list[dict[str, Any]] = [{} for _entry in entries]
    for place, (entry, fault) in enumerate(zip(entries, faults, strict=True)):
        parent = entry.get("parent") or None
        if entry["code"] in codes[:place]:
            fault["code"] = [_("Entered twice.")]
        if parent and parent not in codes:
            fault["parent"] = [_("There is no objective of this code in this version.")]
        elif entry["code"] in circle:
            fault["parent"] = [_("An objective is not part of itself.")]
    if any(faults):
        raise InvalidInput(fields={"objectives": faults})


def write_wordings(document: StrategicDocument, stated: Iterable[StatedObjective]) -> None:
    """The lasting rows say what is in effect, or what the first draft says."""
    for row in stated:
        if row.objective.text != row.text:
            row.objective.text = row.text
            validate(row.objective)
            row.objective.save(update_fields=["text"])
