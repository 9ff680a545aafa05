"""A version of a paper or a document leaves as PDF or DOCX, with a trace; its marking is that of the version."""

import datetime as dt
from collections.abc import Callable

from django.utils.translation import override

from access.context import Subject
from access.selectors.markings import page_marking
from approvals.selectors.printed import printed
from approvals.services.exports import Printout, made
from audit.services.events import record
from foundation.acts import verb
from foundation.errors import NotFound
from missions.engine import KIND
from missions.models import DocumentVersion, MissionPaper, PaperVersion
from missions.selectors import remarks as reading
from missions.terms import DOCUMENT_KIND
from publishing.csvs import csv_bytes
from publishing.tables import Table
from publishing.xlsx import xlsx_bytes


@verb("papers.export")
def export(version: PaperVersion, *, by: Subject, at: dt.datetime, language: str, form: str) -> Printout:
    """The version as it was signed, or as it stands while it is a draft, with its decision sheet."""
    reference = version.paper.reference
    paper = printed(KIND, reference, version.no, to=by, at=at, language=language)
    file = made(paper, name=f"{reference}-v{version.no}", form=form)
    record(
        "papers.export", reference=reference, table="missions_missionpaper",
        reason=f"{form}, {language}, version {version.no}", label_id=version.label_id,
    )  # fmt: skip
    return file


@verb("documents.export")
def export_document(
    version: DocumentVersion, *, by: Subject, at: dt.datetime, language: str, form: str
) -> Printout:
    """The version as it was decided, or as it stands while it is a draft, with its decision sheet if it has one."""
    reference = version.document.reference
    paper = printed(DOCUMENT_KIND, reference, version.no, to=by, at=at, language=language)
    file = made(paper, name=f"{reference}-v{version.no}", form=form)
    record(
        "documents.export", reference=reference, table="missions_strategicdocument",
        reason=f"{form}, {language}, version {version.no}", label_id=version.label_id,
    )  # fmt: skip
    return file


REMARKS_AS: dict[str, tuple[str, Callable[[Table], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", csv_bytes),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_bytes),
}


@verb("remarks.exported")
def export_remarks(
    paper: MissionPaper, *, by: Subject, at: dt.datetime, language: str, form: str, internal: bool = True
) -> Printout:
    """The matrix of both sides' remarks as its reader may see it; without `internal` one both ministries may have."""
    if form not in REMARKS_AS:
        raise NotFound
    rows = list(reading.for_export(paper, to=by, internal=internal))
    marking = page_marking([paper.label_id, *(row.label_id for row in rows)])
    with override(language):
        table = reading.matrix(
            paper, to=by, marking=marking["text"] if marking else "", prepared_for=by.full_name, language=language,
            at=at, internal=internal,
        )  # fmt: skip
    content_type, make = REMARKS_AS[form]
    reason = form if internal else f"{form}, without internal ones"
    record(
        "remarks.exported", reference=paper.reference, table="missions_missionpaper", reason=reason,
        label_id=paper.label_id,
    )  # fmt: skip
    return Printout(f"{paper.reference}-remarks.{form}", content_type, make(table))
