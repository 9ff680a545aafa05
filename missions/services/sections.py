"""Each ministry writes its own section of the draft and is refused in clear words otherwise (A2.16, engine.py)."""

from collections.abc import Mapping
from typing import Any, cast

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from foundation.errors import NotPermitted
from missions.engine import CODES, SECTION_OF_TEXT, WRITTEN_BY, own_section, writes
from missions.models import PaperVersion
from missions.selectors.rows import rows_in
from missions.services.entries import PaperContent, rows_of

PLACE = {"id", "version", "label", "order"}


class NotYourSection(NotPermitted):
    """An office changed what the other ministry writes; `fields` says where."""

    message = _(
        "Each ministry writes its own section. Leave a remark on the other one instead of changing it."
    )


def in_own_section(content: PaperContent, by: Subject) -> PaperContent:
    """Rows that name no section belong to the writer's own."""
    filled: dict[str, Any] = dict(content)
    for part in CODES:
        if part in filled:
            filled[part] = [
                {**entry, "section": entry.get("section") or own_section(by.role)} for entry in filled[part]
            ]
    return cast(PaperContent, filled)


def check_own_sections(version: PaperVersion, content: PaperContent, *, by: Subject) -> None:
    """Raise NotYourSection when the entered content changes anything of a section this office does not write."""
    fields: dict[str, Any] = {}
    for name, section in SECTION_OF_TEXT.items():
        changed = name in content and content[name] != getattr(version, name)  # type: ignore[literal-required]
        if changed and not writes(by.role, section):
            fields[name] = [WRITTEN_BY[section]]
    for part in CODES:
        if part in content and (said := _foreign(version, part, content, by.role)):
            fields[part] = said
    if fields:
        raise NotYourSection(fields=fields)


def _foreign(version: PaperVersion, part: str, content: PaperContent, role: str) -> list[Any]:
    """Words beside each row that is not this office's to write; for a row left out, words for the whole part."""
    present = {row.code: row for row in rows_in(version, part)}
    entered = rows_of(version, part, content[part])  # type: ignore[literal-required]
    faults: list[Mapping[str, Any]] = []
    for row in entered:
        before = present.pop(row.code, None)
        touched = {row.section, before.section if before else row.section}
        foreign = next((s for s in touched if not writes(role, s)), None)
        is_same = before is not None and _said(before) == _said(row)
        faults.append({"section": [WRITTEN_BY[foreign]]} if foreign and not is_same else {})
    gone = [row for row in present.values() if not writes(role, row.section)]
    if gone:
        return [
            _("%(code)s is not yours to remove: %(whose)s")
            % {"code": row.code, "whose": WRITTEN_BY[row.section]}
            for row in gone
        ]
    return faults if any(faults) else []


def _said(row: Any) -> dict[str, Any]:
    """What a row says, apart from its place: the order is everybody's to agree on."""
    return {f.name: getattr(row, f.attname) for f in row._meta.fields if f.name not in PLACE}
