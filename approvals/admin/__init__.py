"""Data entry of approvals."""

from approvals.admin import cases, delegations, reminder_panel, routes

__all__ = ["cases", "delegations", "reminder_panel", "routes"]
