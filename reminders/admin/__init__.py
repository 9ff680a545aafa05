"""Data entry of this floor."""

from reminders.admin import mails, record_panel, rules

__all__ = ["mails", "record_panel", "rules"]
