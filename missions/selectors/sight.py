"""The line of sight: from a document's objectives down to the papers that serve them, and up again (A2.11, A7.30)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q, QuerySet

from access.context import Subject
from access.models import Label
from access.selectors.dependants import dominates
from directory.models import Country, DiplomaticMission
from missions.lifecycle import IN_EFFECT, TERMINAL, DocumentKind, DocumentState, VersionState
from missions.models import (
    DocumentVersion,
    GuidancePriority,
    MissionPaper,
    Objective,
    ObjectiveProvision,
    PaperVersion,
    StatedObjective,
)
from missions.selectors.document_contents import stated_objectives
from missions.selectors.documents import documents, objectives_in_force
from missions.selectors.papers import effective_papers
from missions.selectors.provision_links import by_objective


@dataclass
class Aim:
    """One objective of a version with its place in the tree and what serves it."""

    row: StatedObjective
    depth: int = 0
    papers: list[Objective] = field(default_factory=list)
    below: list[StatedObjective] = field(default_factory=list)
    provisions: list[ObjectiveProvision] = field(default_factory=list)

    @property
    def is_served(self) -> bool:
        """True when a paper or a document below serves it."""
        return bool(self.papers or self.below)


def paper_objectives(*, to: Subject) -> QuerySet[Objective]:
    """Objectives of papers as they stand: of the current version, of papers that are not over."""
    rows = Objective.objects.visible_to(to).filter(version__no=F("version__paper__current_no"))
    rows = rows.exclude(version__paper__state__in=sorted(TERMINAL))
    return rows.select_related("version__paper__mission", "version__paper__country")


def is_guided(version: PaperVersion, *, to: Subject) -> bool:
    """True while a strategy is in effect whose objectives this version's marking lets it name."""
    aims = objectives_in_force(to=to).filter(document__kind=DocumentKind.STRATEGY).order_by()
    labels = Label.objects.filter(pk__in=aims.values("label_id"))
    return any(dominates(version.label, label) for label in labels)


def aims_of(version: DocumentVersion, *, to: Subject, on: dt.date) -> list[Aim]:
    """The tree of a version's objectives in reading order, each with what serves it: papers, documents, provisions.

    Provisions are those linked to it on the day.
    """
    rows = stated_objectives(version)
    keys = [row.objective_id for row in rows]
    papers: dict[int, list[Objective]] = defaultdict(list)
    for one in (
        paper_objectives(to=to).filter(strategic_objective__in=keys).order_by("version__paper", "order")
    ):
        papers[one.strategic_objective_id or 0].append(one)
    agreed = by_objective(keys, to=to, on=on)
    below: dict[int, list[StatedObjective]] = defaultdict(list)
    serving = StatedObjective.objects.visible_to(to).filter(
        serves__in=keys, version__no=F("version__document__current_no")
    )
    alive = serving.exclude(version__document__state=DocumentState.WITHDRAWN)
    for stated in alive.select_related("objective", "version__document"):
        below[stated.serves_id or 0].append(stated)
    return [
        Aim(row, depth, papers[row.objective_id], below[row.objective_id], agreed.get(row.objective_id, []))
        for row, depth in _in_tree_order(rows)
    ]


def _in_tree_order(rows: list[StatedObjective]) -> list[tuple[StatedObjective, int]]:
    """Each under what it is part of; whatever a circle would hide comes last."""
    children: dict[int | None, list[StatedObjective]] = defaultdict(list)
    for row in rows:
        children[row.parent_id].append(row)
    found: list[tuple[StatedObjective, int]] = []
    waiting = [(row, 0) for row in reversed(children[None])]
    while waiting:
        row, depth = waiting.pop()
        found.append((row, depth))
        waiting += [(child, depth + 1) for child in reversed(children[row.objective_id])]
    seen = {row.pk for row, _depth in found}
    return found + [(row, 0) for row in rows if row.pk not in seen]


# --- the whole hierarchy ------------------------------------------------------------------------------------------
@dataclass
class Node:
    """A document with those that derive from it, and the papers in effect that trace to it."""

    document: Any
    derived: list["Node"] = field(default_factory=list)
    papers: list[MissionPaper] = field(default_factory=list)


def hierarchy(*, to: Subject, everything: bool = False) -> list[Node]:
    """Roots first: documents that derive from nothing the reader may see; those that are over only on demand."""
    rows = documents(to=to)
    if not everything:
        rows = rows.filter(state__in=[DocumentState.DRAFT, DocumentState.EFFECTIVE])
    nodes = {row.pk: Node(row) for row in rows.order_by("effective_from", "id")}
    roots: list[Node] = []
    for node in nodes.values():
        above = nodes.get(node.document.derives_from_id)
        (above.derived if above else roots).append(node)
    for key, papers in _papers_under(nodes, to=to).items():
        nodes[key].papers = papers
    return roots


def _papers_under(keys: Iterable[int], *, to: Subject) -> dict[int, list[MissionPaper]]:
    found: dict[int, dict[int, MissionPaper]] = defaultdict(dict)
    rows = paper_objectives(to=to).filter(
        strategic_objective__document__in=list(keys), version__paper__state__in=sorted(IN_EFFECT)
    )
    for row in rows.select_related("strategic_objective").order_by("version__paper__country__name_en"):
        paper = row.version.paper
        if row.strategic_objective is not None:
            found[row.strategic_objective.document_id][paper.pk] = paper
    return {key: list(papers.values()) for key, papers in found.items()}


# --- my country ---------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class CountryGuidance:
    """What guides work in one State on a day."""

    country: Country
    papers: list[MissionPaper]
    objectives: list[Objective]
    priorities: list[GuidancePriority]
    aims: list[StatedObjective]  # of strategy and plans, in force

    @property
    def served(self) -> set[int]:
        """Strategic objectives that the papers of this State serve."""
        return {row.strategic_objective_id for row in self.objectives if row.strategic_objective_id}


def states_served(mission: DiplomaticMission) -> list[Country]:
    """The State of a mission and those it is accredited to on the side."""
    own = [mission.country] if mission.country else []
    return [*own, *mission.side_accredited.order_by("name_en")]


def country_guidance(
    country: Country, *, on: dt.date, to: Subject, mission: DiplomaticMission | None = None
) -> CountryGuidance:
    """Objectives of the paper in effect, ranks of the State in documents in effect, and objectives to be served."""
    papers = effective_papers(on=on, to=to).filter(country=country)
    if mission is not None:
        papers = papers.filter(mission=mission)
    found = list(papers)
    objectives = paper_objectives(to=to).filter(version__paper__in=found)
    aims = StatedObjective.objects.visible_to(to).filter(
        version__state=VersionState.EFFECTIVE, version__effective__contains=on
    )
    guiding = aims.select_related("objective", "version__document", "parent")
    ranks = GuidancePriority.objects.visible_to(to).filter(
        Q(country=country) | Q(region=country.region),
        version__state=VersionState.EFFECTIVE,
        version__effective__contains=on,
    )
    return CountryGuidance(
        country=country,
        papers=found,
        objectives=list(
            objectives.select_related("strategic_objective__document").order_by("version__paper", "order")
        ),
        priorities=list(ranks.select_related("country", "version__document").order_by("version", "id")),
        aims=list(guiding.order_by("version__document__kind", "version", "order")),
    )
