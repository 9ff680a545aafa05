"""Facts for the report strategy-traceability: what serves which objective on a day, and what serves none (A7.30-31)."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from access.context import Subject
from missions.lifecycle import IN_EFFECT, PaperState
from missions.models import MissionPaper, Objective, ResourceLine, StatedObjective
from missions.selectors.papers import effective_papers, papers
from missions.selectors.provision_links import by_objective

GUIDED = (*IN_EFFECT, PaperState.SUPERSEDED, PaperState.EXPIRED)


@dataclass(frozen=True, slots=True)
class AimFact:
    """An objective of a document in effect on the day, with the objectives of papers in effect that serve it."""

    key: int
    document: str
    document_title: str
    code: str
    text: str
    aspect: str
    is_leaf: bool
    papers: tuple[str, ...]  # references, one per paper objective
    below: tuple[str, ...]  # documents whose objectives serve it
    label_id: int
    is_threat: bool = False
    provisions: tuple[str, ...] = ()  # of agreements, linked to it on the day
    link_labels: tuple[int, ...] = ()

    @property
    def is_served(self) -> bool:
        """True when somebody serves it; a threat is answered by what was agreed, too."""
        return bool(self.papers or self.below or (self.is_threat and self.provisions))


@dataclass(frozen=True, slots=True)
class PaperFact:
    """A paper in effect on the day: how many of its objectives trace to one in force, and which do not."""

    reference: str
    title: str
    country: str
    traced: int
    objectives: int
    orphans: tuple[tuple[str, str], ...]  # code, text
    label_id: int


@dataclass(frozen=True, slots=True)
class Guided:
    """A stretch of days in which a paper guided a State: the kinds it names means for, the objectives it serves."""

    paper: str
    country_id: int
    first: dt.date
    after: dt.date
    kinds: frozenset[int]
    aims: frozenset[int]

    def covers(self, country_id: int, on: dt.date) -> bool:
        """True when the paper guided that State on that day."""
        return self.country_id == country_id and self.first <= on < self.after


def stated_on(day: dt.date, *, to: Subject) -> list[StatedObjective]:
    """What the versions in effect on a day state."""
    rows = StatedObjective.objects.visible_to(to).filter(version__effective__contains=day)
    return list(
        rows.select_related("objective", "version__document").order_by(
            "version__document", "version", "order"
        )
    )


def aim_facts(*, to: Subject, as_of: dt.date, document: str = "") -> list[AimFact]:
    """Objectives in force on the day, in the order of their documents."""
    stated = stated_on(as_of, to=to)
    served = _served_by_papers(to=to, as_of=as_of)
    below: dict[int, set[str]] = defaultdict(set)
    for row in stated:
        if row.serves_id:
            below[row.serves_id].add(row.version.document.reference)
    parents = {row.parent_id for row in stated}
    agreed = by_objective([row.objective_id for row in stated], to=to, on=as_of)
    return [
        AimFact(
            key=row.objective_id,
            document=row.version.document.reference,
            document_title=row.version.title,
            code=row.objective.code,
            text=row.text,
            aspect=row.aspect,
            is_leaf=row.objective_id not in parents,
            papers=tuple(served.get(row.objective_id, ())),
            below=tuple(sorted(below.get(row.objective_id, ()))),
            label_id=row.label_id,
            is_threat=row.objective.is_threat,
            provisions=tuple(link.provision.reference for link in agreed.get(row.objective_id, ())),
            link_labels=tuple(link.label_id for link in agreed.get(row.objective_id, ())),
        )
        for row in stated
        if not document or row.version.document.reference == document
    ]


def _objectives(of: list[MissionPaper], *, to: Subject) -> list[Objective]:
    rows = Objective.objects.visible_to(to).filter(
        version__paper__in=of, version__no=F("version__paper__current_no")
    )
    return list(rows.select_related("version__paper").order_by("version__paper", "order"))


def _served_by_papers(*, to: Subject, as_of: dt.date) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for row in _objectives(list(effective_papers(on=as_of, to=to)), to=to):
        if row.strategic_objective_id:
            found[row.strategic_objective_id].append(row.version.paper.reference)
    return found


def paper_facts(*, to: Subject, as_of: dt.date) -> list[PaperFact]:
    """Papers in effect on the day; an objective that traces to what is no longer in force traces to nothing."""
    in_effect = list(effective_papers(on=as_of, to=to))
    in_force = {row.objective_id for row in stated_on(as_of, to=to)}
    said: dict[int, list[Objective]] = defaultdict(list)
    for row in _objectives(in_effect, to=to):
        said[row.version.paper_id].append(row)
    return [_fact(paper, said[paper.pk], in_force) for paper in in_effect]


def _fact(paper: MissionPaper, rows: list[Objective], in_force: set[int]) -> PaperFact:
    orphans = tuple((row.code, row.text) for row in rows if row.strategic_objective_id not in in_force)
    return PaperFact(
        reference=paper.reference,
        title=paper.title,
        country=paper.country.name,
        traced=len(rows) - len(orphans),
        objectives=len(rows),
        orphans=orphans,
        label_id=paper.label_id,
    )


def guided(*, to: Subject, since: dt.date, until: dt.date) -> list[Guided]:
    """Papers that guided between two days, with what they name means for and what they serve."""
    rows: list[Any] = list(
        papers(to=to).filter(state__in=sorted(GUIDED), period__overlap=(since, until + dt.timedelta(days=1)))
    )
    kinds: dict[int, set[int]] = defaultdict(set)
    means = ResourceLine.objects.visible_to(to).filter(
        version__paper__in=rows, version__no=F("version__paper__current_no"), activity_kind__isnull=False
    )
    for paper_id, kind_id in means.values_list("version__paper", "activity_kind"):
        kinds[paper_id].add(kind_id)
    aims: dict[int, set[int]] = defaultdict(set)
    for row in _objectives(rows, to=to):
        if row.strategic_objective_id:
            aims[row.version.paper_id].add(row.strategic_objective_id)
    return [
        Guided(
            paper=paper.reference,
            country_id=paper.country_id,
            first=paper.period.lower,
            after=paper.period.upper,
            kinds=frozenset(kinds[paper.pk]),
            aims=frozenset(aims[paper.pk]),
        )
        for paper in rows
    ]
