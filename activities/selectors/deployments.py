"""Rotations a viewer may see, and what stands where."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Prefetch, QuerySet

from access.context import Subject
from access.managers import ClassifiedQuerySet
from activities.lifecycle import ABROAD
from activities.models import Deployment, DeploymentStep
from foundation.errors import NotFound
from reminders.registry import Titled


def deployments(*, to: Subject) -> ClassifiedQuerySet:
    """Every deployment `to` may see."""
    return Deployment.objects.visible_to(to)


def deployment_pages(*, to: Subject) -> QuerySet:
    """Deployments with everything their page or document shows, in three queries."""
    steps = DeploymentStep.objects.visible_to(to).select_related("by", "office").order_by("pk")
    coming = deployments(to=to).order_by("rotation_no", "pk")
    rows = deployments(to=to).select_related("operation", "authorisation", "predecessor", "label")
    return rows.prefetch_related(Prefetch("steps", steps), Prefetch("successors", coming))


def deployment(reference: str, *, to: Subject) -> Deployment:
    """One deployment; hidden and absent are the same NotFound."""
    found: Deployment | None = deployment_pages(to=to).filter(reference=reference).first()
    if found is None:
        raise NotFound
    return found


def abroad(rows: QuerySet) -> QuerySet:
    """Those who are there."""
    return rows.filter(state__in=sorted(ABROAD))


def overdue(rows: QuerySet, *, on: dt.date) -> QuerySet:
    """There although their last day has passed."""
    return abroad(rows).filter(period__endswith__lte=on)


def deployment_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """What those of these deployments are called that the reader may see."""
    rows = deployments(to=to).filter(reference__in=references).select_related("operation")
    return {
        row.reference: Titled(f"{row.operation.short_name} · {row.role} {row.rotation_no}", row.label_id)
        for row in rows
    }
