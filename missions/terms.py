"""Guidance as the ministries speak of it: order of documents, tiers, levels, and what is missing. Pure.

Tier: docs/decisions/0016. The political rank weighs more than the geographic one where the two differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from missions.lifecycle import DocumentKind, ResourceKind

DOCUMENT_KIND = "strategic_document"  # as approvals know documents
DOCUMENT_SCHEMA = 1

_K = DocumentKind
# Concept > doctrine, white paper > strategy > plan > mission paper (domain.md A2.14); procedures serve what they carry
# out. Every kind derives from kinds above it alone, so that no document is ever its own ground.
DERIVES_FROM: dict[DocumentKind, frozenset[DocumentKind]] = {
    _K.CONCEPT: frozenset(),
    _K.DOCTRINE: frozenset({_K.CONCEPT}),
    _K.WHITE_PAPER: frozenset({_K.CONCEPT}),
    _K.STRATEGY: frozenset({_K.CONCEPT, _K.DOCTRINE, _K.WHITE_PAPER}),
    _K.JOINT_AGREEMENT: frozenset({_K.CONCEPT, _K.DOCTRINE, _K.WHITE_PAPER, _K.STRATEGY}),
    _K.PLAN: frozenset({_K.DOCTRINE, _K.WHITE_PAPER, _K.STRATEGY}),
    _K.SOP: frozenset({_K.DOCTRINE, _K.WHITE_PAPER, _K.STRATEGY, _K.PLAN, _K.JOINT_AGREEMENT}),
}
# Reading order of the whole hierarchy.
ORDER: tuple[DocumentKind, ...] = (
    _K.CONCEPT, _K.DOCTRINE, _K.WHITE_PAPER, _K.STRATEGY, _K.JOINT_AGREEMENT, _K.PLAN, _K.SOP,
)  # fmt: skip
# Approved by the ministries, these are decided above them: by the President or the Security Council (domain.md C6).
DECIDED_ABOVE: frozenset[DocumentKind] = frozenset({_K.WHITE_PAPER, _K.CONCEPT, _K.DOCTRINE})
# Not to be submitted without objectives, both criteria with rationale, money and people (I8).
GUIDING: frozenset[DocumentKind] = frozenset({_K.STRATEGY, _K.PLAN})
ROUTE_OF: dict[DocumentKind, str] = {
    _K.WHITE_PAPER: "white-paper",
    _K.STRATEGY: "strategy",
    _K.PLAN: "strategy",
    _K.SOP: "strategy",
    _K.JOINT_AGREEMENT: "joint-agreement",
    _K.CONCEPT: "concept",
    _K.DOCTRINE: "concept",
}


class ObjectiveAspect(TextChoices):
    """The three aspects of the source paper, here of an objective (domain.md A4)."""

    OPERATIONS = "operations", _("Operations")
    REPRESENTATION = "representation", _("Representation")
    COOPERATION = "cooperation", _("Cooperation")


class ObjectiveNature(TextChoices):
    """What a document states under a code: something wanted, or a danger to be answered (domain.md A5.25)."""

    OBJECTIVE = "objective", _("Objective")
    THREAT = "threat", _("Threat")


class Horizon(TextChoices):
    """How far an objective looks ahead (domain.md A7.36)."""

    SHORT = "short", _("Up to two years")
    MEDIUM = "medium", _("Two to five years")
    LONG = "long", _("Beyond five years")


class ContactLevel(TextChoices):
    """Levels at which the two ministries speak (domain.md A7.33)."""

    TECHNICAL = "technical", _("Desk")
    DEPARTMENT = "department", _("Department")
    DEPUTY_MINISTER = "deputy_minister", _("Deputy minister")
    MINISTER = "minister", _("Minister")


# Rows: political rank 5 to 1; columns: geographic rank 5 to 1.
_TIERS = (
    (1, 1, 1, 2, 2),
    (1, 1, 2, 2, 3),
    (2, 2, 2, 3, 3),
    (2, 3, 3, 3, 4),
    (3, 3, 3, 4, 4),
)


def tier(political: int | None, geographic: int | None) -> int | None:
    """Tier of a country or region by both criteria, 1 the first to be served; None until both are ranked."""
    if not (political and geographic and 1 <= political <= 5 and 1 <= geographic <= 5):
        return None
    return _TIERS[5 - political][5 - geographic]


TIERS = (1, 2, 3, 4)


class Accredited(TextChoices):
    """How we are represented to a State; without relations nobody of ours is accredited to it (domain.md C9)."""

    RESIDENT = "resident", _("an embassy of ours is there")
    SIDE = "side", _("from an embassy elsewhere")
    NONE = "none", _("not at all: no diplomatic relations")


class Gap(TextChoices):
    """What stands between a document's draft and its submission, by part."""

    TEXT_MISSING = "text_missing", _("Write what the document says, or name its objectives.")
    OBJECTIVES_MISSING = "objectives_missing", _("Name at least one objective.")
    OBJECTIVES_UNMEASURED = (
        "objectives_unmeasured",
        _("Each objective without objectives below it needs an indicator, a target and a date."),
    )
    PRIORITIES_MISSING = "priorities_missing", _("Rank at least one country or region.")
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
    DAYS_MISSING = "days_missing", _("Agree within how many working days each office answers.")
    CONTACTS_MISSING = "contacts_missing", _("Name a contact point of each ministry.")
    BASIS_MISSING = "basis_missing", _("Name the document this one derives from.")


