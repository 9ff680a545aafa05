"""Data entry for representation abroad."""

from attaches.admin import accreditation, officer, post, posting

__all__ = ["accreditation", "officer", "post", "posting"]
