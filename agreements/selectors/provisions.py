"""Provisions a viewer may see, and how much of an agreement is carried out."""

from collections.abc import Collection

from django.db.models import QuerySet

from access.context import Subject
from access.managers import ClassifiedQuerySet
from agreements.engine import Implementation
from agreements.models import Agreement, Provision
from foundation.errors import NotFound
from reminders.registry import Titled


def provisions(*, to: Subject) -> ClassifiedQuerySet:
    """Every provision `to` may see."""
    return Provision.objects.visible_to(to)


def provision_pages(*, to: Subject) -> QuerySet:
    """Provisions with everything their page or document shows, in a fixed number of queries."""
    rows = provisions(to=to).select_related(
        "agreement", "owner__institution", "obliged__country", "obliged__organisation", "depends_on", "label"
    )
    return rows.prefetch_related(
        "events__evidence", "events__office__institution", "redatings", "stages", "following"
    )


def provision(reference: str, *, to: Subject) -> Provision:
    """One provision; hidden and absent are the same NotFound."""
    held = provision_pages(to=to).filter(reference=reference).first()
    if held is None:
        raise NotFound
    return held


def of_agreement(agreement: Agreement, *, to: Subject) -> list[Provision]:
    """The provisions of one agreement in their phases."""
    rows = provisions(to=to).filter(agreement=agreement)
    return list(
        rows.select_related("owner__institution", "depends_on", "obliged__country", "obliged__organisation")
    )


def implementation(agreements: Collection[int], *, to: Subject) -> dict[int, Implementation]:
    """Share carried out of each of these agreements, of the obligations `to` may see; in one query."""
    states: dict[int, list[str]] = {}
    rows = provisions(to=to).filter(agreement__in=agreements, is_obligation=True).order_by()
    for agreement, state in rows.values_list("agreement", "state"):
        states.setdefault(agreement, []).append(state)
    return {agreement: Implementation.of(found) for agreement, found in states.items()}


def provision_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """What these provisions say in a few words, as far as the reader may see them."""
    rows = provisions(to=to).filter(reference__in=references).order_by()
    return {
        reference: Titled(f"{article} · {title}", label)
        for reference, article, title, label in rows.values_list("reference", "article", "title", "label_id")
    }
