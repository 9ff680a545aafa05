"""Filters of papers, chainable on any queryset of them."""

import datetime as dt
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

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
