"""Data entry of approvals."""

from approvals.admin import cases, routes

__all__ = ["cases", "routes"]
