"""Data entry of activities and exercises."""

from activities.admin import (
    activity,
    after_action,
    authorisation,
    clearance,
    deployment,
    exercise,
    inspection,
    obligation,
    operation,
    reminder_panel,
    visit,
)

__all__ = [
    "activity", "after_action", "authorisation", "clearance", "deployment", "exercise", "inspection", "obligation",
    "operation", "reminder_panel", "visit",
]  # fmt: skip
