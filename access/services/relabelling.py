"""Raising a label: checked on both sides under a lock (decisions.md 8).

Parts of the record, and what other floors tell of it, rise with it. Records of their own that refer to it are named as
far as the viewer may see them and can be raised together; those hidden from him PostgreSQL refuses, unnamed.
"""

from collections import defaultdict
from collections.abc import Mapping
from graphlib import TopologicalSorter
from typing import Any

from django.db import connection
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.models import Classified, Label
from access.registry import check_before_raising
from access.selectors.dependants import is_record, rising
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput, NotFound, RecordChanged
from foundation.models import Versioned
from foundation.permissions import require

LABEL_LOCK = 7021  # the advisory lock of access.walls


class Dependant(str):
    """A record named in a refusal: its reference in words, a stable name over REST."""

    code = "carries_lower_label"


class DependantsCarryLowerLabel(DomainError):
    """Rows that refer to the record would show what it now hides; `dependants` are those the viewer may see."""

    message = _("Records that refer to this one carry a lower marking. Raise them together with it.")

    def __init__(self, dependants: list[Classified]) -> None:
        self.dependants = dependants
        named = sorted(Dependant(row.reference) for row in dependants)  # type: ignore[attr-defined]
        super().__init__(f"{self.message} {', '.join(named)}", fields={"dependants": named})


def labels_stay() -> None:
    """Until the transaction ends nobody changes a label: taken before reading labels that new rows will carry."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [LABEL_LOCK])


def hold_labels() -> None:
    """From here to the end of the transaction nobody else changes a label or adds a row that points somewhere."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LABEL_LOCK])


def hold(record: Classified, version: int | None = None) -> Classified:
    """The record under a lock; raises NotFound, and RecordChanged when it is no longer at `version`."""
    rows = type(record).in_context.select_for_update(of=("self",)).select_related("label")
    held = rows.filter(pk=record.pk).first()
    if held is None:
        raise NotFound
    if version is not None and held.version != version:
        raise RecordChanged
    return held


def check_reason(reason: str) -> None:
    """Whoever changes a label says why."""
    if not reason.strip():
        raise InvalidInput(fields={"reason": [_("Say why.")]})


@verb("labels.raise")
def raise_label(
    record: Classified,
    *,
    by: Subject,
    to: Label,
    reason: str,
    together: bool = False,
    version: int | None = None,
) -> list[Classified]:
    """Give the record a more restrictive label; with `together`, the records that refer to it too.

    Returns every row raised, the record first. Raises DependantsCarryLowerLabel, and what the floors that own the
    records together with others have against it.
    """
    require(by, "labels.raise")
    check_reason(reason)
    hold_labels()
    held = hold(record, version)
    planned = rising(held, to)
    named = [row for row in planned if row != held and is_record(row)]
    if named and not together:
        raise DependantsCarryLowerLabel(named)
    check_before_raising(planned, by=by)
    write(planned)
    return list(planned)


def write(labels: Mapping[Classified, Label]) -> None:
    """Give rows their new labels, one UPDATE for all of a kind, first those that others point to.

    What is versioned counts up. Not every column called `version` is a count: with it a part of a paper points to its
    text.
    """
    alike: dict[tuple[type[Classified], int], list[int]] = defaultdict(list)
    for row, label in labels.items():
        alike[type(row), label.pk].append(row.pk)
    order = list(TopologicalSorter(_pointing({model for model, _label in alike})).static_order())
    for (model, label_id), keys in sorted(alike.items(), key=lambda group: order.index(group[0][0])):
        counted = {"version": F("version") + 1} if issubclass(model, Versioned) else {}
        if model.in_context.filter(pk__in=keys).update(label_id=label_id, **counted) != len(keys):
            raise RecordChanged


def _pointing(models: set[type[Classified]]) -> dict[Any, set[Any]]:
    """Which of these kinds points to which: a row is never below what it points to, not even between two statements."""
    return {
        model: {field.related_model for field in model._meta.concrete_fields} & models - {model}
        for model in models
    }
