"""Data entry of the reference tables."""

from directory.admin import calendar, factors, institution, mission, reference

__all__ = ["calendar", "factors", "institution", "mission", "reference"]
