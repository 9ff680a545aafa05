"""What one person proposed and a second has to answer: lower markings, clearances and need-to-know lists."""

import datetime as dt
from typing import Any

from django.db.models import F, Q, QuerySet

from access.context import Subject
from access.models import Clearance, CompartmentGrant, LoweringProposal
from accounts.models import Appointment
from foundation.permissions import may


def proposals(*, to: Subject) -> QuerySet[LoweringProposal]:
    """Those about records the viewer may read, what waits first and the newest above."""
    return (
        LoweringProposal.objects.visible_to(to)
        .select_related("label", "from_label", "new_label", "proposed_by", "confirmed_by", "declined_by")
        .order_by("-confirmed_at", "-id")
    )


def waiting(rows: QuerySet[LoweringProposal]) -> QuerySet[LoweringProposal]:
    """Of these, what nobody answered and no other change overtook."""
    return rows.filter(confirmed_at=None, declined_at=None, label_id=F("from_label_id"))


def lowerings_to_answer(*, to: Subject) -> QuerySet[LoweringProposal]:
    """Lower markings that somebody else proposed and this person may confirm."""
    if not may(to, "labels.confirm_lowering"):
        return LoweringProposal.in_context.none()
    return waiting(proposals(to=to)).exclude(proposed_by_id=to.user_id)


def grants_to_answer(*, to: Subject, on: dt.date) -> tuple[QuerySet[Any], ...]:
    """Appointments, clearances and list grants with days left that this person may confirm: another's, for another."""
    own = Appointment.objects.filter(user_id=to.user_id).values("office_id")
    kinds = (
        (
            "appointments.confirm",
            Appointment.objects.exclude(user_id=to.user_id).select_related("user", "office"),
        ),
        ("clearances.confirm", Clearance.objects.exclude(user_id=to.user_id).select_related("user")),
        (
            "compartments.confirm",
            CompartmentGrant.objects.exclude(office_id__in=own).select_related("office"),
        ),
    )
    left = Q(valid__upper_inf=True) | Q(valid__endswith__gt=on)
    return tuple(
        rows.filter(left, confirmed_at=None, proposed_by__isnull=False, valid__isempty=False)
        .exclude(proposed_by_id=to.user_id)
        .select_related("proposed_by")
        .order_by("id")
        for verb, rows in kinds
        if may(to, verb)
    )
