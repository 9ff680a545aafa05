"""Relabelling is checked on both sides under a lock; lowering needs four eyes (decisions.md 8).

Raising: rows that point at the record must dominate the new label; they are named as far as the viewer may see them
and can be raised together. Lowering: the record must still dominate what it points to; PostgreSQL holds both.
"""

import datetime as dt
from collections.abc import Iterator

from django.db import connection
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.models import Classified, Label, LoweringProposal
from access.services.labels import join
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput, NotFound
from foundation.grantings import check_confirmer
from foundation.models import Versioned
from foundation.permissions import require

LABEL_LOCK = 7021  # the advisory lock of access.walls


class DependantsCarryLowerLabel(DomainError):
    """Rows that point at the record would show what it now hides; `dependants` are those the viewer may see."""

    message = _("Records that refer to this one carry a lower label. Raise them together with it.")

    def __init__(self, dependants: list[Classified]) -> None:
        self.dependants = dependants
        named = ", ".join(sorted({getattr(row, "reference", "") or str(row) for row in dependants}))
        super().__init__(f"{self.message} {named}".strip())


class NotLower(DomainError):
    """A proposal to lower names a label that does not lie below the present one."""

    message = _("The new label does not lie below the present one.")


def dominates(upper: Label, lower: Label) -> bool:
    """The same question as label_dominates() in SQL."""
    return (
        upper.level >= lower.level
        and set(upper.caveats) >= set(lower.caveats)
        and set(upper.compartments) >= set(lower.compartments)
    )


def dependants(record: Classified) -> Iterator[Classified]:
    """Rows of protected tables that point at the record, as far as the running subject may see them."""
    for relation in record._meta.related_objects:
        model = relation.related_model
        if issubclass(model, Classified) and relation.field.many_to_one | relation.field.one_to_one:
            yield from model.in_context.filter(**{relation.field.name: record.pk}).select_related("label")


@verb("labels.raise")
def raise_label(
    record: Classified, *, by: Subject, to: Label, reason: str, together: bool = False
) -> list[Classified]:
    """Give the record a more restrictive label; with `together`, its dependants too. Returns every row raised."""
    require(by, "labels.raise")
    if not reason.strip():
        raise InvalidInput(fields={"reason": [_("Say why.")]})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LABEL_LOCK])
    return _raise(record, to, together)


def _raise(record: Classified, to: Label, together: bool) -> list[Classified]:
    held = _hold(record)
    new = join([held.label, to])
    if new == held.label:
        return []
    lower = [row for row in dependants(held) if not dominates(row.label, new)]
    if lower and not together:
        raise DependantsCarryLowerLabel(lower)
    raised = [row for dependant in lower for row in _raise(dependant, new, together)]
    _write(held, new)
    return [held, *raised]


@verb("labels.propose_lowering")
def propose_lowering(record: Classified, *, by: Subject, to: Label, reason: str) -> LoweringProposal:
    """First pair of eyes; nothing changes yet. Raises NotLower."""
    require(by, "labels.propose_lowering")
    held = _hold(record)
    if to == held.label or not dominates(held.label, to):
        raise NotLower
    proposal = LoweringProposal(
        table=held._meta.db_table, record_id=held.pk, reference=getattr(held, "reference", ""), label=held.label,
        new_label=to, reason=reason, proposed_by_id=by.user_id,
    )  # fmt: skip
    proposal.save(force_insert=True)
    return proposal


@verb("labels.confirm_lowering")
def confirm_lowering(
    proposal: LoweringProposal, record: Classified, *, by: Subject, at: dt.datetime
) -> Classified:
    """Second pair of eyes: the record carries the lower label from now on."""
    require(by, "labels.confirm_lowering")
    waiting = LoweringProposal.objects.visible_to(by).select_for_update().filter(pk=proposal.pk).first()
    if waiting is None or (waiting.table, waiting.record_id) != (record._meta.db_table, record.pk):
        raise NotFound
    check_confirmer(waiting, by.user_id, None)
    held = _hold(record)
    if held.label_id != waiting.label_id:
        raise NotLower
    _write(held, waiting.new_label)
    waiting.confirmed_by_id, waiting.confirmed_at = by.user_id, at
    waiting.version += 1
    waiting.save(update_fields=["confirmed_by", "confirmed_at", "version"])
    return held


def _hold(record: Classified) -> Classified:
    held = (
        type(record)
        .in_context.select_for_update(of=("self",))
        .select_related("label")
        .filter(pk=record.pk)
        .first()
    )
    if held is None:
        raise NotFound
    return held


def _write(held: Classified, label: Label) -> None:
    held.label = label
    columns = ["label"]
    if isinstance(
        held, Versioned
    ):  # parts of a paper have a column of that name that points to their version
        held.version += 1
        columns.append("version")
    held.save(update_fields=columns)
