"""Data entry of activities and exercises."""

from activities.admin import (
    activity,
    after_action,
    authorisation,
    clearance,
    deployment,
    exercise,
    operation,
    visit,
)

__all__ = [
    "activity", "after_action", "authorisation", "clearance", "deployment", "exercise", "operation", "visit",
]  # fmt: skip
