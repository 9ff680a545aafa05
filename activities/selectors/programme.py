"""The programme as its page shows it: groups by state, figures, lines."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from activities.lifecycle import AHEAD, HELD, ActivityState
from activities.models import Activity, ServedObjective
from activities.selectors.activities import activities, in_year, with_blocked
from activities.selectors.derived import derived_somewhere
from activities.selectors.duplicates import duplicated, with_similar
from directory.models import ActivityKind, Country

S = ActivityState


@dataclass(frozen=True)
class Group:
    """States that answer one question."""

    code: str
    label: Any
    states: frozenset[str]


GROUPS = (
    Group("planning", _("being planned"), frozenset({S.IDEA, S.PLANNED, S.POSTPONED})),
    Group("in_approval", _("in approval"), frozenset({S.IN_APPROVAL})),
    Group("coming", _("approved and coming"), frozenset({S.APPROVED, S.PREPARING})),
    Group("ongoing", _("under way"), frozenset({S.ONGOING})),
    Group("held", _("held"), frozenset(HELD)),
    Group("cancelled", _("cancelled"), frozenset({S.CANCELLED})),
)
SHOWING = (
    ("blocked", _("blocked")),
    ("similar", _("with a similar engagement")),
    ("aimless", _("serving no objective of their own")),
)


def programme(*, to: Subject, on: dt.date, wanted: dict[str, Any]) -> QuerySet:
    """Activities for the programme; the latest first; `wanted` narrows."""
    rows: Any = _narrowed(with_blocked(activities(to=to), to=to, on=on), wanted)
    rows = _showing(rows, wanted.get("show") or "", to)
    if wanted.get("q"):
        rows = rows.matching(wanted["q"])
    rows = with_similar(rows.select_related("kind", "country", "agreement"), to=to)
    return rows.order_by("-starts_on", "-id")


def _narrowed(rows: QuerySet, wanted: dict[str, Any]) -> QuerySet:
    states = {group.code: group.states for group in GROUPS}.get(wanted.get("state") or "")
    if states:
        rows = rows.filter(state__in=sorted(states))
    same = {name: wanted[name] for name in ("aspect", "level", "country") if wanted.get(name)}
    rows = rows.filter(**same)
    if wanted.get("kind"):
        kinds = ActivityKind.objects.filter(Q(pk=wanted["kind"].pk) | Q(parent=wanted["kind"].pk))
        rows = rows.filter(kind__in=list(kinds))
    return in_year(rows, wanted["year"]) if wanted.get("year") else rows


def _showing(rows: QuerySet, what: str, to: Subject) -> QuerySet:
    if what == "blocked":
        return rows.filter(blocked=True)
    if what == "similar":
        return duplicated(rows, to=to)
    if what == "aimless":
        served = ServedObjective.objects.visible_to(to).filter(activity=OuterRef("pk"))
        return rows.filter(~Exists(served), state__in=sorted(AHEAD | {S.ONGOING}))
    return rows


def figures(*, to: Subject, year: int) -> dict[str, int]:
    """How many of each group begin in a year."""
    counts = {group.code: Count("pk", filter=Q(state__in=sorted(group.states))) for group in GROUPS}
    return in_year(activities(to=to), year).order_by().aggregate(**counts)


def partner_countries(*, to: Subject) -> QuerySet:
    """Countries with an activity `to` may see, or with a signing or an appointment that appears by itself."""
    seen = Activity.objects.visible_to(to).filter(country=OuterRef("pk"))
    return Country.objects.filter(Exists(seen) | derived_somewhere(to=to)).by_name()
