"""Data entry of agreements."""

from agreements.admin import agreement

__all__ = ["agreement"]
