"""The fixed labels of this floor (decisions.md 6)."""

from access.models import Label
from access.services.labels import intern


def base() -> Label:
    """Officers, posts, postings and accreditations: every member of staff reads them."""
    return intern("official_use")


def personal() -> Label:
    """Personal particulars: personnel and protocol."""
    return intern("official_use", compartments=["personal"])
