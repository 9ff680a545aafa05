"""What a paper is signed as, what is missing before it can be, and whose section is whose (domain.md A2.16). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from missions.lifecycle import PaperState, ResourceKind, Section

KIND = "mission_paper"  # as approvals know papers
# 2: chapters, tasks, strategies, instruments, indicators, contingencies, contacts, review; 3: attachments as rows
SCHEMA_VERSION = 3
# Outside the hash: a change of these reopens nothing (walls.md 2, I9). Everything else of a version is inside.
EDITORIAL_FIELDS = frozenset({"working_note"})


class Gap(TextChoices):
    """What stands between a draft and its submission (I8), by part of the paper."""

    OBJECTIVES_MISSING = "objectives_missing", _("Name at least one objective.")
    OBJECTIVES_UNMEASURED = (
        "objectives_unmeasured",
        _("Each objective needs a measure, a target and a date."),
    )
    PRIORITIES_MISSING = "priorities_missing", _("Rank the receiving State.")
    PRIORITIES_INCOMPLETE = (
        "priorities_incomplete",
        _("Each priority needs a political rank, a geographic rank and a rationale."),
    )
    MONEY_MISSING = "money_missing", _("Name the money: at least one line with amount and fiscal year.")
    PEOPLE_MISSING = "people_missing", _("Name the people: at least one line with number and fiscal year.")
    RESOURCES_UNTIED = (
        "resources_untied",
        _("Each line of money or people names the kind of activity it is for."),
    )

    OBJECTIVES_UNTRACED = (
        "objectives_untraced",
        _("Each objective names the objective of the strategy in effect that it serves."),
    )
    GROUND_MISSING = (
        "ground_missing",
        _("Say in the political section how the host stands, or what our interests are."),
    )
    INDICATORS_UNMEASURED = (
        "indicators_unmeasured",
        _("Each indicator needs a unit, a baseline and a target, and the objective it belongs to."),
    )
    TASKS_UNOWNED = ("tasks_unowned", _("Each task needs an owner, a date and the objective it serves."))
    CONTINGENCIES_INCOMPLETE = (
        "contingencies_incomplete",
        _("Each contingency needs a trigger, a response and an owner."),
    )


# One of these says on what ground the paper stands.
GROUND = ("host_context", "national_interests")
PART_OF: dict[Gap, str] = {
    Gap.OBJECTIVES_MISSING: "objectives",
    Gap.OBJECTIVES_UNMEASURED: "objectives",
    Gap.PRIORITIES_MISSING: "priorities",
    Gap.PRIORITIES_INCOMPLETE: "priorities",
    Gap.MONEY_MISSING: "resources",
    Gap.PEOPLE_MISSING: "resources",
    Gap.RESOURCES_UNTIED: "resources",
    Gap.OBJECTIVES_UNTRACED: "objectives",
    Gap.GROUND_MISSING: "host_context",
    Gap.INDICATORS_UNMEASURED: "indicators",
    Gap.TASKS_UNOWNED: "tasks",
    Gap.CONTINGENCIES_INCOMPLETE: "contingencies",
}


def gaps(content: Mapping[str, Any], *, guided: bool) -> list[Gap]:
    """Everything that is missing, at once: objectives, both criteria with rationale, money and people (I8).

    `guided`: a strategy is in effect, so that each objective names the one it serves (A2.11).
    """
    objectives, priorities, resources = (content[part] for part in ("objectives", "priorities", "resources"))
    counted = [line for line in resources if line["kind"] != ResourceKind.MATERIEL]
    sized = {line["kind"] for line in counted if line["amount"] and line["fiscal_year"]}
    ranked = {line["country"] for line in priorities}
    found = {
        Gap.OBJECTIVES_MISSING: not objectives,
        Gap.OBJECTIVES_UNMEASURED: not _all_filled(objectives, "measure", "target", "due_on"),
        Gap.PRIORITIES_MISSING: content["country"] not in ranked,
        Gap.PRIORITIES_INCOMPLETE: not _all_filled(priorities, "political", "geographic", "rationale"),
        Gap.MONEY_MISSING: ResourceKind.MONEY not in sized,
        Gap.PEOPLE_MISSING: ResourceKind.PEOPLE not in sized,
        Gap.RESOURCES_UNTIED: not _all_filled(counted, "activity_kind"),
        Gap.OBJECTIVES_UNTRACED: guided and not _all_filled(objectives, "strategic_objective"),
        Gap.GROUND_MISSING: not any(content[text].strip() for text in GROUND),
        Gap.INDICATORS_UNMEASURED: not _all_filled(
            content.get("indicators", ()), "unit", "from_value", "to_value", "objective"
        ),
        Gap.TASKS_UNOWNED: not _owned(content.get("tasks", ()), "due_on", "objective"),
        Gap.CONTINGENCIES_INCOMPLETE: not _owned(content.get("contingencies", ()), "trigger", "response"),
    }
    return [gap for gap, is_there in found.items() if is_there]


def _all_filled(rows: Sequence[Mapping[str, Any]], *names: str) -> bool:
    return all(row[name] not in (None, "") for row in rows for name in names)


def _owned(rows: Sequence[Mapping[str, Any]], *names: str) -> bool:
    return _all_filled(rows, *names) and all(row["owner"] or row["owner_role"] for row in rows)


# --- whose section is whose: the one place that says which office writes which part ---
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
    "attachments": "A",
}
SHARED_PARTS = ("coordination_rules", "risks", "reporting", "priorities", "resources")
# Readings are recorded from submission on, also after the paper has ended.
READABLE = frozenset(PaperState) - {PaperState.DRAFT, PaperState.RETURNED, PaperState.WITHDRAWN}
# What a remark can be about, in reading order.
ANCHORS: tuple[str, ...] = (
    "host_context", "national_interests", "defence_chapter", "priorities", "objectives", "indicators", "strategies",
    "tasks", "instruments", "resources", "coordination_rules", "risks", "contingencies", "contacts",
    "public_diplomacy", "reporting", "attachments",
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
