"""Data entry for representation abroad."""

from attaches.admin import (
    accreditation,
    foreign_attache,
    handover,
    host,
    officer,
    post,
    posting,
    remark,
    reminder_panel,
)

__all__ = [
    "accreditation", "foreign_attache", "handover", "host", "officer", "post", "posting", "remark", "reminder_panel",
]  # fmt: skip
