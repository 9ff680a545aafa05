"""Data entry of activities and exercises."""

from activities.admin import activity, authorisation, exercise

__all__ = ["activity", "authorisation", "exercise"]
