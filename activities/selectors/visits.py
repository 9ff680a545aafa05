"""Visits a viewer may see: delegation, programme, and how each phase stands."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from access.context import Subject
from access.managers import ClassifiedQuerySet
from activities.engine import PhaseStanding, phase_days, phase_standing
from activities.lifecycle import VisitPhase
from activities.models import Delegate, ProgrammeItem, Visit, VisitPreparation


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
    """Visits with everything their page or document shows, in four queries."""
    members = Delegate.objects.visible_to(to).select_related("country").order_by("place")
    points = ProgrammeItem.objects.visible_to(to).order_by("starts_at", "pk")
    done = VisitPreparation.objects.visible_to(to)
    return (
        visits(to=to)
        .select_related("activity__kind", "activity__country", "label")
        .prefetch_related(
            Prefetch("delegation", members), Prefetch("programme", points), Prefetch("prepared", done)
        )
    )


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
