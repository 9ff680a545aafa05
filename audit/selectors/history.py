"""What happened to a record, for history tabs everywhere (decisions.md 10)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from audit.models import Event

MOST = 200  # events of one kind that a page of history shows


@dataclass(frozen=True)
class Parts:
    """Rows without a reference of their own that belong to a record: those that stand, and how gone ones name it."""

    table: str
    present: Sequence[int]
    column: str
    owners: Sequence[int]


def history(reference: str, *, to: Any) -> Any:
    """Events of one record, newest first, as far as `to` may see them; values ride along only where their label allows.

    Row policies decide on both tables: an auditor gets envelopes, a reader of the record gets the values too.
    """
    if to is None or not reference:
        return Event.objects.none()
    return Event.objects.filter(reference=reference).select_related("change").order_by("-id")


def history_of_row(table: str, record_id: int, *, to: Any) -> Any:
    """The same for a row that has no reference."""
    if to is None:
        return Event.objects.none()
    return _of_rows(table, [record_id])


def history_with_parts(reference: str, parts: Iterable[Parts], *, to: Any) -> list[Event]:
    """Events of a record and of its parts, those since replaced or taken out included, newest first.

    At most four queries, however many kinds of parts there are; of each kind the newest are told.
    """
    parts = list(parts)
    own = list(history(reference, to=to)[:MOST])
    transactions = sorted({event.transaction for event in own})
    rows: dict[str, set[int]] = defaultdict(set)
    for part in parts:
        rows[part.table].update(part.present)
    for table, row in together(
        _removals(part, transactions).values_list("table", "record_id")[:MOST] for part in parts
    ):
        rows[table].add(row)
    found = {event.pk: event for event in (*own, *_newest_of(rows))}
    return [found[key] for key in sorted(found, reverse=True)]


def _newest_of(rows: Mapping[str, Collection[int]]) -> Iterable[Event]:
    """The newest events of each table's rows."""
    asked = [_of_rows(table, sorted(of))[:MOST] for table, of in rows.items()]
    if len(asked) == 1:
        return list(asked[0])
    keys = together(one.values_list("id") for one in asked)
    return Event.objects.select_related("change").filter(pk__in=[key for (key,) in keys])


def together(asked: Iterable[Any]) -> list[tuple[Any, ...]]:
    """The rows of several queries of the same columns, on one journey."""
    first, *others = [*asked] or [Event.objects.none()]
    return list(first.union(*others, all=True))


def _of_rows(table: str, rows: Sequence[int]) -> Any:
    told = Event.objects.filter(table=table, record_id__in=rows)
    return told.select_related("change").order_by("-id")


def _removals(part: Parts, transactions: Sequence[int]) -> Any:
    """Rows taken out by what was done to the record itself, known by the owner they named."""
    gone = Event.objects.filter(table=part.table, transaction__in=transactions, change__after__isnull=True)
    return gone.filter(**{f"change__before__{part.column}__in": list(part.owners)}).order_by("-id")
