"""Institutions, objectives, people and costs of activities, read with them in the same query."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat, JSONObject

from access.context import Subject
from activities.models import (
    AssistanceItem,
    Contingent,
    CostLine,
    Course,
    ExpertPost,
    GuidingPaper,
    ServedObjective,
    SupportingInstitution,
    TrainingTeam,
)

AIM = Concat("objective__document__reference", Value("/"), "objective__code")
PEOPLE = JSONObject(country="country__iso2", rank_level="rank_level", planned="planned", actual="actual")
SPENDING = JSONObject(
    item="item", bearer="bearer", funding="funding", currency="currency", planned="planned", actual="actual",
    note="note",
)  # fmt: skip
COURSE = JSONObject(
    **{name: name for name in (
        "school", "places", "taken", "graduates", "language", "required_slp", "obliged_until",
    )}
)  # fmt: skip
EXPERT = JSONObject(**{name: name for name in ("host_body", "position", "field", "reciprocal")})
TEAM = JSONObject(**{name: name for name in ("subject", "instructors", "trainees", "trained_unit")})
ITEM = JSONObject(
    **{name: name for name in ("item", "quantity", "unit", "value", "currency", "handed_over_on", "end_use")}
)
DETAILS = ("course_said", "expert_said", "team_said", "items_said")
ADDED = ("paper_reference", "helping", "aims", "people", "spending", *DETAILS)
ONE = frozenset({"paper_reference", "course_said", "expert_said", "team_said"})


def without_particulars() -> dict[str, Any]:
    """What with_particulars() adds to a row that has none."""
    return {name: None if name in ONE else [] for name in ADDED}


def with_particulars(rows: QuerySet, *, to: Subject) -> QuerySet:
    """Adds `paper_reference`, `helping` (institutions), `aims` (STD-.../S1), `people` and `spending` as written."""
    helping = SupportingInstitution.objects.visible_to(to).filter(activity=OuterRef("pk")).order_by("pk")
    aims = ServedObjective.objects.visible_to(to).filter(activity=OuterRef("pk")).order_by("pk")
    people = Contingent.objects.visible_to(to).filter(activity=OuterRef("pk")).order_by("pk")
    spending = CostLine.objects.visible_to(to).filter(activity=OuterRef("pk")).order_by("pk")
    papers = GuidingPaper.objects.visible_to(to).filter(activity=OuterRef("pk")).order_by("pk")
    return rows.annotate(
        paper_reference=Subquery(papers.values("paper__reference")[:1]),
        helping=ArraySubquery(helping.values("institution__code")),
        aims=ArraySubquery(aims.annotate(said=AIM).values("said")),
        people=ArraySubquery(people.values(data=PEOPLE)),
        spending=ArraySubquery(spending.values(data=SPENDING)),
        **_details(to),
    )


def _details(to: Subject) -> dict[str, Any]:
    def one(model: Any, shape: JSONObject) -> Subquery:
        return Subquery(model.objects.visible_to(to).filter(activity=OuterRef("pk")).values(data=shape)[:1])

    items = AssistanceItem.objects.visible_to(to).filter(activity=OuterRef("pk")).order_by("pk")
    return {
        "course_said": one(Course, COURSE),
        "expert_said": one(ExpertPost, EXPERT),
        "team_said": one(TrainingTeam, TEAM),
        "items_said": ArraySubquery(items.values(data=ITEM)),
    }
