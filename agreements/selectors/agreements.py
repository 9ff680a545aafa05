"""Agreements a viewer may see."""

import datetime as dt
from collections.abc import Collection

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, CharField, F, OuterRef, Prefetch, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from access.context import Subject
from access.managers import ClassifiedQuerySet
from agreements.engine import DeadlineKind
from agreements.models import (
    Agreement,
    AgreementDeadline,
    AgreementText,
    FullPowers,
    Party,
    StageDocument,
    StageEvent,
)
from agreements.selectors.parties import standing_parties
from foundation.errors import NotFound
from reminders.registry import Titled


def agreements(*, to: Subject) -> ClassifiedQuerySet:
    """Every agreement `to` may see."""
    return Agreement.objects.visible_to(to)


def agreement(reference: str, *, to: Subject) -> Agreement:
    """One agreement with its clause and text; hidden and absent are the same NotFound."""
    held = agreement_pages(to=to).filter(reference=reference).first()
    if held is None:
        raise NotFound
    return held


def agreement_pages(*, to: Subject) -> QuerySet:
    """Agreements with everything their page or document shows, in a fixed number of queries."""
    rows = agreements(to=to).select_related(
        "clause", "authentic_text", "parent", "label", "owner_unit", "depositary_country", "depositary_organisation",
        "custodian", "registered_by", "format", "supersession__successor",
    )  # fmt: skip
    stages = StageEvent.in_context.select_related("by", "office")
    papers = StageDocument.in_context.select_related("file")
    return with_party_acts(rows).prefetch_related(
        Prefetch("full_powers", FullPowers.in_context.select_related("document")),
        Prefetch("texts", AgreementText.in_context.select_related("file")),
        Prefetch("stages", stages.order_by("pk")),
        Prefetch("stages__documents", papers),
    )


def with_party_acts(rows: QuerySet) -> QuerySet:
    """Reads the parties with everything each of them did, in a fixed number of queries."""
    parties = Party.in_context.select_related(
        "country", "organisation", "signature__full_powers", "notification"
    )
    return rows.prefetch_related(
        Prefetch("parties", parties), "parties__domestic_steps", "parties__statements", "parties__withdrawals"
    )


def with_parties(rows: QuerySet, *, to: Subject, names: str = "", on: dt.date | None = None) -> QuerySet:
    """Adds `others`: codes of the parties besides the home State, in order; with `names` (en, az) their names too.

    `on`: without those that had left by that day.
    """
    parties = Party.objects.visible_to(to) if on is None else standing_parties(to=to, on=on)
    others = parties.filter(agreement=OuterRef("pk"), is_home=False).order_by("pk")
    rows = rows.annotate(
        others=ArraySubquery(
            others.values_list(Coalesce("country__iso2", "organisation__code", output_field=CharField()))
        )
    )
    if names:
        said = Coalesce(f"country__name_{names}", f"organisation__name_{names}")
        rows = rows.annotate(other_names=ArraySubquery(others.values_list(said)))
    return rows


def shown_title(language: str) -> Case:
    """The title in a language where there is one, else as signed; for lists."""
    name = "title_az" if language == "az" else "title_en"
    return Case(When(**{name: ""}, then=F("title")), default=F(name))


def agreement_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """Titles of those of these agreements that the reader may see."""
    rows = (
        agreements(to=to).filter(reference__in=references).annotate(said=shown_title(get_language() or "en"))
    )
    return {
        reference: Titled(said, label)
        for reference, said, label in rows.values_list("reference", "said", "label_id")
    }


def with_deadline(rows: QuerySet, *, to: Subject) -> QuerySet:
    """Adds `last_receipt`: the computed last day for receipt of a denunciation notice, for lists."""
    days = AgreementDeadline.objects.visible_to(to).filter(
        agreement=OuterRef("pk"), kind=DeadlineKind.LAST_RECEIPT
    )
    return rows.annotate(last_receipt=Subquery(days.values("due_on")))
