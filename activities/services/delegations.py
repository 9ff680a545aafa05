"""Delegations: places by side and rank for who sees the visit, names on the list `personal` (decisions.md 6, C7)."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.models import Label
from access.services.labels import LabelNotHeld, chosen
from activities.lifecycle import TERMINAL
from activities.models import Activity, Delegate, DelegationSeat, Visit
from activities.selectors.visits import PERSONAL, names_tag, names_there
from activities.services.activities import locked
from activities.services.refusals import NotAmendable
from foundation.acts import verb
from foundation.errors import InvalidInput, NotFound, RecordChanged
from foundation.permissions import may, require
from foundation.writes import validate

MOST = 200
SEEN = ("country", "rank_level", "is_head")
NAMED = ("name", "position")
Row = Mapping[str, Any]


class SideUnknown(InvalidInput):
    """Delegations come from those who take part."""

    message = _("A delegation belongs to our side, the main partner or a further country.")


class OneHead(InvalidInput):
    """A delegation has one head."""

    message = _("Two heads of one delegation are named.")


class TooMany(InvalidInput):
    """More is a list of its own, kept with the protocol."""

    message = _("No more than 200 lines.")


class NamesOfVisitors(InvalidInput):
    """Personal data are written by who reads them (C1, decisions.md 6)."""

    message = _("Names of visitors are personal data: State Protocol and personnel enter them.")


class NamesChanged(RecordChanged):
    """Two people enter names one after the other, not over each other."""

    message = _("The names have changed since you opened them. Look at them again before you write.")


class NoSuchPlace(InvalidInput):
    """Names are entered for the places there are, each once."""

    message = _("A name belongs to one place in the list, and each place to one name.")


@verb("visits.name")
def name(
    activity: Activity, *, by: Subject, at: dt.datetime, names: Iterable[Row], version: int | None = None,
    seen: str | None = None,
) -> Visit:  # fmt: skip
    """Say who takes which place; the list replaces the one before. What others see of the visit does not move."""
    require(by, "visits.name")
    held = locked(activity, by=by, version=version)
    visit: Visit | None = Visit.objects.visible_to(by).select_related("label").filter(activity=held).first()
    if visit is None:
        raise NotFound
    if held.state in TERMINAL:
        raise NotAmendable
    given = list(names)
    rows = {row["place"]: row for row in given}
    seats = {seat.place: seat for seat in DelegationSeat.objects.visible_to(by).filter(visit=visit)}
    if len(rows) < len(given) or set(rows) - set(seats):
        raise NoSuchPlace(fields={"names": NoSuchPlace.message})
    _check_seen(visit, seen, by=by)
    _write_names(visit, [(seats[place], rows.get(place, {"name": ""})) for place in sorted(seats)], by=by)
    visit.activity = held
    return visit


def seat(visit: Visit, rows: list[Row], *, by: Subject, seen: str | None = None) -> bool:
    """The places as they are given now, with names where they are given; True where the places have changed.

    A place that stays as it was keeps who takes it, whoever moves it; equal ones follow each other as before.
    """
    _check(visit.activity, rows)
    named = any(key in row for row in rows for key in NAMED)
    if named and not may(by, "visits.name"):
        raise NamesOfVisitors(fields={"delegation": NamesOfVisitors.message})
    if named:
        _check_seen(visit, seen, by=by)
    free = list(DelegationSeat.objects.visible_to(by).filter(visit=visit).order_by("place"))
    before = [_facts(one) for one in free]
    taken = [_taken(visit, row, free) for row in rows]
    for place, one in enumerate(taken, start=1):
        one.place = place
        _valid(one)
    _store(taken, [one.pk for one in free], by=by)
    if named:
        _write_names(visit, list(zip(taken, rows, strict=True)), by=by)
    return before != [_facts(one) for one in taken]


def _check(activity: Activity, rows: list[Row]) -> None:
    if len(rows) > MOST:
        raise TooMany(fields={"delegation": TooMany.message})
    sides = {activity.country_id, *activity.participants.values_list("country_id", flat=True)}
    if any(row["country"].pk not in sides and row["country"].iso2 != settings.HOME_COUNTRY for row in rows):
        raise SideUnknown(fields={"delegation": SideUnknown.message})
    heads = [row["country"].pk for row in rows if row.get("is_head")]
    if len(set(heads)) < len(heads):
        raise OneHead(fields={"delegation": OneHead.message})


def _facts(one: DelegationSeat) -> tuple[Any, ...]:
    return one.country_id, one.rank_level, one.is_head, one.place


def _taken(visit: Visit, row: Row, free: list[DelegationSeat]) -> DelegationSeat:
    """The place a row is about: the one it names, else one that is the same, else a new one."""
    wanted = (row["country"].pk, row["rank_level"], bool(row.get("is_head")))
    known = (one for one in free if one.pk == row.get("seat"))
    alike = (one for one in free if "seat" not in row and _facts(one)[:3] == wanted)
    found = next(known, None) or next(alike, None)
    if found is None:
        found = DelegationSeat(visit=visit, label_id=visit.label_id)
    else:
        free.remove(found)
    found.country, found.rank_level, found.is_head = row["country"], row["rank_level"], wanted[2]
    return found


def _valid(row: Any) -> None:
    try:
        validate(row)
    except InvalidInput as error:
        words = [word for many in error.fields.values() for word in many]  # type: ignore[attr-defined]
        raise InvalidInput(fields={"delegation": words}) from error


def _store(taken: list[DelegationSeat], gone: Collection[int], *, by: Subject) -> None:
    """Those that are gone first, then those that stay, then new ones: one head of a side at any moment."""
    rows = DelegationSeat.objects.visible_to(by)
    stay = [one for one in taken if one.pk]
    rows.filter(pk__in=gone).delete()
    led = set(rows.filter(pk__in=[one.pk for one in stay], is_head=True).values_list("pk", flat=True))
    rows.filter(pk__in=led - {one.pk for one in stay if one.is_head}).update(is_head=False)
    rows.bulk_update(stay, [*SEEN, "place"]) if stay else None
    DelegationSeat.objects.visible_to(by).bulk_create([one for one in taken if not one.pk])


def _check_seen(visit: Visit, seen: str | None, *, by: Subject) -> None:
    if seen is not None and visit.pk and seen != names_tag(names_there(visit, to=by)):
        raise NamesChanged


def _write_names(visit: Visit, pairs: list[tuple[DelegationSeat, Row]], *, by: Subject) -> None:
    """Names as they are given; a place without the word keeps its name."""
    label = _personal(visit, by=by)
    present = {row.seat_id: row for row in names_there(visit, to=by)}
    said = [(one, row) for one, row in pairs if any(key in row for key in NAMED)]
    made, gone = [], []
    for one, row in said:
        words = {key: row.get(key, "") for key in NAMED}
        held = present.get(one.pk)
        if held is not None and words == {key: getattr(held, key) for key in NAMED}:
            continue
        gone += [held.pk] if held else []
        if any(words.values()):
            made.append(Delegate(visit=visit, seat=one, label=label, **words))
            _valid(made[-1])
    Delegate.objects.visible_to(by).filter(pk__in=gone).delete()
    Delegate.objects.visible_to(by).bulk_create(made)


def _personal(visit: Visit, *, by: Subject) -> Label:
    """The marking of the visit with the list added; raises NamesOfVisitors for who does not hold it."""
    base = visit.label
    try:
        return chosen(base.level_code, base.caveats, {*base.compartments, PERSONAL}, by=by)
    except LabelNotHeld as error:
        raise NamesOfVisitors(fields={"delegation": NamesOfVisitors.message}) from error
