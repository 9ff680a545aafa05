"""Data entry of this floor."""

from reminders.admin import rules

__all__ = ["rules"]
