"""Correspondence a viewer may see: the register, one exchange, what is outstanding, what is about a record."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import F, Prefetch
from django.db.models.functions import Coalesce

from access.context import Subject
from correspondence.lifecycle import CorrespondenceDirection
from correspondence.models import Correspondence, CorrespondenceStep
from correspondence.selectors.subjects import names_of
from foundation.errors import NotFound
from foundation.references import PATTERN


def register(*, to: Subject) -> Any:
    """Every note and letter, the latest first."""
    return Correspondence.objects.visible_to(to).with_codes()


def pages(*, to: Subject) -> Any:
    """Notes with their parties and the steps they took."""
    steps = CorrespondenceStep.objects.visible_to(to).select_related("by").order_by("id")
    return (
        Correspondence.objects.visible_to(to)
        .with_parties()
        .with_codes()
        .prefetch_related(Prefetch("steps", steps))
    )


def note(reference: str, *, to: Subject) -> Correspondence:
    """One note; hidden and absent are the same NotFound."""
    known = PATTERN.match(reference)  # anything else would only be asked in vain, or cannot be asked at all
    found: Correspondence | None = pages(to=to).filter(reference=reference).first() if known else None
    if found is None:
        raise NotFound
    return found


def chain(one: Correspondence, *, to: Subject) -> Any:
    """The exchange a note belongs to, itself included, in the order of the days; two queries at most."""
    rows = Correspondence.objects.visible_to(to).chain_of(one.pk).with_parties()
    return rows.order_by(Coalesce("dated_on", "state_on"), "id")


def outstanding(*, to: Subject) -> Any:
    """Replies waited for, the longest first."""
    rows = Correspondence.objects.visible_to(to).outstanding().with_parties()
    return rows.annotate(waiting_since=Coalesce("received_on", "dated_on")).order_by("waiting_since", "id")


def days_outstanding(one: Correspondence, *, on: dt.date) -> int | None:
    """For how many days a reply has been waited for; None where nobody waits."""
    if not one.is_outstanding or one.waits_since is None:
        return None
    return (on - one.waits_since).days


def about(references: Collection[str], *, to: Subject) -> Any:
    """What is about these records, the latest first."""
    known = {name for reference in references for name in names_of(reference, to=to)}
    rows = Correspondence.objects.visible_to(to).filter(about_reference__in=known).with_parties()
    return rows.order_by("-state_on", "-id")


def duplicates(one: Correspondence, *, to: Subject) -> Any:
    """Other papers of the same sender and year that came in under the same number; a warning, never a refusal."""
    rows = Correspondence.objects.visible_to(to)
    if one.direction != CorrespondenceDirection.INCOMING or not one.number:
        return rows.none()
    return rows.numbered_like(one).order_by("id")


def narrowed(wanted: Mapping[str, Any], *, to: Subject) -> Any:
    """The register under the few filters of its page, the latest first."""
    rows = Correspondence.objects.visible_to(to).with_parties()
    if words := wanted.get("q"):
        rows = rows.matching(words)
    exact = {name: wanted[name] for name in ("direction", "kind", "state", "year") if wanted.get(name)}
    return rows.filter(**exact).order_by(F("year").desc(nulls_first=True), "-id")
