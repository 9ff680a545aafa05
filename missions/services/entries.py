"""Rows of a version from what was entered, each part replaced as a whole: objectives, tasks, resources and the rest."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypedDict

from django.utils.translation import gettext_lazy as _

from access.models import Classified, Label
from accounts.models import Office
from directory.models import ActivityKind, Country
from foundation.errors import DomainError, InvalidInput
from foundation.writes import validate
from missions.engine import CODES
from missions.models import PaperVersion, PriorityLine, StrategicObjective
from missions.selectors.contents import PART_ROWS
from missions.selectors.rows import MODELS


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


class TaskEntry(TypedDict, total=False):
    """What a section does for an objective; owner: an office, or a role."""

    code: str
    section: str
    task: str
    owner: Office | None
    owner_role: str
    due_on: dt.date | None
    objective: str


class StrategyEntry(TypedDict, total=False):
    """A line of effort along one dimension."""

    code: str
    section: str
    dimension: str
    strategy: str
    objective: str


class InstrumentEntry(TypedDict, total=False):
    """An instrument or a key event."""

    code: str
    section: str
    instrument: str
    activity_kind: ActivityKind | None
    held_on: dt.date | None
    objective: str


class IndicatorEntry(TypedDict, total=False):
    """A figure with unit, baseline and target."""

    code: str
    section: str
    indicator: str
    unit: str
    from_value: Decimal | None
    to_value: Decimal | None
    due_on: dt.date | None
    objective: str


class ContingencyEntry(TypedDict, total=False):
    """A risk with its trigger, response and owner."""

    code: str
    section: str
    risk: str
    trigger: str
    response: str
    owner: Office | None
    owner_role: str


class ContactEntry(TypedDict, total=False):
    """Whom one has to know, and who keeps the contact."""

    code: str
    section: str
    contact: str
    organisation: str
    purpose: str
    owner: Office | None
    owner_role: str


class PaperContent(TypedDict, total=False):
    """What drafting and editing take; parts that are absent stay as they are."""

    title: str
    language: str
    starts_on: dt.date
    last_on: dt.date
    host_context: str
    national_interests: str
    defence_chapter: str
    coordination_rules: str
    risks: str
    public_diplomacy: str
    reporting: str
    review_on: dt.date | None
    working_note: str
    objectives: Sequence[ObjectiveEntry]
    tasks: Sequence[TaskEntry]
    strategies: Sequence[StrategyEntry]
    instruments: Sequence[InstrumentEntry]
    indicators: Sequence[IndicatorEntry]
    contingencies: Sequence[ContingencyEntry]
    contacts: Sequence[ContactEntry]
    priorities: Sequence[PriorityEntry]
    resources: Sequence[ResourceEntry]


class StrategicObjectiveAbove(DomainError):
    """A paper may not point to what its own readers may not all read (walls.md 1, dominance)."""

    message = _("A strategic objective is marked higher than this paper.")


SERVING = ("tasks", "strategies", "instruments", "indicators")


class NoSuchObjective(InvalidInput):
    """What serves an objective names one of this version (line of sight, A2.11)."""

    message = _("A row serves an objective that this paper does not have.")


def replace(version: PaperVersion, content: PaperContent) -> bool:
    """Write the parts that were entered; True when any of them changed."""
    changed = False
    for part, model in MODELS.items():
        if part in content:
            entries = list(content[part])  # type: ignore[literal-required]
            changed |= _replace_part(version, part, model, entries)
    if changed:
        check_line_of_sight(version)
    return changed


def check_line_of_sight(version: PaperVersion) -> None:
    """Every objective a row serves is there; raises NoSuchObjective beside the rows."""
    known = set(MODELS["objectives"].objects.unrestricted(reason=PART_ROWS).filter(version=version)
                .values_list("code", flat=True))  # fmt: skip
    fields: dict[str, Any] = {}
    for part in SERVING:
        rows = MODELS[part].objects.unrestricted(reason=PART_ROWS).filter(version=version).order_by("order")
        served = list(rows.values_list("objective", flat=True))
        faults: list[dict[str, Any]] = [
            {"objective": [_("There is no objective %(code)s in this paper.") % {"code": code}]}
            if code and code not in known
            else {}
            for code in served
        ]
        if any(faults):
            fields[part] = faults
    if fields:
        raise NoSuchObjective(fields=fields)


def _replace_part(version: PaperVersion, part: str, model: Any, entries: list[Mapping[str, Any]]) -> bool:
    rows = rows_of(version, part, entries)
    _check(part, rows)
    present = model.objects.unrestricted(reason=PART_ROWS).filter(version=version).order_by("id")
    if [_values(row) for row in present] == [_values(row) for row in rows]:
        return False
    present.delete()
    model.objects.bulk_create(rows)
    return True


def rows_of(version: PaperVersion, part: str, entries: Sequence[Mapping[str, Any]]) -> list[Any]:
    """The entered rows as they would be written; without a code each gets the next free one of its part."""
    letter = CODES.get(part)
    codes = _free_codes(entries, letter) if letter else iter(())
    rows = []
    for order, entry in enumerate(entries, start=1):
        own = {"order": order, "code": entry.get("code") or next(codes)} if letter else {}
        rows.append(MODELS[part](version=version, label=version.label, **{**entry, **own}))
    return rows


def _free_codes(entries: Iterable[Mapping[str, Any]], letter: str) -> Iterator[str]:
    taken = {entry.get("code") for entry in entries}
    return (code for number in range(1, 1000) if (code := f"{letter}{number}") not in taken)


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
    name = ("country_id" if isinstance(rows[0], PriorityLine) else "code") if rows else ""
    name = name if rows and hasattr(rows[0], name) else ""
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
