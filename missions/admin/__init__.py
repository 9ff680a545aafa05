"""Strategic documents and their texts in data entry; mission papers are written on their own page."""

from missions.admin import (
    advice,
    advice_panel,
    consultation,
    document,
    document_version,
    meeting,
    paper,
    post_report,
    provision_link,
    reminder_panel,
    talk,
)

__all__ = [
    "advice",
    "advice_panel",
    "consultation",
    "document",
    "document_version",
    "meeting",
    "paper",
    "post_report",
    "provision_link",
    "reminder_panel",
    "talk",
]
