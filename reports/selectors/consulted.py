"""Was the Ministry of Defence consulted before foreign-policy decisions? By level and by quarter (domain.md A7.34)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from access.context import Subject
from missions.selectors.consultations import consultations
from missions.selectors.meetings import LEVELS
from missions.terms import ADVISED, ConsultationOutcome, CoordinationLevel
from publishing.pictures import Bar, Picture, bar_picture
from publishing.tables import Ratio
from reports.selectors.contacts import Period
from reports.selectors.coordination_rows import EMPTY

KEPT = ("reference", "decision", "level", "outcome", "decided_on", "label_id")
FOLLOWED = (ConsultationOutcome.FOLLOWED, ConsultationOutcome.IN_PART)
KINDS = ("decision_level", "decision_quarter", "decision")
NOTES = (
    gettext_lazy(
        "Decisions are the foreign-policy decisions entered with a day in the period, without entries that were taken "
        "back. Consulted are those before which the Ministry of Defence was asked, each at its level; the shares of a "
        "level are of all decisions of the period, those of a quarter of its own."
    ),
    gettext_lazy(
        "Followed is advice followed wholly or in part, of the decisions on which the Ministry of Defence gave any."
    ),
)


@dataclass(frozen=True)
class Decided:
    """A decision; `level` is empty where the Ministry of Defence was not consulted before it."""

    reference: str
    decision: str
    level: str
    outcome: str
    on: dt.date
    label_id: int

    @property
    def level_words(self) -> str:
        """At which level, in people's words."""
        outcome = ConsultationOutcome.NOT_CONSULTED
        return str(CoordinationLevel(self.level).label if self.level else outcome.label)

    @property
    def quarter(self) -> tuple[int, int]:
        """Year and quarter it was taken in."""
        return self.on.year, (self.on.month + 2) // 3


def decisions(*, to: Subject, period: Period) -> list[Decided]:
    """Every decision of the period the viewer may see, by day; one question."""
    rows: Any = consultations(to=to).filter(decided_on__range=period, taken_back_on__isnull=True)
    found = [Decided(*row) for row in rows.order_by().values_list(*KEPT)]
    return sorted(found, key=lambda row: (row.on, row.reference))


def summary(found: Collection[Decided]) -> dict[str, Any]:
    """How many decisions, on how many consulted, how often the advice was followed."""
    advised = [row for row in found if row.outcome in ADVISED]
    return {
        "decisions": len(found),
        "consulted": share(found),
        "followed": Ratio(sum(row.outcome in FOLLOWED for row in advised), len(advised)) if advised else None,
    }


def share(found: Collection[Decided]) -> Ratio | None:
    """Of these decisions those that were consulted on."""
    return Ratio(sum(bool(row.level) for row in found), len(found)) if found else None


def level_rows(found: Collection[Decided]) -> list[dict[str, Any]]:
    """At which level the Ministry of Defence was consulted, the lowest first; last, how often it was not."""
    by_level = _grouped(found, lambda row: row.level)
    return [
        {
            **_sum(by_level[level], "decision_level", _("consulted at a level")),
            "name": by_level[level][0].level_words, "level": level,
            "share": Ratio(len(by_level[level]), len(found)),
        }
        for level in (*map(str, LEVELS), "")
        if level in by_level
    ]  # fmt: skip


def quarter_rows(found: Collection[Decided]) -> list[dict[str, Any]]:
    """How it goes over time: of the decisions of each quarter those that were consulted on."""
    return [
        {
            **_sum(rows, "decision_quarter", _("consulted in a quarter")),
            "name": _("%(year)d, quarter %(number)d") % {"year": year, "number": number},
            "share": share(rows),
        }
        for (year, number), rows in _grouped(found, lambda row: row.quarter).items()
    ]


def decision_rows(found: Collection[Decided]) -> list[dict[str, Any]]:
    """Each decision."""
    return [
        {
            **EMPTY, "kind": "decision", "what": _("foreign-policy decision"),
            "name": " · ".join(dict.fromkeys([row.level_words, str(ConsultationOutcome(row.outcome).label)])),
            "matter": row.decision, "due_on": row.on, "reference": row.reference, "references": [row.reference],
        }
        for row in found
    ]  # fmt: skip


def _grouped(found: Collection[Decided], key: Callable[[Decided], Any]) -> dict[Any, list[Decided]]:
    groups: dict[Any, list[Decided]] = defaultdict(list)
    for row in found:
        groups[key(row)].append(row)
    return groups


def _sum(rows: list[Decided], kind: str, what: str) -> dict[str, Any]:
    return {
        **EMPTY, "kind": kind, "what": what, "count": len(rows), "due_on": max(row.on for row in rows),
        "references": [row.reference for row in rows],
    }  # fmt: skip


def draw(rows: Collection[dict[str, Any]]) -> Picture:
    """Of the decisions of each quarter those consulted on; then at which levels, of all of the period."""
    return bar_picture(
        [
            Bar(
                row["name"], row["share"].part, whole=row["share"].whole, href=f"?show={row['kind']}s",
                tone="late" if row.get("level") == "" else "accent",
            )
            for row in sorted(rows, key=lambda row: row["kind"], reverse=True)
        ],
        title=_("Consulted before decisions"),
        description=_(
            "Foreign-policy decisions of the period before which the Ministry of Defence was consulted, per quarter, "
            "and at which level; the outline is all decisions."
        ),
        language=get_language() or "en",
        tones={_("consulted"): "accent", str(ConsultationOutcome.NOT_CONSULTED.label): "late"},
    )  # fmt: skip
