"""The same answer as CSV, XLSX or PDF; every export stands in the audit trail."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from audit.services.events import record
from publishing.csvs import csv_bytes
from publishing.pdf import table_pdf
from publishing.xlsx import xlsx_bytes
from reports.selectors.answers import Asked, as_table

TYPES: dict[str, tuple[str, Callable[[Asked, Any], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", lambda asked, table: csv_bytes(table)),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", lambda asked, table: xlsx_bytes(table)
    ),
    "pdf": ("application/pdf", lambda asked, table: table_pdf(table, asked.pictures())),
}  # fmt: skip


@dataclass(frozen=True)
class Export:
    """A file ready to be handed out."""

    name: str
    content_type: str
    content: bytes


def export(asked: Asked, kind: str, *, prepared_for: str, at: dt.datetime) -> Export:
    """Make the file of one of TYPES and record who took it."""
    content_type, make = TYPES[kind]
    content = make(asked, as_table(asked, prepared_for=prepared_for, printed_at=at))
    receiver = [asked.to.release_to] if asked.to.release_to else []
    taken, named = [kind, str(asked.as_of), *receiver], [asked.report.slug, str(asked.as_of), *receiver]
    record("reports.exported", reference=asked.report.slug, table="reports", reason=", ".join(taken))
    return Export(f"{'-'.join(named)}.{kind}", content_type, content)
