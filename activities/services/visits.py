"""Visits: protocol level, delegation, programme, and the phases that prepare them (domain.md B3, C7)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from activities.lifecycle import VisitPhase
from activities.models import Activity, DelegationSeat, ProgrammeItem, Visit, VisitPreparation
from activities.services.activities import FIXED, locked
from activities.services.delegations import MOST, TooMany, seat
from activities.services.refusals import NotAmendable
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput
from foundation.permissions import require
from foundation.writes import insert, update, validate

TYPED = ("protocol_level", "purpose", "contact", "gifts")


class ExerciseIsNoVisit(InvalidInput):
    """An exercise is prepared by its conferences."""

    message = _("An exercise is prepared by its conferences, not as a visit.")


class VisitBegun(InvalidInput):
    """An activity is one visit."""

    message = _("This activity is a visit already. Change that one.")


class OutsideTheVisit(InvalidInput):
    """The programme lies within the days of the visit."""

    message = _("A point of the programme lies outside the days of the visit.")


class EndsBeforeItBegins(InvalidInput):
    """Time runs forward."""

    message = _("A point of the programme ends before it begins.")


class PhaseUnfit(InvalidInput):
    """What has not happened is not recorded as done."""

    message = _("A phase of the table, done today at the latest.")


class PhaseDone(DomainError):
    """Each phase is done once."""

    message = _("This phase is done already.")


class ProgrammeMissing(DomainError):
    """What was agreed stands here."""

    message = _("Enter the programme and the delegation first.")


@verb("visits.write")
def write(
    activity: Activity, *, by: Subject, at: dt.datetime, version: int | None = None,
    delegation: Iterable[Mapping[str, Any]] | None = None, programme: Iterable[Mapping[str, Any]] | None = None,
    begins: bool = False, names_seen: str | None = None, **facts: Any,
) -> Visit:  # fmt: skip
    """Make an activity a visit (`begins`), or change it; a list that is given replaces the one before.

    Who is on the list `personal` gives names with the places, over those that were seen (`names_seen`).
    """
    require(by, "visits.write")
    held = locked(activity, by=by, version=version)
    if held.kind.code == "exercise":
        raise ExerciseIsNoVisit(fields={"activity": ExerciseIsNoVisit.message})
    if held.state in FIXED:
        raise NotAmendable
    found = _begun(held, begins, by=by)
    visit = found or Visit(activity=held, label_id=held.label_id)
    moved = _put(visit, held, facts) or programme is not None
    if delegation is not None:
        moved = seat(visit, list(delegation), by=by, seen=names_seen) or moved
    if programme is not None:
        _plan(visit, list(programme), by=by)
    if moved:  # one version for both; names alone leave no trace for who may not read them
        update(held)
    visit.activity = held
    return visit


def _put(visit: Visit, held: Activity, facts: Mapping[str, Any]) -> bool:
    """Write what is typed of it; True where something has changed."""
    changed = [name for name in TYPED if name in facts and facts[name] != getattr(visit, name)]
    for name in changed:
        setattr(visit, name, facts[name])
    visit.activity = held
    if visit._state.adding:
        insert(visit)
        return True
    validate(visit)
    visit.save(update_fields=list(TYPED))
    return bool(changed)


def _begun(held: Activity, begins: bool, *, by: Subject) -> Visit | None:
    """The visit there is; what begins one never writes over it."""
    found: Visit | None = Visit.objects.visible_to(by).select_related("label").filter(activity=held).first()
    if begins and found is not None:
        raise VisitBegun(fields={"activity": VisitBegun.message})
    return found


@verb("visits.prepare")
def prepare(
    activity: Activity, *, by: Subject, phase: str, on: dt.date, at: dt.datetime, version: int | None = None
) -> Visit:  # fmt: skip
    """A phase is done: the programme and the delegation stand before they are called agreed."""
    require(by, "visits.prepare")
    held = locked(activity, by=by, version=version)
    visit: Visit | None = Visit.objects.visible_to(by).filter(activity=held).first()
    if visit is None or phase not in VisitPhase.values or on > timezone.localdate(at):
        raise PhaseUnfit(fields={"phase": PhaseUnfit.message})
    done = VisitPreparation.objects.visible_to(by).filter(visit=visit)
    if done.filter(phase=phase).exists():
        raise PhaseDone
    needed: Any = {VisitPhase.PROGRAMME: ProgrammeItem, VisitPhase.PROTOCOL: DelegationSeat}.get(
        VisitPhase(phase)
    )
    if needed is not None and not needed.objects.visible_to(by).filter(visit=visit).exists():
        raise ProgrammeMissing
    insert(VisitPreparation(visit=visit, phase=phase, done_on=on, label_id=visit.label_id))
    visit.activity = update(held)
    return visit


def _plan(visit: Visit, rows: list[Mapping[str, Any]], *, by: Subject) -> None:
    first, last = visit.activity.starts_on, visit.activity.ends_on
    for row in rows:
        if row["ends_at"] < row["starts_at"]:
            raise EndsBeforeItBegins(fields={"programme": EndsBeforeItBegins.message})
        days = (timezone.localdate(row["starts_at"]), timezone.localdate(row["ends_at"]))
        if days[0] < first or days[1] > last:
            raise OutsideTheVisit(fields={"programme": OutsideTheVisit.message})
    made = [ProgrammeItem(**row, visit=visit, label_id=visit.label_id) for row in rows]
    if len(made) > MOST:
        raise TooMany(fields={"programme": TooMany.message})
    for point in made:
        try:
            validate(point)
        except InvalidInput as error:
            words = [word for many in error.fields.values() for word in many]  # type: ignore[attr-defined]
            raise InvalidInput(fields={"programme": words}) from error
    ProgrammeItem.objects.visible_to(by).filter(visit=visit).delete()
    ProgrammeItem.objects.visible_to(by).bulk_create(made)
