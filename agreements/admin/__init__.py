"""Data entry of agreements."""

from agreements.admin import agreement, parts

__all__ = ["agreement", "parts"]
