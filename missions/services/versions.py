"""Versions: begun, copied, frozen. A frozen one never changes again; the database holds that (walls.md 2)."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.models import Label
from access.selectors.lists import need_to_know_list
from access.selectors.readers import may_read
from access.services.labels import intern
from directory.models import DiplomaticMission
from foundation.canonical import canonical, content_hash
from foundation.errors import NotPermitted
from foundation.writes import insert, update
from missions.engine import SCHEMA_VERSION
from missions.models import MissionPaper, PaperEditor, PaperVersion
from missions.models.paper import TEXT_SECTIONS
from missions.selectors.contents import PART_ROWS, written
from missions.selectors.rows import MODELS, rows_in


class NotOnTheList(NotPermitted):
    """Who drafts a paper has to be able to read it (walls.md 1)."""

    message = _(
        "Your office is not on this mission's need-to-know list, or the marking is above your clearance."
    )


def label_for(mission: DiplomaticMission, level: str, caveats: list[str], *, by: Subject) -> Label:
    """The label of a paper of that mission; raises NotOnTheList when `by` could not read it."""
    label = intern(level, caveats, [need_to_know_list(mission)])
    if not may_read(by.user_id, by.office_id or 0, label.pk):
        raise NotOnTheList
    return label


def note_editor(version: PaperVersion, user_id: int) -> None:
    """Whoever drafts or edits a version is written down once."""
    row = PaperEditor(version=version, user_id=user_id, label=version.label)
    PaperEditor.objects.bulk_create([row], ignore_conflicts=True)


def editor_ids(version: PaperVersion) -> list[int]:
    """Everybody who drafted or edited the version."""
    rows = PaperEditor.objects.unrestricted(reason=PART_ROWS).filter(version=version)
    return list(rows.order_by("id").values_list("user_id", flat=True))


def freeze(version: PaperVersion, *, at: dt.datetime) -> PaperVersion:
    """Write the canonical bytes and their hash; from here on the rows are the database's to keep."""
    content = canonical(written(version))
    return update(
        version,
        content=content,
        content_hash=content_hash(content),
        schema_version=SCHEMA_VERSION,
        frozen_at=at,
    )


def copy_of(version: PaperVersion, paper: MissionPaper) -> PaperVersion:
    """The next version in draft with the same text; its authors stay authors, decisions do not carry over."""
    fresh = insert(
        PaperVersion(
            paper=paper,
            no=version.no + 1,
            label=version.label,
            language=version.language,
            title=version.title,
            period=version.period,
            review_on=version.review_on,
            working_note=version.working_note,
            is_demo=version.is_demo,
            **{section: getattr(version, section) for section in TEXT_SECTIONS},
        )
    )
    parts: list[Any] = [row for part in MODELS for row in rows_in(version, part)]
    for row in parts:
        row.pk, row.version = None, fresh
        row._state.adding = True
        row.save(force_insert=True)
    for user_id in editor_ids(version):
        note_editor(fresh, user_id)
    return fresh
