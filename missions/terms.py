"""Whose section is whose: the one place that says which office writes which part of a paper (domain.md A2.16)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from missions.lifecycle import PaperState, Section

# Each ministry writes its own; what is in no section both write.
WRITERS: dict[Section, frozenset[Role]] = {
    Section.DEFENCE: frozenset({Role.ATTACHE, Role.CMD_DESK}),
    Section.POLITICAL: frozenset({Role.HEAD_OF_MISSION, Role.MFA_DESK}),
}
MINISTRY_OF: dict[Section, str] = {Section.DEFENCE: "mod", Section.POLITICAL: "mfa"}
WRITTEN_BY: dict[Section, Any] = {
    Section.DEFENCE: _("The defence section is written by the Ministry of Defence and the attaché."),
    Section.POLITICAL: _(
        "The political section is written by the Ministry of Foreign Affairs and the head of mission."
    ),
}
SECTION_OF_TEXT: dict[str, Section] = {
    "host_context": Section.POLITICAL,
    "national_interests": Section.POLITICAL,
    "public_diplomacy": Section.POLITICAL,
    "defence_chapter": Section.DEFENCE,
}
# Parts whose rows each belong to a section, and the letter their codes begin with.
CODES: dict[str, str] = {
    "objectives": "O",
    "indicators": "I",
    "tasks": "T",
    "strategies": "L",
    "instruments": "E",
    "contingencies": "R",
    "contacts": "C",
}
SHARED_PARTS = ("coordination_rules", "risks", "reporting", "priorities", "resources")
# Readings are recorded from submission on, also after the paper has ended.
READABLE = frozenset(PaperState) - {PaperState.DRAFT, PaperState.RETURNED, PaperState.WITHDRAWN}
# What a remark can be about, in reading order.
ANCHORS: tuple[str, ...] = (
    "host_context", "national_interests", "defence_chapter", "priorities", "objectives", "indicators", "strategies",
    "tasks", "instruments", "resources", "coordination_rules", "risks", "contingencies", "contacts",
    "public_diplomacy", "reporting",
)  # fmt: skip


def writes(role: str, section: str | None) -> bool:
    """True when an office of this role may write in the section; what is in no section both ministries write."""
    return not section or role in WRITERS[Section(section)]


def own_section(role: str) -> Section:
    """Where a row goes that names no section: the writer's own."""
    return Section.POLITICAL if writes(role, Section.POLITICAL) else Section.DEFENCE


def section_of(part: str) -> Section | None:
    """The section a text belongs to; None where it is shared, or where its rows say so one by one."""
    return SECTION_OF_TEXT.get(part)


# Ministries with remarks of their own, and the need-to-know list that walls them.
INTERNAL: dict[str, str] = {"mod": "internal:mod", "mfa": "internal:mfa"}


def section_of_anchor(content: Mapping[str, Any], part: str, row: str) -> str | None:
    """The section a remark concerns: that of the text, of the row, or none where both ministries write."""
    if not row:
        return SECTION_OF_TEXT.get(part)
    rows = content.get(part, ())
    return next((line.get("section") for line in rows if line.get("code") == row), None)
