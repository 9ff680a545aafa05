"""Data entry of activities and exercises."""

from activities.admin import activity, exercise

__all__ = ["activity", "exercise"]
