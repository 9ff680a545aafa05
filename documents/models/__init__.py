"""What is stored of a file besides its bytes."""

from documents.models.stored_file import StoredFile

__all__ = ["StoredFile"]
