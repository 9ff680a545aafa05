"""How we stand towards States on a day, and which share of the effort each tier is to get."""

import datetime as dt

from django.db.models import QuerySet

from directory.models import EffortShare, Stance
from directory.terms import StanceKind


def stances_on(day: dt.date) -> dict[str, frozenset[str]]:
    """ISO codes of the States of which each of the kinds holds on a day; every kind is there."""
    rows = Stance.objects.filter(period__contains=day).values_list("kind", "country__iso2")
    found: dict[str, set[str]] = {kind.value: set() for kind in StanceKind}
    for kind, code in rows:
        found[kind].add(code)
    return {kind: frozenset(codes) for kind, codes in found.items()}


def effort_shares() -> QuerySet[EffortShare]:
    """Every share there was, is or shall be, tier by tier, the latest first."""
    return EffortShare.objects.order_by("tier", "-period")


def effort_shares_on(day: dt.date) -> dict[int, int]:
    """Percent aimed at, by tier; a tier without a share that day is left out."""
    return dict(EffortShare.objects.filter(period__contains=day).values_list("tier", "percent"))
