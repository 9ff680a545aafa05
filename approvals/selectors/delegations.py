"""Delegations as people ask for them: which there are, where they stand, which offices somebody may hand on."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Q, QuerySet

from access.context import Subject
from accounts.models import AppointmentKind, Office
from accounts.selectors.offices import appointments_on
from approvals.lifecycle import DelegationState
from approvals.models import Delegation
from reminders.registry import Titled


def delegations(*, to: Subject) -> QuerySet[Delegation]:
    """Every delegation, newest first."""
    return (
        Delegation.objects.visible_to(to)
        .select_related(
            "label", "appointment__user", "appointment__office__institution", "appointment__on_behalf_of",
            "appointment__proposed_by",
        )
        .order_by("-id")
    )  # fmt: skip


def state_on(delegation: Delegation, day: dt.date) -> DelegationState:
    """Where it stands on a day."""
    grant = delegation.appointment
    if grant.valid.isempty:
        return DelegationState.DECLINED if grant.confirmed_at is None else DelegationState.ENDED
    if grant.valid.upper <= day:
        return DelegationState.ENDED
    if grant.confirmed_at is None:
        return DelegationState.PROPOSED
    return DelegationState.LATER if grant.valid.lower > day else DelegationState.IN_FORCE


def offices_to_delegate(*, to: Subject, on: dt.date) -> QuerySet[Office]:
    """The office acted in and those directly below it, for whoever holds it himself."""
    own = appointments_on(on).filter(
        user_id=to.user_id, office_id=to.office_id or 0, kind=AppointmentKind.HOLDER
    )
    if to.scope != "write" or not own.exists():
        return Office.objects.none()
    return Office.objects.filter(Q(pk=to.office_id) | Q(superior=to.office_id)).order_by("code")


def delegation_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """Whose stand-in somebody is, for reminders."""
    rows = delegations(to=to).filter(reference__in=references).order_by()
    return {row.reference: Titled(str(row.appointment), row.label_id) for row in rows}
