"""Data entry of agreements."""

from agreements.admin import agreement, parts, texts

__all__ = ["agreement", "parts", "texts"]
