"""Reading room of this floor."""

from audit.admin import events

__all__ = ["events"]
