"""Obligations of all agreements: what is late, what comes next, how much of each agreement is carried out."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, Count, F, Q, QuerySet, Value, When

from access.context import Subject
from accounts.models import Office
from agreements.engine import CONCLUDED, Implementation, ProvisionState
from agreements.models import Agreement, Party
from agreements.selectors.provisions import implementation, provisions
from directory.models import Country

OPEN = sorted(set(ProvisionState) - CONCLUDED)
WHICH = {
    "open": Q(state__in=OPEN),
    "late": Q(state__in=OPEN, is_late=True),
    "concluded": Q(state__in=sorted(CONCLUDED)),
    "all": Q(),
}


@dataclass(frozen=True)
class Share:
    """One agreement with how much of it is carried out."""

    agreement: Agreement
    done: Implementation


def obligations(*, to: Subject, on: dt.date, wanted: dict[str, Any] | None = None) -> QuerySet:
    """Obligations `to` may see, the late ones on top, then by their day; `wanted` narrows."""
    chosen = wanted or {}
    late = When(state__in=OPEN, due_on__lt=on, then=Value(True))
    rows: Any = provisions(to=to).filter(is_obligation=True)
    rows = rows.annotate(is_late=Case(late, default=Value(False), output_field=BooleanField()))
    rows = rows.filter(WHICH[chosen.get("which") or "open"])
    for name in ("agreement__reference", "owner", "kind", "state"):
        if chosen.get(name):
            rows = rows.filter(**{name: chosen[name]})
    if chosen.get("country"):
        with_it = Party.objects.visible_to(to).filter(country=chosen["country"], is_home=False)
        rows = rows.filter(agreement__in=with_it.values("agreement"))
    if chosen.get("q"):
        rows = rows.matching(chosen["q"])
    return rows.select_related(
        "agreement", "owner__institution", "obliged__country", "obliged__organisation", "depends_on"
    ).order_by("-is_late", F("due_on").asc(nulls_last=True), "id")


def shares_of(rows: QuerySet, *, to: Subject) -> list[Share]:
    """How much of each agreement among these is carried out, of all its obligations `to` may see, least first."""
    held = {
        agreement.pk: agreement
        for agreement in Agreement.objects.visible_to(to).filter(pk__in=rows.order_by().values("agreement"))
    }
    done = implementation(list(held), to=to)
    found = [Share(held[pk], share) for pk, share in done.items()]
    return sorted(found, key=lambda one: (one.done.fulfilled / (one.done.counted or 1), one.agreement.pk))


def figures(*, to: Subject, on: dt.date) -> dict[str, int]:
    """How many are late, open, and concluded."""
    rows = provisions(to=to).filter(is_obligation=True).order_by()
    return rows.aggregate(
        late=Count("pk", filter=Q(state__in=OPEN, due_on__lt=on)),
        open=Count("pk", filter=Q(state__in=OPEN)),
        concluded=Count("pk", filter=Q(state__in=sorted(CONCLUDED))),
    )


def owners(*, to: Subject) -> QuerySet:
    """Offices that own an obligation `to` may see."""
    return Office.objects.filter(pk__in=provisions(to=to).order_by().values("owner")).select_related(
        "institution"
    )


def partner_countries(*, to: Subject) -> QuerySet:
    """States with an obligation `to` may see in an agreement with them."""
    seen = Party.objects.visible_to(to).filter(
        is_home=False,
        agreement__in=provisions(to=to).filter(is_obligation=True).order_by().values("agreement"),
    )
    return Country.objects.filter(pk__in=seen.values("country"))
