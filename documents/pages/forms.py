"""What is asked for when a table is brought in."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from documents.engine import LARGEST
from documents.engine.refusals import FileEmpty, FileTooLarge


class TableForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=_("Table"),
        help_text=_("XLSX or CSV, at most 25 MB and 50,000 rows. Columns may stand in any order."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        allow_empty_file=True,
    )


def content_of(upload: Any, beside: str = "file") -> tuple[str, bytes]:
    """Name and bytes of what was sent; raises FileRefused beside its field before anything large is read."""
    file: UploadedFile = upload
    if not file.size:
        raise FileEmpty().beside(beside)
    if file.size > LARGEST:
        raise FileTooLarge().beside(beside)
    return str(file.name), file.read()
