"""How a person wants to be told; everybody keeps their own."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from accounts.models import User
from foundation.acts import verb
from foundation.errors import InvalidInput
from foundation.writes import insert, update
from reminders.engine import zone_of
from reminders.models import Preference

MINE = ("digest", "hour", "weekday", "away_from", "away_until")


def preference_of(by: Subject) -> Preference:
    """What the person chose, else the defaults, not saved."""
    found = Preference.objects.filter(user_id=by.user_id).first()
    return found or Preference(user_id=by.user_id)


def check_leave(first: dt.date | None, last: dt.date | None) -> None:
    """Both days or neither: with one alone nobody would be away, and the person would believe to be."""
    words = _("A leave has a first and a last day, in this order.")
    if last is not None and first is None:
        raise InvalidInput(fields={"away_from": words})
    if first is not None and (last is None or last < first):
        raise InvalidInput(fields={"away_until": words})


@verb("reminders.prefer")
def prefer(*, by: Subject, at: dt.datetime, **chosen: Any) -> Preference:
    """Choose; the next digest comes after the person's today, so nothing is told twice.

    Raises InvalidInput, RecordChanged.
    """
    if unknown := set(chosen) - set(MINE):
        raise InvalidInput(fields=dict.fromkeys(unknown, "not a preference"))
    person = User.objects.select_for_update().get(pk=by.user_id)  # two first choices at once
    today = at.astimezone(zone_of(person.time_zone)).date()
    held = Preference.objects.filter(user_id=by.user_id).first()
    stands = held or Preference()
    check_leave(chosen.get("away_from", stands.away_from), chosen.get("away_until", stands.away_until))
    if held is None:
        return insert(Preference(user_id=by.user_id, digest_on=today, **chosen))
    if any(
        getattr(held, name) != chosen.get(name, getattr(held, name)) for name in ("digest", "hour", "weekday")
    ):
        chosen["digest_on"] = max(today, held.digest_on or today)
    return update(held, **chosen)