PART_OF: dict[Gap, str] = {
    Gap.TEXT_MISSING: "texts",
    Gap.OBJECTIVES_MISSING: "objectives",
    Gap.OBJECTIVES_UNMEASURED: "objectives",
    Gap.PRIORITIES_MISSING: "priorities",
    Gap.PRIORITIES_INCOMPLETE: "priorities",
    Gap.MONEY_MISSING: "resources",
    Gap.PEOPLE_MISSING: "resources",
    Gap.RESOURCES_UNTIED: "resources",
    Gap.DAYS_MISSING: "answer_days",
    Gap.CONTACTS_MISSING: "contacts",
    Gap.BASIS_MISSING: "derives_from",
}


def document_gaps(content: Mapping[str, Any]) -> list[Gap]:
    """Everything that is missing, at once (I8 for strategy and plan; days and contacts for the joint agreement)."""
    kind = DocumentKind(content["kind"])
    found = {Gap.TEXT_MISSING: not (content["body"].strip() or content["objectives"])}
    if kind in GUIDING:
        found |= _guiding_gaps(content)
    if kind == DocumentKind.PLAN:
        found |= {Gap.BASIS_MISSING: not content["derives_from"]}
    if kind == DocumentKind.JOINT_AGREEMENT:
        named = {row["institution"] for row in content["contacts"]}
        found |= {
            Gap.DAYS_MISSING: not content["answer_days"],
            Gap.CONTACTS_MISSING: not {"mod", "mfa"} <= named,
        }
    return [gap for gap, is_there in found.items() if is_there]


def _guiding_gaps(content: Mapping[str, Any]) -> dict[Gap, bool]:
    objectives, priorities, resources = (content[part] for part in ("objectives", "priorities", "resources"))
    parents = {row["parent"] for row in objectives}
    leaves = [row for row in objectives if row["code"] not in parents]
    counted = [line for line in resources if line["kind"] != ResourceKind.MATERIEL]
    sized = {line["kind"] for line in counted if line["amount"] and line["fiscal_year"]}
    return {
        Gap.OBJECTIVES_MISSING: not objectives,
        Gap.OBJECTIVES_UNMEASURED: not _all_filled(leaves, "indicator", "target", "due_on"),
        Gap.PRIORITIES_MISSING: not priorities,
        Gap.PRIORITIES_INCOMPLETE: not _all_filled(priorities, "political", "geographic", "rationale"),
        Gap.MONEY_MISSING: ResourceKind.MONEY not in sized,
        Gap.PEOPLE_MISSING: ResourceKind.PEOPLE not in sized,
        Gap.RESOURCES_UNTIED: not _all_filled(counted, "activity_kind"),
    }


def _all_filled(rows: Sequence[Mapping[str, Any]], *names: str) -> bool:
    return all(row[name] not in (None, "") for row in rows for name in names)


def ancestors(code: str, parents: Mapping[str, str | None]) -> list[str]:
    """Codes above an objective, nearest first; ends where a circle would begin."""
    found: list[str] = []
    above = parents.get(code)
    while above and above not in found and above != code:
        found.append(above)
        above = parents.get(above)
    return [*found, code] if above == code else found


def runs_in_circle(parents: Mapping[str, str | None]) -> list[str]:
    """Codes of objectives that stand above themselves."""
    return [code for code in parents if code in ancestors(code, parents)]


class CoordinationLevel(TextChoices):
    """From the desks to the heads of state bodies."""

    TECHNICAL = "technical", _("Technical level")
    DEPARTMENT = "department", _("Heads of department")
    DEPUTY_MINISTER = "deputy_minister", _("Deputy ministers")
    MINISTER = "minister", _("Ministers")
    PRESIDENT_NSC = "president_nsc", _("President, National Security Council")


class ItemOutcome(TextChoices):
    """How an action item ended."""

    DONE = "done", _("done")
    DROPPED = "dropped", _("no longer needed")


class ConsultationOutcome(TextChoices):
    """What became of the advice of the Ministry of Defence on a foreign-policy decision (domain.md A7.34)."""

    FOLLOWED = "followed", pgettext_lazy("consultation", "advice followed")
    IN_PART = "in_part", pgettext_lazy("consultation", "advice followed in part")
    NOT_FOLLOWED = "not_followed", pgettext_lazy("consultation", "advice not followed")
    NO_ADVICE = "no_advice", pgettext_lazy("consultation", "no advice given")
    NOT_CONSULTED = "not_consulted", pgettext_lazy("consultation", "not consulted")


# Outcomes that tell of advice: it stands in the entry.
ADVISED = (ConsultationOutcome.FOLLOWED, ConsultationOutcome.IN_PART, ConsultationOutcome.NOT_FOLLOWED)


class ReportRhythm(TextChoices):
    """How often an attaché reports (domain.md C7, row 35)."""

    MONTH = "month", pgettext_lazy("report", "every month")
    QUARTER = "quarter", pgettext_lazy("report", "every quarter")


class AdviceWay(TextChoices):
    """How advice was given (domain.md A1.3)."""

    ORALLY = "orally", pgettext_lazy("advice", "orally")
    IN_WRITING = "in_writing", pgettext_lazy("advice", "in writing")
    IN_MEETING = "in_meeting", pgettext_lazy("advice", "in a meeting")


class AdviceOutcome(TextChoices):
    """What the head of mission did with it."""

    OPEN = "open", pgettext_lazy("advice", "open")
    FOLLOWED = "followed", pgettext_lazy("advice", "followed")
    IN_PART = "in_part", pgettext_lazy("advice", "followed in part")
    NOT_FOLLOWED = "not_followed", pgettext_lazy("advice", "not followed")


# How it looks: word and shape (pages.md).
ADVICE_TONES: dict[str, str] = {
    AdviceOutcome.OPEN: "info", AdviceOutcome.FOLLOWED: "done", AdviceOutcome.IN_PART: "ok",
    AdviceOutcome.NOT_FOLLOWED: "neutral",
}  # fmt: skip
