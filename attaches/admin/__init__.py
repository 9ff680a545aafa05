"""Data entry for representation abroad."""

from attaches.admin import accreditation, officer, post, posting, remark

__all__ = ["accreditation", "officer", "post", "posting", "remark"]
