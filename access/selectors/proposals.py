"""What one person proposed and a second has to answer: lower markings, clearances and need-to-know lists."""

from typing import Any

from django.db.models import F, QuerySet

from access.context import Subject
from access.models import Clearance, CompartmentGrant, LoweringProposal
from accounts.models import Appointment
from foundation.permissions import may

# Who may confirm a grant finds it on the desk.
GRANTS: tuple[tuple[Any, str, str], ...] = (
    (Appointment, "user", "appointments.confirm"),
    (Clearance, "user", "clearances.confirm"),
    (CompartmentGrant, "office", "compartments.confirm"),
)


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


def to_answer(*, to: Subject) -> list[Any]:
    """Lowerings and grants that somebody else proposed and this person may confirm, the oldest first."""
    found: list[Any] = []
    if may(to, "labels.confirm_lowering"):
        found += waiting(proposals(to=to)).exclude(proposed_by_id=to.user_id)
    for model, beneficiary, verb in GRANTS:
        if may(to, verb):
            asked = model.objects.filter(confirmed_at=None, proposed_by__isnull=False, valid__isempty=False)
            found += asked.exclude(proposed_by_id=to.user_id).select_related(beneficiary, "proposed_by")
    return sorted(found, key=lambda row: row.created_at)
