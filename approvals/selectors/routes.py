"""Routes as they are kept; open to everybody who is signed in (decisions.md 1)."""

from collections.abc import Collection

from django.db.models import Count, Prefetch, QuerySet

from access.context import Subject
from access.services.labels import intern
from accounts.models import Office
from approvals.models import Route, RouteStep
from reminders.registry import Titled


def routes() -> QuerySet[Route]:
    """Every route with the number of its steps."""
    return Route.objects.annotate(step_count=Count("steps"))


def route_pages() -> QuerySet[Route]:
    """Every route with its steps in order."""
    return Route.objects.prefetch_related(Prefetch("steps", RouteStep.objects.order_by("order", "id")))


def office_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """What these offices are called, for reminders about vacant ones."""
    rows = Office.objects.filter(code__in=references).select_related("institution")
    plain = intern("unclassified").pk if rows else 0
    return {office.code: Titled(office.name, plain) for office in rows}
