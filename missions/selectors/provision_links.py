"""Which provisions of agreements serve which objectives, and which objectives a provision serves (domain.md A5.25)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q, QuerySet

from access.context import Subject
from missions.models import ObjectiveProvision
from reminders.registry import Titled


def provision_links(*, to: Subject) -> QuerySet[ObjectiveProvision]:
    """Every link the viewer may see, with both ends; its label is never below theirs."""
    rows = ObjectiveProvision.objects.visible_to(to)
    return rows.select_related("objective__document", "provision__agreement", "label").order_by("-pk")


def standing(rows: QuerySet[ObjectiveProvision], on: dt.date) -> QuerySet[ObjectiveProvision]:
    """Links that stood on a day."""
    return rows.filter(Q(unlinked_on__isnull=True) | Q(unlinked_on__gt=on), linked_on__lte=on)


def by_objective(keys: Collection[int], *, to: Subject, on: dt.date) -> dict[int, list[ObjectiveProvision]]:
    """The links of these objectives on a day."""
    found: dict[int, list[ObjectiveProvision]] = defaultdict(list)
    for row in standing(provision_links(to=to), on).filter(objective__in=keys).order_by("pk"):
        found[row.objective_id].append(row)
    return found


def of_provision(key: int, *, to: Subject, on: dt.date) -> list[ObjectiveProvision]:
    """What a provision serves on a day."""
    return list(standing(provision_links(to=to), on).filter(provision=key).order_by("pk"))


def of_document(key: int, *, to: Subject, on: dt.date) -> list[ObjectiveProvision]:
    """What serves the objectives of a document on a day, in the order of their codes."""
    rows = standing(provision_links(to=to), on).filter(objective__document=key)
    return list(rows.order_by("objective__code", "pk"))


def link_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """Both ends of those of these links that the reader may see."""
    rows = provision_links(to=to).filter(reference__in=references)
    return {row.reference: Titled(str(row), row.label_id) for row in rows}
