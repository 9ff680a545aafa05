"""Data entry of approvals."""

from approvals.admin import cases, delegations, routes

__all__ = ["cases", "delegations", "routes"]
