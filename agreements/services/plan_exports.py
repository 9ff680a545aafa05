"""A plan leaves as PDF, DOCX or XLSX in either language, with a trace (pages.md: exports carry the marking)."""

import datetime as dt

from django.utils.translation import override

from access.context import Subject
from agreements.models import BilateralPlan
from agreements.selectors.plan_papers import LANGUAGES, document, table
from audit.services.events import record
from foundation.acts import verb
from foundation.errors import NotFound
from foundation.permissions import require
from publishing.docx import document_docx
from publishing.pdf import document_pdf
from publishing.xlsx import xlsx_bytes

MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def check_form(language: str, form: str) -> None:
    """Raise NotFound for a language or a kind of file there is none of."""
    if language not in LANGUAGES or form not in MEDIA:
        raise NotFound


@verb("plans.export")
def export(plan: BilateralPlan, *, by: Subject, at: dt.datetime, language: str, form: str) -> bytes:
    """The paper in a language."""
    require(by, "plans.export")
    with override(language):
        if form == "xlsx":
            data = xlsx_bytes(table(plan, to=by, language=language, at=at))
        else:
            paper = document(plan, to=by, language=language, at=at)
            data = document_pdf(paper) if form == "pdf" else document_docx(paper)
    record("plans.export", reference=plan.reference, table="agreements_bilateralplan", label_id=plan.label_id)
    return data


def file_name(plan: BilateralPlan, language: str, form: str) -> str:
    """Reference and language; never the title."""
    return f"{plan.reference}-{language}.{form}"
