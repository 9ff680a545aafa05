"""What is stored of a file besides its bytes, and of the tables that were brought in."""

from documents.models.stored_file import StoredFile
from documents.models.table_import import ImportFinding, ImportTransition, TableImport

__all__ = ["ImportFinding", "ImportTransition", "StoredFile", "TableImport"]
