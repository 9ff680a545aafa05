"""Strategic documents and their texts in data entry; mission papers are written on their own page."""

from missions.admin import document, document_version, meeting, paper, post_report, talk

__all__ = ["document", "document_version", "meeting", "paper", "post_report", "talk"]
