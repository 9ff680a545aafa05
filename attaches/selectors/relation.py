"""Who represents us in one State and that State here, on a day: what the posture does not tell of it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, QuerySet

from access.context import Subject
from access.kept import Kept, Question
from attaches.lifecycle import FOREIGN_FORTHCOMING, AccreditationRole, AccreditationState
from attaches.models import Accreditation, ForeignAttache, ForeignAttacheTransition, Posting
from attaches.selectors.posture import with_state_then


@dataclass(frozen=True, slots=True)
class ForeignHere:
    """A foreign attaché in function on a day, or on the way to it."""

    attache: ForeignAttache
    state: str
    in_function: bool


def foreign_here(country: int, *, to: Subject, as_of: dt.date) -> list[ForeignHere]:
    """Those of a State who were accredited to us on a day or on their way to it; one query."""
    found = []
    for row in _foreign(to=to, country=country, as_of=as_of):
        state, runs = row.was, _runs(row.function, as_of)
        if state and (runs or state in FOREIGN_FORTHCOMING):
            found.append(ForeignHere(row, state, runs))
    return found


def relation_asks(country: int, *, as_of: dt.date) -> list[Question]:
    """What foreign_here() and accredited_from_elsewhere() ask."""
    return [kept.asking(country=country, as_of=as_of) for kept in (_foreign, _from_elsewhere)]


@Kept
def _foreign(*, to: Subject, country: int, as_of: dt.date) -> QuerySet:
    here = ForeignAttache.objects.visible_to(to).filter(country=country)
    rows = with_state_then(here, ForeignAttacheTransition, "attache", to, as_of)
    return rows.select_related("seat").order_by("requested_on", "id")


def accredited_from_elsewhere(country: int, *, to: Subject, as_of: dt.date) -> list[Any]:
    """Our attachés of other posts who were accredited to a State besides, on a day (VCDR art. 5)."""
    found = _from_elsewhere(to=to, country=country, as_of=as_of)
    return [row for row in found if _runs(row.posting.incumbency, as_of)]


@Kept
def _from_elsewhere(*, to: Subject, country: int, as_of: dt.date) -> QuerySet:
    rows = Accreditation.objects.visible_to(to).filter(
        country=country, role=AccreditationRole.SIDE, accredited_on__lte=as_of
    )
    still = rows.exclude(ended_on__lte=as_of).exclude(
        state=AccreditationState.WITHDRAWN, ended_on__isnull=True
    )
    return still.select_related("posting__officer", "posting__post").order_by("id")


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
