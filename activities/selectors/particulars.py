"""Institutions, objectives, people and costs of activities, read with them in the same query."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat, JSONObject

from access.context import Subject
from activities.models import Contingent, CostLine, GuidingPaper, ServedObjective, SupportingInstitution

AIM = Concat("objective__document__reference", Value("/"), "objective__code")
PEOPLE = JSONObject(country="country__iso2", rank_level="rank_level", planned="planned", actual="actual")
SPENDING = JSONObject(
    item="item", bearer="bearer", funding="funding", currency="currency", planned="planned", actual="actual",
    note="note",
)  # fmt: skip
ADDED = ("paper_reference", "helping", "aims", "people", "spending")


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
    )
