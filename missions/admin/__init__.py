"""Data entry for strategic documents; mission papers are written on their own page."""

from missions.admin import document, paper, talk

__all__ = ["document", "paper", "talk"]
