"""Data entry of agreements."""

from agreements.admin import agreement, parts, plan, texts

__all__ = ["agreement", "parts", "plan", "texts"]
