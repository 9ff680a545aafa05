"""Data entry of activities and exercises."""

from activities.admin import activity, after_action, authorisation, clearance, exercise, visit

__all__ = ["activity", "after_action", "authorisation", "clearance", "exercise", "visit"]
