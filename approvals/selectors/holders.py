"""Who holds which office on a day, in which quality, until when, and whether cleared for it (decisions.md 23)."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from access.models import Clearance, CompartmentGrant
from accounts.models import Appointment, Office
from accounts.selectors.offices import appointments_on


@dataclass(frozen=True)
class Holder:
    """A person in an office on a day. `until`: the last day; `cleared`: may read what the case would be marked."""

    office_id: int
    user_id: int
    name: str
    quality: Any
    is_acting: bool
    on_behalf_of: str
    until: dt.date | None
    cleared: bool


def holders_on(
    day: dt.date, offices: Collection[Office], *, level: int = 0, lists: Collection[str] = ()
) -> dict[int, list[Holder]]:
    """Holders of these offices by office, those without one included; three questions for any number of offices."""
    keys = [office.pk for office in offices]
    found: dict[int, list[Holder]] = {key: [] for key in keys}
    rows = list(
        appointments_on(day)
        .filter(office__in=keys)
        .select_related("user", "on_behalf_of")
        .order_by("kind", "pk")
    )
    reach = _levels(day, {row.user_id for row in rows})
    listed = _lists(day, keys)
    for row in rows:
        cleared = reach.get(row.user_id, -1) >= level and set(lists) <= listed.get(row.office_id, set())
        found[row.office_id].append(_holder(row, cleared))
    return found


def _holder(row: Appointment, cleared: bool) -> Holder:
    last = row.valid.upper - dt.timedelta(days=1) if row.valid.upper else None
    behalf = row.on_behalf_of.full_name if row.on_behalf_of else ""
    return Holder(
        row.office_id,
        row.user_id,
        row.user.full_name,
        row.get_kind_display(),
        row.is_acting,
        behalf,
        last,
        cleared,
    )


def _levels(day: dt.date, users: Collection[int]) -> dict[int, int]:
    rows = Clearance.objects.filter(user__in=users, confirmed_at__isnull=False, valid__contains=day)
    return dict(rows.values_list("user_id", "level"))


def _lists(day: dt.date, offices: Collection[int]) -> dict[int, set[str]]:
    rows = CompartmentGrant.objects.filter(
        office__in=offices, confirmed_at__isnull=False, valid__contains=day
    )
    found: dict[int, set[str]] = {}
    for office, compartment in rows.values_list("office_id", "compartment"):
        found.setdefault(office, set()).add(compartment)
    return found
