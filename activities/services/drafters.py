"""Who entered and amended an activity: such a person decides on none of its steps (I22)."""

from access.context import Subject
from activities.models import Activity, ActivityDrafter
from foundation.writes import insert


def drafted(activity: Activity, by: Subject) -> None:
    """Remember who it was."""
    rows = ActivityDrafter.objects.visible_to(by).filter(activity=activity, user_id=by.user_id)
    if not rows.exists():
        insert(ActivityDrafter(activity=activity, user_id=by.user_id, label_id=activity.label_id))
