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
    visit,
)

__all__ = [
    "activity", "after_action", "authorisation", "clearance", "deployment", "exercise", "inspection", "obligation",
    "operation", "visit",
]  # fmt: skip
