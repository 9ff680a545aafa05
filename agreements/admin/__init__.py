"""Data entry of agreements."""

from agreements.admin import agreement, provision

__all__ = ["agreement", "provision"]
