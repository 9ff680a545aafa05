"""The same answer as CSV, XLSX or PDF."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from access.frame import page_frame
from audit.services.events import record
from foundation.clock import now
from publishing.csvs import csv_bytes
from publishing.pdf import table_pdf
from publishing.xlsx import xlsx_bytes
from reports.selectors.answers import Asked, as_table

TYPES: dict[str, tuple[str, Callable[[Asked, Any], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", lambda asked, table: csv_bytes(table)),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", lambda asked, table: xlsx_bytes(table)
    ),
    "pdf": ("application/pdf", lambda asked, table: table_pdf(table, asked.picture())),
}  # fmt: skip


def export(asked: Asked, kind: str, request: HttpRequest) -> HttpResponse:
    """A download named after report and day; stands in the audit trail as an export."""
    shown = page_frame(request)["subject"]
    table = as_table(asked, prepared_for=shown.office_label if shown else "", printed_at=now())
    content_type, make = TYPES[kind]
    response = HttpResponse(make(asked, table), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{asked.report.slug}-{asked.as_of}.{kind}"'
    response["Cache-Control"] = "no-store"
    record("reports.exported", reference=asked.report.slug, table="reports", reason=kind)
    return response
