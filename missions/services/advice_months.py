"""Months of the advice log: opened where a post reports by rhythm, over with advice or a word that there was none."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from foundation.acts import verb
from foundation.errors import InvalidInput, TransitionRefused
from foundation.permissions import require
from foundation.writes import update
from missions.models import AdviceMonth, ReportingRhythm
from missions.selectors.advice import entries_of
from missions.services.of_posts import MONTH, at_own_mission, held, near, open_periods

TABLE = "missions_advicemonth"
# Owed is a month in which advice could have been entered: the log was there (a rhythm set since then says itself from
# when it asks), an attaché was in function in it, and the mission has had a head by then. Where that one has left, a
# chargé may still have to be recorded, so the month is looked back on.
COULD_ADVISE = """
  AND (r.created_at >= missions_advice_log_began() OR upper(p.days) > missions_advice_log_began()::date)
  AND EXISTS (SELECT 1 FROM attaches_posting g WHERE g.post_id = a.id AND g.incumbency && p.days)
  AND EXISTS (SELECT 1 FROM directory_headofmissiontenure t
              WHERE t.mission_id = a.mission_id AND lower(t.period) < upper(p.days))"""


class SaidAlready(TransitionRefused):
    """It is said once."""

    message = _("It was said already that there was nothing to advise in this month.")


class AdviceGiven(TransitionRefused):
    """What the log holds is something."""

    message = _("The log has advice given in this month: there was something to advise.")


class MonthRuns(InvalidInput):
    """Nobody knows before its last day what a month brings."""

    message = _("Say so on the last day of the month or later.")


class SaidAhead(InvalidInput):
    """It is said on a day that has come."""

    message = _("The day lies in the future.")


@verb("advice.say_nothing")
def say_nothing(
    month: AdviceMonth,
    *,
    by: Subject,
    on: dt.date,
    at: dt.datetime,
    version: int | None = None,
    reason: str = "",
) -> AdviceMonth:
    """There was nothing to advise in this month; its reminders end. What is entered later still counts.

    Raises SaidAlready, AdviceGiven, MonthRuns, SaidAhead.
    """
    require(by, "advice.say_nothing")
    near(on=on)
    found: AdviceMonth = held(month, by, version)
    at_own_mission(by, found.post.mission_id)
    if found.nothing_on is not None:
        raise SaidAlready
    if entries_of(found, to=by).exists():
        raise AdviceGiven
    if on < found.ends_on:
        raise MonthRuns(fields={"on": MonthRuns.message})
    if on > timezone.localdate(at):
        raise SaidAhead(fields={"on": SaidAhead.message})
    return update(found, nothing_on=on, nothing_by_id=by.user_id, from_office_id=by.office_id)


@verb("advice.open_months")
def open_ahead(*, by: Subject, on: dt.date) -> int:
    """Months that have begun and are not there yet; rung daily, harmless twice."""
    require(by, "advice.open_months")
    return open_months(on=on)


def open_months(*, on: dt.date, only: ReportingRhythm | None = None) -> int:
    """Set-based, for the rhythms the running subject sees; monthly, however often the post reports."""
    return open_periods(TABLE, MONTH, on=on, only=only, also=COULD_ADVISE)
