"""A note leaves as PDF or DOCX, with a trace (pages.md: exports carry the marking)."""

import datetime as dt

from access.context import Subject
from audit.services.events import record
from correspondence.models import Correspondence
from correspondence.selectors.correspondence import chain
from correspondence.selectors.letters import letter_of, sheet_of
from correspondence.terms import LANGUAGES
from foundation.acts import verb
from foundation.errors import NotFound
from publishing.docx import document_docx
from publishing.letters import letter_docx, letter_pdf
from publishing.pdf import document_pdf

MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def check_form(language: str, form: str) -> None:
    """Raise NotFound for a language or a kind of file there is none of."""
    if language not in LANGUAGES or form not in MEDIA:
        raise NotFound


@verb("correspondence.export")
def export(note: Correspondence, *, by: Subject, at: dt.datetime, language: str, form: str) -> bytes:
    """The paper in a language: the letter itself where it is ours, a sheet of the register where it came in."""
    if note.is_outgoing:
        letter = letter_of(note, language=language, at=at)
        data = letter_pdf(letter) if form == "pdf" else letter_docx(letter)
    else:
        sheet = sheet_of(note, chain=chain(note, to=by), language=language, at=at)
        data = document_pdf(sheet) if form == "pdf" else document_docx(sheet)
    record(
        "correspondence.export", reference=note.reference, table="correspondence_correspondence",
        label_id=note.label_id,
    )  # fmt: skip
    return data


def file_name(note: Correspondence, language: str, form: str) -> str:
    """Reference and language; never the subject."""
    return f"{note.reference}-{language}.{form}"
