"""What a paper is signed as, and what is missing before it can be. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from missions.lifecycle import ResourceKind

KIND = "mission_paper"  # as approvals know papers
SCHEMA_VERSION = 2  # 2: chapters, tasks, strategies, instruments, indicators, contingencies, contacts, review
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

    INDICATORS_UNMEASURED = (
        "indicators_unmeasured",
        _("Each indicator needs a unit, a baseline and a target, and the objective it belongs to."),
    )
    TASKS_UNOWNED = ("tasks_unowned", _("Each task needs an owner, a date and the objective it serves."))
    CONTINGENCIES_INCOMPLETE = (
        "contingencies_incomplete",
        _("Each contingency needs a trigger, a response and an owner."),
    )


PART_OF: dict[Gap, str] = {
    Gap.OBJECTIVES_MISSING: "objectives",
    Gap.OBJECTIVES_UNMEASURED: "objectives",
    Gap.PRIORITIES_MISSING: "priorities",
    Gap.PRIORITIES_INCOMPLETE: "priorities",
    Gap.MONEY_MISSING: "resources",
    Gap.PEOPLE_MISSING: "resources",
    Gap.RESOURCES_UNTIED: "resources",
    Gap.INDICATORS_UNMEASURED: "indicators",
    Gap.TASKS_UNOWNED: "tasks",
    Gap.CONTINGENCIES_INCOMPLETE: "contingencies",
}


def gaps(content: Mapping[str, Any]) -> list[Gap]:
    """Everything that is missing, at once: objectives, both criteria with rationale, money and people (I8)."""
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
