"""A version of a paper or a document leaves as PDF or DOCX, with a trace; its marking is that of the version."""

import datetime as dt

from access.context import Subject
from approvals.selectors.printed import printed
from approvals.services.exports import Printout, made
from audit.services.events import record
from foundation.acts import verb
from missions.engine import KIND
from missions.models import DocumentVersion, PaperVersion
from missions.terms import DOCUMENT_KIND


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
