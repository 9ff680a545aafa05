"""Data entry of agreements."""

from agreements.admin import agreement, parts, plan, provision, texts

__all__ = ["agreement", "parts", "plan", "provision", "texts"]
