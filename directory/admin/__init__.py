"""Data entry of the reference tables."""

from directory.admin import institution, mission, reference

__all__ = ["institution", "mission", "reference"]
