"""Data entry of this floor."""

from reminders.admin import mails, rules

__all__ = ["mails", "rules"]
