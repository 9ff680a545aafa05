"""What hangs on a record's label: rows that point at it or tell of it, its parts, and what it points at itself."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db.models import ForeignObjectRel

from access.models import Classified, ClassifiedRecord, Label, LoweringProposal
from access.registry import telling_of
from access.services.labels import join


def dominates(upper: Label, lower: Label) -> bool:
    """The same question as label_dominates() in SQL."""
    return (
        upper.level >= lower.level
        and set(upper.caveats) >= set(lower.caveats)
        and set(upper.compartments) >= set(lower.compartments)
        and (lower.unmarked or set(upper.releasable_to) <= set(lower.releasable_to))
    )


def is_record(row: Classified) -> bool:
    """True for what stands in the register under a reference of its own; other rows are parts."""
    return isinstance(row, ClassifiedRecord)


def rising(record: Classified, to: Label) -> dict[Classified, Label]:
    """The record and every row that would tell what it now hides, each with the label it needs; visible ones only."""
    planned: dict[Classified, Label] = {}
    joined: dict[tuple[int, int], Label] = {}
    waiting: list[tuple[Classified, Label]] = [(record, to)]
    while waiting:
        fresh: dict[tuple[type[Classified], Label], list[Classified]] = defaultdict(list)
        for row, least in waiting:
            present = planned.get(row, row.label)
            if not dominates(present, least):
                pair = (present.pk, least.pk)
                joined[pair] = planned[row] = joined.get(pair) or join([present, least])
                fresh[type(row), planned[row]].append(row)
        waiting = [(row, label) for (model, label), rows in fresh.items() for row in _telling(model, rows)]
    return planned


def _telling(model: type[Classified], rows: list[Classified]) -> Iterator[Classified]:
    """Rows that point at these, rows of other floors that know them by reference, and proposals about them."""
    for found in pointing_at(model, rows):
        yield from found
    keys = [row.pk for row in rows]
    about = LoweringProposal.in_context.filter(table=model._meta.db_table, record_id__in=keys)
    yield from about.select_related("label")
    references = [str(row.reference) for row in rows if is_record(row)]  # type: ignore[attr-defined]
    for found in telling_of(references) if references else ():
        yield from found.select_related("label")


def pointing_at(model: type[Classified], rows: Iterable[Classified]) -> Iterator[Any]:
    """Querysets of protected rows with a foreign key to these, as far as the running subject may see them."""
    keys = [row.pk for row in rows]
    for relation in model._meta.get_fields(include_hidden=True):  # also those without a name on this side
        if not isinstance(relation, ForeignObjectRel) or relation.many_to_many:
            continue
        source: Any = relation.related_model
        if issubclass(source, Classified):
            yield source.in_context.filter(**{f"{relation.field.name}__in": keys}).select_related("label")


def falling(record: Classified) -> list[Classified]:
    """The record and its parts under the same label; a part whose marking is chosen on its own stays as it is."""
    found: dict[Classified, None] = {record: None}
    front = [record]
    while front:
        by_model: dict[type[Classified], list[Classified]] = defaultdict(list)
        for row in front:
            by_model[type(row)].append(row)
        front = []
        for model, rows in by_model.items():
            for parts in pointing_at(model, rows):
                if parts.model.own_marking or issubclass(parts.model, ClassifiedRecord):
                    continue
                front += [row for row in parts.filter(label=record.label_id) if row not in found]
        found.update(dict.fromkeys(front))
    return list(found)


def above(rows: Iterable[Classified], label: Label) -> list[Classified]:
    """Rows these point at whose labels are not below `label`, as far as the running subject may see them."""
    wanted: dict[type[Classified], set[int]] = defaultdict(set)
    for row in rows:
        for field in row._meta.concrete_fields:
            target = field.related_model
            if isinstance(target, type) and issubclass(target, Classified):
                wanted[target].add(getattr(row, field.attname))
    own = set(rows)
    return [
        row
        for model, keys in wanted.items()
        for row in model.in_context.filter(pk__in=keys - {None}).select_related("label")
        if row not in own and not dominates(label, row.label)
    ]


def found_by_table(table: str, pk: int) -> Classified | None:
    """The row a proposal names by its table, if the running subject may see it."""
    for model in apps.get_models():
        if model._meta.db_table == table and issubclass(model, Classified):
            return model.in_context.select_related("label").filter(pk=pk).first()
    return None
