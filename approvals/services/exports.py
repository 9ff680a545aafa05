"""A case leaves as PDF or DOCX, or its decision sheet alone, with a trace (pages.md: exports carry the marking)."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from access.context import Subject
from approvals.models import Case
from approvals.selectors.printed import LANGUAGES, printed_case
from audit.services.events import record
from foundation.acts import verb
from foundation.errors import NotFound
from publishing.state_docx import state_paper_docx
from publishing.state_papers import StatePaper
from publishing.state_pdf import decision_sheet_pdf, state_paper_pdf

FORMS: dict[str, tuple[str, Callable[[StatePaper], bytes]]] = {
    "pdf": ("application/pdf", state_paper_pdf),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", state_paper_docx),
}


@dataclass(frozen=True)
class Printout:
    """A file ready to be handed out; its name says a reference and never a title."""

    name: str
    media: str
    content: bytes


def made(paper: StatePaper, *, name: str, form: str) -> Printout:
    """The file in one of FORMS; NotFound for any other."""
    if form not in FORMS:
        raise NotFound
    media, make = FORMS[form]
    return Printout(f"{name}-{paper.language}.{form}", media, make(paper))


@verb("cases.export")
def export(case: Case, *, by: Subject, at: dt.datetime, language: str, form: str) -> Printout:
    """What the case is about, bound with its decision sheet."""
    paper = _read(case, by, at, language)
    file = made(paper, name=case.reference, form=form)
    _note(case, f"{form}, {language}")
    return file


@verb("cases.export")
def export_sheet(case: Case, *, by: Subject, at: dt.datetime, language: str) -> Printout:
    """The decision sheet alone, for the paper file."""
    paper = _read(case, by, at, language)
    media, _make = FORMS["pdf"]
    _note(case, f"decision sheet, {language}")
    return Printout(f"{case.reference}-sheet-{language}.pdf", media, decision_sheet_pdf(paper))


def _read(case: Case, by: Subject, at: dt.datetime, language: str) -> StatePaper:
    if language not in LANGUAGES:
        raise NotFound
    return printed_case(case.reference, to=by, at=at, language=language)


def _note(case: Case, what: str) -> None:
    record(
        "cases.export", reference=case.reference, table="approvals_case", reason=what, label_id=case.label_id
    )
