"""What reports and advice of a post share: which periods are owed, under which label, by whom."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.models import Label
from access.selectors.lists import need_to_know_list
from access.selectors.readers import may_read
from access.services.labels import intern, join
from attaches.models import Post
from foundation.errors import InvalidInput, NotPermitted, RecordChanged
from foundation.periods import NEAR_YEARS
from missions.models import ReportingRhythm
from missions.services.versions import NotOnTheList
from missions.verbs import AT_POST

MONTH = "interval '1 month'"
AS_OFTEN_AS_REPORTED = "CASE r.every WHEN 'month' THEN interval '1 month' ELSE interval '3 months' END"

# Every period that has begun and has no row yet, of one rhythm or of all, in one statement. A post owes nothing
# while it is not established, nor on what was over before it was; the last period ends with its rhythm.
OPEN_SQL = """
INSERT INTO {table}
    (rhythm_id, post_id, period, ends_on, {blank_columns} label_id, owner_unit_id, version, is_demo)
SELECT r.id, r.post_id, p.days, upper(p.days) - 1, {blanks} r.label_id, r.owner_unit_id, 1, r.is_demo
FROM missions_reportingrhythm r
JOIN attaches_post a ON a.id = r.post_id AND a.state = 'established'
CROSS JOIN LATERAL (
    SELECT daterange(s::date, least((s + t.step)::date, upper(r.period))) AS days
    FROM (SELECT {step} AS step) t
    CROSS JOIN LATERAL generate_series(
        lower(r.period)::timestamp, least(%(on)s::date, upper(r.period) - 1)::timestamp, t.step) s
) p
WHERE (%(only)s::bigint IS NULL OR r.id = %(only)s::bigint)
  AND upper(p.days) > a.state_on {also}
  AND NOT EXISTS (SELECT 1 FROM {table} h WHERE h.post_id = r.post_id AND h.period && p.days)
ON CONFLICT DO NOTHING
"""


class TooFarAway(InvalidInput):
    """What lies beyond is a slip, and no calendar reckons with it."""

    message = _("This date is too far away.")


def open_periods(
    table: str, step: str, *, on: dt.date, only: ReportingRhythm | None = None, blank: Collection[str] = (),
    also: str = "",
) -> int:  # fmt: skip
    """Rows of periods, set-based, for the rhythms the running subject sees; `blank` texts stay empty.

    `also`: a further condition on the rhythm r, the post a and the days p.days.
    """
    statement = OPEN_SQL.format(
        table=table,
        step=step,
        also=also,
        blank_columns="".join(f"{name}, " for name in blank),
        blanks="'', " * len(blank),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {"on": on, "only": only.pk if only else None})
        return int(cursor.rowcount)


def near(**days: dt.date) -> None:
    """Raises TooFarAway beside the day's field."""
    for name, day in days.items():
        if day.year not in NEAR_YEARS:
            raise TooFarAway(fields={name: TooFarAway.message})


def listed_label(post: Post, *labels: Label, by: Subject) -> Label:
    """Not below the post and whatever else is named, and on its mission's need-to-know list as papers are."""
    lowest = settings.LADDER[0][0]
    own = intern(lowest, compartments=[need_to_know_list(post.mission)])
    together = join((*labels, post.label, own))
    if not may_read(by.user_id, by.office_id or 0, together.pk):
        raise NotOnTheList
    return together


def held(row: Any, by: Subject, version: int | None) -> Any:
    """The row as it stands, locked; raises RecordChanged."""
    found = type(row).objects.visible_to(by).select_for_update(of=("self",)).filter(pk=row.pk).first()
    if found is None or (version is not None and found.version != version):
        raise RecordChanged
    return found


def writes_at(mission_id: int, *, by: Subject) -> bool:
    """Offices at a mission write what is their own mission's; others only read it (domain.md C1, row scope)."""
    return by.role not in AT_POST or by.mission_id == mission_id


def at_own_mission(by: Subject, mission_id: int) -> None:
    """Raises NotPermitted where writes_at() says no."""
    if not writes_at(mission_id, by=by):
        raise NotPermitted
