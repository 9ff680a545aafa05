"""Who represents us in one State and that State here, on a day: what the posture does not tell of it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count

from access.context import Subject
from attaches.lifecycle import FOREIGN_FORTHCOMING, AccreditationRole, AccreditationState
from attaches.models import Accreditation, ForeignAttache, ForeignAttacheTransition, Posting
from attaches.selectors.posture import states_on


@dataclass(frozen=True, slots=True)
class ForeignHere:
    """A foreign attaché in function on a day, or on the way to it."""

    attache: ForeignAttache
    state: str
    in_function: bool


def foreign_here(country: int, *, to: Subject, as_of: dt.date) -> list[ForeignHere]:
    """Those of a State who were accredited to us on a day or on their way to it; two queries."""
    states = states_on(ForeignAttacheTransition, "attache_id", to, as_of, attache__country=country)
    rows = ForeignAttache.objects.visible_to(to).filter(pk__in=states).select_related("seat")
    found = []
    for row in rows.order_by("requested_on", "id"):
        state, runs = states[row.pk], _runs(row.function, as_of)
        if runs or state in FOREIGN_FORTHCOMING:
            found.append(ForeignHere(row, state, runs))
    return found


def accredited_from_elsewhere(country: int, *, to: Subject, as_of: dt.date) -> list[Any]:
    """Our attachés of other posts who were accredited to a State besides, on a day (VCDR art. 5)."""
    rows = Accreditation.objects.visible_to(to).filter(
        country=country, role=AccreditationRole.SIDE, accredited_on__lte=as_of
    )
    still = rows.exclude(ended_on__lte=as_of).exclude(
        state=AccreditationState.WITHDRAWN, ended_on__isnull=True
    )
    found = still.select_related("posting__officer", "posting__post").order_by("id")
    return [row for row in found if _runs(row.posting.incumbency, as_of)]


def _runs(period: Any, day: dt.date) -> bool:
    return bool(period and period.lower <= day and (period.upper is None or day < period.upper))


def held_by_country(*, to: Subject, on: dt.date) -> dict[int, tuple[int, frozenset[int]]]:
    """How many of our posts are held in each State on a day, and their labels."""
    rows = Posting.objects.visible_to(to).filter(
        incumbency__contains=on, post__mission__country__isnull=False
    )
    grouped = rows.order_by().values_list("post__mission__country")
    counted = grouped.annotate(number=Count("pk"), labels=ArrayAgg("label_id", distinct=True))
    return {country: (number, frozenset(labels)) for country, number, labels in counted}
