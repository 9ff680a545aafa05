"""Data entry of the reference tables."""

from directory.admin import calendar, institution, mission, reference

__all__ = ["calendar", "institution", "mission", "reference"]
