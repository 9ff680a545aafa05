"""Files that leave: templates of tables, and what was found in one."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from access.context import Subject
from access.selectors.markings import page_marking
from documents.engine import TABLES
from documents.selectors.blanks import separated_template, workbook_template
from documents.selectors.imports import definition_of, findings, heading_of, in_words, table_import
from foundation.permissions import require
from publishing.csvs import AZERBAIJANI_EXCEL, INTERNATIONAL, csv_bytes
from publishing.tables import Column, Table


def _download(content: bytes, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_safe
def workbook(request: HttpRequest, kind: str) -> HttpResponse:
    """The template as XLSX."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    definition = definition_of(kind)
    require(subject, definition.verb)
    return _download(workbook_template(definition, to=subject), f"{kind}.xlsx", TABLES["xlsx"].media_type)


@login_required
@require_safe
def separated(request: HttpRequest, kind: str) -> HttpResponse:
    """The template as CSV."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    definition = definition_of(kind)
    require(subject, definition.verb)
    return _download(separated_template(definition, to=subject), f"{kind}.csv", "text/csv; charset=utf-8")


@login_required
@require_safe
def found(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything the last check found, to work through beside the table."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    held = table_import(reference, to=subject)
    definition = definition_of(held.kind)
    marking = page_marking([held.label_id])
    rows = (
        {
            "row": one.row or None,
            "column": heading_of(one.column, definition),
            "severity": one.get_severity_display(),
            "words": in_words(one, definition),
        }
        for one in findings(held, to=subject)
    )
    columns = [
        Column("row", _("Row"), "integer"),
        Column("column", _("Column")),
        Column("severity", _("Severity")),
        Column("words", _("What was found")),
    ]
    language = get_language() or "en"
    table = Table(
        title=held.reference, columns=columns, rows=rows, marking=marking["text"] if marking else "", language=language,
    )  # fmt: skip
    style = AZERBAIJANI_EXCEL if language == "az" else INTERNATIONAL
    return _download(csv_bytes(table, style), f"{held.reference}.csv", "text/csv; charset=utf-8")
