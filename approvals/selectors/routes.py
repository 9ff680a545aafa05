"""Routes as they are kept; open to everybody who is signed in (decisions.md 1)."""

from django.db.models import Count, Prefetch, QuerySet

from approvals.models import Route, RouteStep


def routes() -> QuerySet[Route]:
    """Every route with the number of its steps."""
    return Route.objects.annotate(step_count=Count("steps"))


def route_pages() -> QuerySet[Route]:
    """Every route with its steps in order."""
    return Route.objects.prefetch_related(Prefetch("steps", RouteStep.objects.order_by("order", "id")))
