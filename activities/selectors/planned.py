"""What became of the items of a plan."""

from collections.abc import Mapping

from django.urls import reverse

from access.context import Subject
from activities.lifecycle import HELD, ActivityState
from activities.models import Activity
from agreements.registry import Carried

TONES = {
    ActivityState.COMPLETED: "ok", ActivityState.AAR_SUBMITTED: "ok", ActivityState.CLOSED: "ok",
    ActivityState.ONGOING: "info", ActivityState.APPROVED: "info", ActivityState.PREPARING: "info",
    ActivityState.POSTPONED: "soon",
}  # fmt: skip


def carried_out(plan_id: int, *, to: Subject) -> Mapping[int, list[Carried]]:
    """Activities on each item, by its number, in the order they were entered."""
    rows = Activity.objects.visible_to(to).filter(plan_item__plan=plan_id).order_by("id")
    found: dict[int, list[Carried]] = {}
    for row in rows.select_related("plan_item"):
        assert row.plan_item is not None  # nosec B101 - filtered above
        state = ActivityState(row.state)
        url = reverse("admin:activities_activity_change", args=[row.reference])
        told = Carried(
            row.reference, url, state.label, TONES.get(state, "neutral"), state in HELD,
            state == ActivityState.CANCELLED, row.label_id,
        )  # fmt: skip
        found.setdefault(row.plan_item.no, []).append(told)
    return found
