"""Data entry of activities and exercises."""

from activities.admin import activity, clearance, exercise

__all__ = ["activity", "clearance", "exercise"]
