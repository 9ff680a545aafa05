"""Files signed with a paper: attached to the draft and taken off again; a frozen version keeps its own (walls.md 5)."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from documents.engine import FileRefused
from documents.models import StoredFile
from documents.services import files
from foundation.acts import verb
from foundation.errors import DomainError, NotFound
from foundation.permissions import require
from foundation.writes import insert, update
from missions.engine import CODES, WRITTEN_BY, own_section, writes
from missions.lifecycle import PaperState
from missions.models import MissionPaper, PaperAttachment, PaperVersion
from missions.selectors.rows import rows_in
from missions.services.moves import at_own_post, current_version, lock
from missions.services.papers import NotInDraft
from missions.services.sections import NotYourSection
from missions.services.versions import note_editor

PART = "attachments"
MOST = 20


class TooManyAttachments(DomainError):
    """A paper is read; a heap of files is not."""

    message = _("A paper takes 20 attachments at most. Take one off, or put several into one file.")


class AttachedAlready(DomainError):
    """The same content twice says nothing more."""

    message = _("This very file is attached already, as %(code)s.")

    def __init__(self, code: str) -> None:
        words = self.message % {"code": code}
        super().__init__(words, fields={"file": [words]})


@verb("papers.attach")
def attach(
    paper: MissionPaper,
    *,
    by: Subject,
    title: str,
    file: tuple[str, bytes],
    section: str = "",
    version: int | None = None,
    at: dt.datetime,
) -> PaperAttachment:
    """Keep a file with the draft, under the paper's marking; whoever attaches becomes an author.

    Raises NotInDraft, NotYourSection, TooManyAttachments, AttachedAlready, FileRefused beside `file`.
    """
    require(by, "papers.attach")
    held, draft = _draft(paper, by, version)
    section = section or own_section(by.role)
    _check_section(section, by)
    present = rows_in(draft, PART)
    if len(present) >= MOST:
        raise TooManyAttachments
    stored = _keep(held, file, by=by)
    twin = next((row.code for row in present if row.file.sha256 == stored.sha256), None)
    if twin:
        raise AttachedAlready(twin)
    row = insert(
        PaperAttachment(
            version=draft, code=_free_code(present), order=len(present) + 1, section=section, title=title.strip(),
            file=stored, label=draft.label,
        )
    )  # fmt: skip
    _written(held, draft, by)
    return row


@verb("papers.detach")
def detach(
    paper: MissionPaper, *, by: Subject, code: str, version: int | None = None, at: dt.datetime
) -> None:
    """Take a file off the draft; earlier versions keep it, and so does the store. Raises NotFound, NotYourSection."""
    require(by, "papers.detach")
    held, draft = _draft(paper, by, version)
    row = next((row for row in rows_in(draft, PART) if row.code == code), None)
    if row is None:
        raise NotFound
    _check_section(row.section, by)
    row.delete()
    _written(held, draft, by)


def _draft(paper: MissionPaper, by: Subject, version: int | None) -> tuple[MissionPaper, PaperVersion]:
    at_own_post(by, paper.mission_id)
    held = lock(paper, by=by, version=version)
    if held.state != PaperState.DRAFT:
        raise NotInDraft
    return held, current_version(held)


def _check_section(section: str, by: Subject) -> None:
    if not writes(by.role, section):
        raise NotYourSection(fields={"section": [WRITTEN_BY[section]]})  # type: ignore[index]


def _keep(paper: MissionPaper, file: tuple[str, bytes], *, by: Subject) -> StoredFile:
    name, data = file
    try:
        return files.store(
            by=by, name=name, data=data, label=paper.label, about_kind="mission_paper",
            about_reference=paper.reference, is_demo=paper.is_demo,
        )  # fmt: skip
    except FileRefused as refusal:
        raise refusal.beside("file") from refusal


def _free_code(present: list[PaperAttachment]) -> str:
    taken = {row.code for row in present}
    return next(code for number in range(1, 1_000) if (code := f"{CODES[PART]}{number}") not in taken)


def _written(paper: MissionPaper, draft: PaperVersion, by: Subject) -> None:
    note_editor(draft, by.user_id)
    update(paper)
