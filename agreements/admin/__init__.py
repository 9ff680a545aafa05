"""Data entry of agreements."""

from agreements.admin import agreement, events, later, parts, plan, powers, provision, texts

__all__ = ["agreement", "events", "later", "parts", "plan", "powers", "provision", "texts"]
