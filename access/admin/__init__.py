"""Data entry of this floor."""

from access.admin import grants, lowering

__all__ = ["grants", "lowering"]
