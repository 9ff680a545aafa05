"""Data entry for representation abroad."""

from attaches.admin import accreditation, handover, host, officer, post, posting, remark

__all__ = ["accreditation", "handover", "host", "officer", "post", "posting", "remark"]
