"""Strategic documents and mission papers with their texts in data entry, and what is said and done about them."""

from missions.admin import (
    advice,
    advice_panel,
    consultation,
    document,
    document_version,
    meeting,
    paper,
    paper_version,
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
    "paper_version",
    "post_report",
    "provision_link",
    "reminder_panel",
    "talk",
]
