"""Data entry of agreements."""

from agreements.admin import agreement, plan

__all__ = ["agreement", "plan"]
