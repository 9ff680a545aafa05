"""Who entered and amended an activity: such a person decides on none of its steps (I22)."""

from access.context import Subject
from activities.models import Activity, ActivityDrafter
from approvals.services import submitting


def drafted(activity: Activity, by: Subject, *, is_new: bool = False) -> None:
    """Remember who it was."""
    rows = ActivityDrafter.objects.visible_to(by).filter(activity=activity)
    submitting.drafted(rows, by=by, label_id=activity.label_id, is_new=is_new, activity=activity)
