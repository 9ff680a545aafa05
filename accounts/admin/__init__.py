"""Data entry of this floor."""

from accounts.admin import offices, users

__all__ = ["offices", "users"]
