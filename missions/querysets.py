"""Filters of papers and of those who come into office at their missions, chainable on any queryset of them."""

import datetime as dt
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from attaches.lifecycle import INCUMBENT, PostKind
from missions.lifecycle import IN_EFFECT


def in_effect(papers: QuerySet) -> QuerySet:
    """Papers in effect at present."""
    return papers.filter(state__in=sorted(IN_EFFECT))


def in_effect_on(papers: QuerySet, transitions: Any, day: dt.date) -> QuerySet:
    """Papers that were in effect on a day, derived from the states they reached by then (decisions.md 17)."""
    reached = transitions.filter(paper=OuterRef("pk"), on__lte=day).order_by("-on", "-id")
    return (
        papers.filter(period__contains=day)
        .alias(state_then=Subquery(reached.values("state")[:1]))
        .filter(state_then__in=sorted(IN_EFFECT))
    )


def heads_come(tenures: QuerySet, day: Any) -> QuerySet:
    """Heads of missions who had taken office by a day; entered in advance, a tenure changes nothing yet."""
    return tenures.filter(period__startswith__lte=day)


def attaches_come(postings: QuerySet, day: Any) -> QuerySet:
    """Attachés in post who had taken over by a day."""
    return postings.filter(
        post__kind=PostKind.ATTACHE_OFFICE, state__in=INCUMBENT, incumbency__startswith__lte=day
    )
