"""Lowering a label needs four eyes: one person proposes, another confirms (decisions.md 8).

The record must still dominate what it points to. Its parts are lowered with it; records that refer to it stay as they
are. PostgreSQL holds all of this.
"""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.models import Classified, Label, LoweringProposal
from access.registry import check_before_lowering, check_consent
from access.selectors.dependants import above, dominates, falling, found_by_table, is_record
from access.selectors.proposals import waiting
from access.services.relabelling import check_reason, hold, hold_labels, labels_stay, write
from accounts.models import User
from foundation.acts import verb
from foundation.errors import DomainError, NotFound
from foundation.grantings import AlreadyConfirmed, AlreadyDeclined, SecondPersonNeeded, mark_confirmed
from foundation.permissions import require
from foundation.writes import check_characters, update


class NotLower(DomainError):
    """A proposal to lower names a label that does not lie below the present one."""

    message = _("The new marking does not lie below the present one.")


class PointsAtHigher(DomainError):
    """A record is at least as restrictive as everything it points to."""

    message = _("This record refers to others with a higher marking. Lower those first.")


class AlreadyProposed(DomainError):
    """One proposal at a time waits for a second person."""

    message = _("A lower marking of this record has been proposed already. It waits for a second person.")


class Overtaken(DomainError):
    """What was proposed started from another label."""

    message = _("The marking has changed since this was proposed. Propose it anew.")


class AnotherPersonConfirms(SecondPersonNeeded):
    """Nobody lowers alone."""

    message = _("Somebody else than the person who proposed it has to confirm this.")


@verb("labels.propose_lowering")
def propose_lowering(
    record: Classified, *, by: Subject, to: Label, reason: str, version: int | None = None
) -> LoweringProposal:
    """First pair of eyes; nothing changes yet. Raises NotLower, PointsAtHigher, AlreadyProposed."""
    require(by, "labels.propose_lowering")
    check_reason(reason)
    held = hold(record, version)
    if to == held.label or not dominates(held.label, to):
        raise NotLower
    _check(held, falling(held), to)
    table, reference = held._meta.db_table, str(getattr(held, "reference", ""))
    known = LoweringProposal.objects.visible_to(by).filter(table=table, record_id=held.pk)
    if waiting(known).exists():
        raise AlreadyProposed
    proposal = LoweringProposal(
        table=table, record_id=held.pk, reference=reference, label=held.label, from_label=held.label, new_label=to,
        reason=reason, proposed_by_id=by.user_id,
    )  # fmt: skip
    check_characters(proposal)
    proposal.save(force_insert=True)
    return proposal


@verb("labels.confirm_lowering")
def confirm_lowering(proposal: LoweringProposal, *, by: Subject, at: dt.datetime) -> Classified:
    """Second pair of eyes: record and parts carry the lower label from now on. Raises Overtaken."""
    require(by, "labels.confirm_lowering")
    hold_labels()
    found = _waiting(proposal, by)
    record = found_by_table(found.table, found.record_id)
    if record is None:
        raise NotFound
    if found.proposed_by_id == by.user_id:
        raise AnotherPersonConfirms
    held = hold(record)
    if held.label_id != found.from_label_id:
        raise Overtaken
    rows = falling(held)
    _check(held, rows, found.new_label)
    people = User.objects.filter(pk__in=(found.proposed_by_id, by.user_id))
    check_consent(rows, set(people.values_list("institution__code", flat=True)))
    mark_confirmed(found, by.user_id, at)
    write(dict.fromkeys(rows, found.new_label))
    return held


@verb("labels.decline_lowering")
def decline_lowering(
    proposal: LoweringProposal, *, by: Subject, at: dt.datetime, reason: str
) -> LoweringProposal:
    """The marking stays: declined by another person, or taken back by the one who proposed; says why."""
    require(by, "labels.decline_lowering")
    check_reason(reason)
    labels_stay()
    found = _waiting(proposal, by)
    return update(found, declined_by_id=by.user_id, declined_at=at, declined_because=reason.strip())


def _waiting(proposal: LoweringProposal, by: Subject) -> LoweringProposal:
    """The proposal under a lock; raises NotFound, AlreadyConfirmed, AlreadyDeclined."""
    rows = LoweringProposal.objects.visible_to(by).select_for_update(of=("self",)).select_related("new_label")
    found = rows.filter(pk=proposal.pk).first()
    if found is None:
        raise NotFound
    if found.confirmed_at is not None:
        raise AlreadyConfirmed
    if found.declined_at is not None:
        raise AlreadyDeclined
    return found


def _check(record: Classified, rows: list[Classified], to: Label) -> None:
    """What a rule has against it, in words, before PostgreSQL refuses it without any."""
    if is_record(record):
        check_before_lowering(str(record.reference))  # type: ignore[attr-defined]
    if higher := above(rows, to):
        named = sorted({str(getattr(row, "reference", "") or row) for row in higher})
        raise PointsAtHigher(f"{PointsAtHigher.message} {', '.join(named)}")
