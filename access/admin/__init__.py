"""Data entry of this floor."""

from access.admin import grants

__all__ = ["grants"]
