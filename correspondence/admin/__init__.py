"""Data entry for correspondence."""

from correspondence.admin import correspondence

__all__ = ["correspondence"]
