"""What happens in the tenure of a head of mission: agrément, credentials, its end (VCDR arts 4, 13, 43)."""

import datetime as dt
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.models import HeadOfMissionTenure
from foundation.acts import verb
from foundation.errors import InvalidInput, TransitionRefused
from foundation.permissions import require
from foundation.workdays import ONE_DAY
from foundation.writes import update


class SaidAlready(TransitionRefused):
    """Each of the days of a tenure comes once; one that was entered wrongly is corrected as data."""

    message = gettext_lazy("This was recorded already; correct the day itself where it is wrong.")


@verb("heads_of_mission.give_agrement")
def give_agrement(
    tenure: HeadOfMissionTenure,
    *,
    by: Any,
    on: dt.date,
    version: int | None = None,
    at: dt.datetime | None = None,
) -> HeadOfMissionTenure:
    """The receiving State gives its agrément (VCDR art. 4)."""
    return _dated(tenure, by, version, at, agrement_on=on)


@verb("heads_of_mission.present_credentials")
def present_credentials(
    tenure: HeadOfMissionTenure,
    *,
    by: Any,
    on: dt.date,
    version: int | None = None,
    at: dt.datetime | None = None,
) -> HeadOfMissionTenure:
    """Credentials are presented (VCDR art. 13)."""
    return _dated(tenure, by, version, at, credentials_on=on)


@verb("heads_of_mission.end")
def end(
    tenure: HeadOfMissionTenure,
    *,
    by: Any,
    last_on: dt.date,
    version: int | None = None,
    at: dt.datetime | None = None,
) -> HeadOfMissionTenure:
    """The tenure ends with its last day (VCDR art. 43); another day may be named until it has come."""
    require(by, "directory.keep")
    first = tenure.period.lower
    if first is not None and last_on < first:
        raise InvalidInput(fields={"last_on": [_("The last day is before the first.")]})
    if last_on.year > 2200:
        raise InvalidInput(fields={"last_on": [_("A day between 1800 and 2200.")]})
    if tenure.period.upper is not None and tenure.period.upper <= timezone.localdate(at):
        raise SaidAlready
    return update(tenure, version=version, period=DateRange(first, last_on + ONE_DAY))


def _dated(
    tenure: HeadOfMissionTenure, by: Any, version: int | None, at: dt.datetime | None, **day: dt.date
) -> HeadOfMissionTenure:
    require(by, "directory.keep")
    if max(day.values()) > timezone.localdate(at):
        raise InvalidInput(fields={"on": [_("This day has not come yet.")]})
    if any(getattr(tenure, name) is not None for name in day):
        raise SaidAlready
    return update(tenure, version=version, **day)
