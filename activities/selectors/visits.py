"""Visits a viewer may see: delegation, programme, and how each phase stands."""

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.managers import ClassifiedQuerySet
from activities.engine import PhaseStanding, phase_days, phase_standing
from activities.lifecycle import AHEAD, HELD, ActivityState, VisitPhase
from activities.models import Delegate, DelegationSeat, ProgrammeItem, Visit, VisitPreparation
from activities.selectors.activities import activities
from directory.models import Country

PERSONAL = "personal"  # the list that names of visitors stand on


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """One phase on one day."""

    phase: str
    label: str
    due_on: dt.date
    done_on: dt.date | None
    standing: PhaseStanding


def visits(*, to: Subject) -> ClassifiedQuerySet:
    """Every visit `to` may see."""
    return Visit.objects.visible_to(to)


def visit_pages(*, to: Subject) -> QuerySet:
    """Visits with everything their page or document shows, in five queries; names for who is on their list."""
    people = Prefetch("person", Delegate.objects.visible_to(to))
    seats = DelegationSeat.objects.visible_to(to).select_related("country").order_by("place")
    points = ProgrammeItem.objects.visible_to(to).order_by("starts_at", "pk")
    done = VisitPreparation.objects.visible_to(to)
    return (
        visits(to=to)
        .select_related("activity__kind", "activity__country", "label")
        .prefetch_related(
            Prefetch("delegation", seats.prefetch_related(people)), Prefetch("programme", points),
            Prefetch("prepared", done),
        )
    )  # fmt: skip


WHICH = (
    ("ahead", _("Ahead and under way")),
    ("late", _("With a phase that is late")),
    ("past", _("Past")),
    ("all", _("All")),
)


def listed_visits(*, to: Subject, on: dt.date, wanted: Mapping[str, Any]) -> QuerySet:
    """Visits for their list: those ahead by their first day, the past with the latest first."""
    which = wanted.get("which") or "ahead"
    rows = visit_pages(to=to)
    if wanted.get("q"):
        rows = rows.filter(activity__in=activities(to=to).matching(wanted["q"]).values("pk"))
    for name, field in (("country", "activity__country"), ("protocol_level", "protocol_level")):
        if wanted.get(name):
            rows = rows.filter(**{field: wanted[name]})
    if which == "past":
        return rows.filter(activity__state__in=sorted(HELD)).order_by("-activity__starts_on", "-pk")
    if which in ("ahead", "late"):
        rows = rows.filter(activity__state__in=sorted(AHEAD | {ActivityState.ONGOING}))
    if which == "late":
        rows = rows.filter(_late(to, on))
    return rows.order_by("activity__starts_on", "pk")


def _late(to: Subject, on: dt.date) -> Any:
    """Some phase was to be done by now and is not."""
    found: Any = Q()
    for phase, day in phase_days(on).items():
        reach = on + (on - day)  # visits that begin before this day have the phase behind them
        done = VisitPreparation.objects.visible_to(to).filter(visit=OuterRef("pk"), phase=phase)
        found |= Q(activity__starts_on__lt=reach) & ~Exists(done)
    return found


def partner_countries(*, to: Subject) -> QuerySet:
    """Main partners of visits `to` may see."""
    return Country.objects.filter(pk__in=visits(to=to).order_by().values("activity__country"))


def visit_of(activity: object, *, to: Subject) -> Visit | None:
    """The visit of an activity, if it is one."""
    found: Visit | None = visit_pages(to=to).filter(activity=activity).first()
    return found


def phase_lines(visit: Visit, *, on: dt.date) -> list[PhaseLine]:
    """The phases in their order with how they stand on a day."""
    done = {row.phase: row.done_on for row in visit.prepared.all()}
    due = phase_days(visit.activity.starts_on)
    return [
        PhaseLine(
            phase.value, str(phase.label), due[phase], done.get(phase.value),
            phase_standing(due[phase], done.get(phase.value), on),
        )
        for phase in VisitPhase
    ]  # fmt: skip


def person_of(seat: DelegationSeat) -> Delegate | None:
    """Who takes a place of visit_pages(), for who may read it; hidden and not yet named look the same."""
    found: Delegate | None = getattr(seat, "person", None)
    return found


def names_there(visit: Visit, *, to: Subject) -> list[Delegate]:
    """The names `to` may read."""
    return list(Delegate.objects.visible_to(to).filter(visit=visit).order_by("seat_id"))


def names_tag(rows: Iterable[Delegate]) -> str:
    """What somebody has read of the names in short, so that nobody writes over what he has not seen; else nothing."""
    told = sorted((row.seat_id, row.name, row.position) for row in rows)
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16] if told else ""


def names_of(visit: Visit) -> list[Delegate]:
    """The names of visit_pages() that may be read."""
    return [person for seat in visit.delegation.all() if (person := person_of(seat)) is not None]


def people_of(visit: Visit) -> list[tuple[Country, str, int]]:
    """How many come, by side and rank, in the order of precedence."""
    seats = list(visit.delegation.all())
    counted = Counter((seat.country, str(seat.get_rank_level_display())) for seat in seats)
    return [(country, rank, number) for (country, rank), number in counted.items()]
