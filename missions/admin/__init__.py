"""Data entry for strategic documents; mission papers are written on their own page."""

from missions.admin import document, meeting, paper

__all__ = ["document", "meeting", "paper"]
