"""How we stand towards States on a day, and which share of the effort each tier is to get."""

import datetime as dt

from django.db.models import Sum

from directory.models import EffortShare, Stance
from directory.terms import StanceKind


def stances_on(day: dt.date) -> dict[str, frozenset[str]]:
    """ISO codes of the States of which each of the kinds holds on a day; every kind is there."""
    rows = Stance.objects.filter(period__contains=day).values_list("kind", "country__iso2")
    found: dict[str, set[str]] = {kind.value: set() for kind in StanceKind}
    for kind, code in rows:
        found[kind].add(code)
    return {kind: frozenset(codes) for kind, codes in found.items()}


def effort_shares_on(day: dt.date) -> dict[int, int]:
    """Percent aimed at, by tier; a tier without a share that day is left out."""
    return dict(EffortShare.objects.filter(period__contains=day).values_list("tier", "percent"))


def most_shared(share: EffortShare) -> int:
    """What the tiers get together on the day in the period of a share when they get most, that share included."""
    others = EffortShare.objects.exclude(pk=share.pk).filter(period__overlap=share.period)
    starts = {row.period.lower for row in others} | {share.period.lower}
    days = [day for day in starts if day is None or share.period.lower is None or day >= share.period.lower]
    most = 0
    for day in days:
        there = (
            others.filter(period__startswith__isnull=True)
            if day is None
            else others.filter(period__contains=day)
        )
        most = max(most, there.aggregate(all=Sum("percent"))["all"] or 0)
    return most + share.percent
