"""Routes as they are kept; open to everybody who is signed in (decisions.md 1)."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Count, Prefetch, QuerySet

from access.context import Subject
from access.services.labels import intern
from accounts.models import Office
from approvals.models import Route, RouteStep
from approvals.registry import answer_table
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


def days_of_route(kind: str, *, on: dt.date) -> int | None:
    """Working days the default route of a kind takes when every step uses all of its own; None without a route.

    Steps of one order run side by side: the longest of them counts. Conditions are not asked, so none is left out.
    """
    rows = RouteStep.objects.filter(route__kind=kind, route__is_default=True).order_by("order", "id")
    steps = list(rows.values_list("order", "role", "sla_days", "by_agreement"))
    agreed = answer_table(kind, {role for _order, role, _own, by in steps if by}, on) if steps else {}
    longest: dict[int, int] = {}
    for order, role, own, by in steps:
        by_agreement = agreed.get(role) if by else None
        days = own if by_agreement is None else by_agreement
        longest[order] = max(longest.get(order, 0), days or 0)
    return sum(longest.values()) if longest else None
