"""Periodic reports of attachés: asked for by a rhythm, opened by themselves, owed until they are there (C7, row 35)."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.models import Label
from access.selectors.lists import need_to_know_list
from access.selectors.readers import may_read
from access.services.labels import intern, join
from accounts.models import Office
from accounts.roles import Role
from attaches.models import Post
from documents.engine import FileRefused
from documents.services import files
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput, NotPermitted, RecordChanged, TransitionRefused
from foundation.periods import NEAR_YEARS
from foundation.permissions import require
from foundation.writes import insert, update
from missions.models import PostReport, ReportingRhythm
from missions.models.post_report import ONE_RHYTHM, SAYS_SOMETHING
from missions.services.versions import NotOnTheList
from missions.terms import ReportRhythm
from reminders.services.outbox import supersede

File = tuple[str, bytes]

# Every period that has begun and has no report yet, of one rhythm or of all, in one statement. A post owes nothing
# while it is not established, nor on what was over before it was; the last period ends with its rhythm.
OPEN_SQL = """
INSERT INTO missions_postreport
    (rhythm_id, post_id, period, ends_on, summary, waived_because, label_id, owner_unit_id, version, is_demo)
SELECT r.id, r.post_id, p.days, upper(p.days) - 1, '', '', r.label_id, r.owner_unit_id, 1, r.is_demo
FROM missions_reportingrhythm r
JOIN attaches_post a ON a.id = r.post_id AND a.state = 'established'
CROSS JOIN LATERAL (
    SELECT daterange(s::date, least((s + t.step)::date, upper(r.period))) AS days
    FROM (SELECT CASE r.every WHEN 'month' THEN interval '1 month' ELSE interval '3 months' END AS step) t
    CROSS JOIN LATERAL generate_series(
        lower(r.period)::timestamp, least(%(on)s::date, upper(r.period) - 1)::timestamp, t.step) s
) p
WHERE (%(only)s::bigint IS NULL OR r.id = %(only)s::bigint)
  AND upper(p.days) > a.state_on
  AND NOT EXISTS (SELECT 1 FROM missions_postreport h WHERE h.post_id = r.post_id AND h.period && p.days)
ON CONFLICT DO NOTHING
"""


class RhythmThere(InvalidInput):
    """A post reports by one rhythm at a time."""

    message = ONE_RHYTHM


class BeginsWithMonth(InvalidInput):
    """Periods are months of the calendar, so that nobody asks which days are meant."""

    message = _("It begins with the first day of a month; a rhythm of quarters with that of a quarter.")


class RhythmEnded(DomainError):
    """A rhythm is ended once."""

    message = _("This rhythm has ended already.")


class EndsEarlier(InvalidInput):
    """It lasts at least a day."""

    message = _("It cannot end before it began.")


class ReportOpened(InvalidInput):
    """What is owed already stays owed: a rhythm does not end before its reports do."""

    message = _("%(report)s is opened already: the rhythm ends with the last day of this report, or later.")


class TooFarAway(InvalidInput):
    """What lies beyond is a slip, and no calendar reckons with it."""

    message = _("This date is too far away.")


class TooLongAgo(InvalidInput):
    """Nobody is asked today for the reports of years."""

    message = _("A rhythm begins at most twelve months before today.")


class ReportSettled(TransitionRefused):
    """What was submitted is told as it was told."""

    message = _("It was submitted, or done without, already.")


class ReportEmpty(InvalidInput):
    """A report says something."""

    message = SAYS_SOMETHING


class ReportDayWrong(InvalidInput):
    """It is submitted in or after its period and not in the future."""

    message = _("The day lies before the period, or in the future.")


class WhyWithout(InvalidInput):
    """Doing without is explained."""

    message = _("Say why.")


@verb("post_reports.set_rhythm")
def set_rhythm(
    post: Post, *, by: Subject, at: dt.datetime, every: str, on: dt.date, label: Label, is_demo: bool = False
) -> ReportingRhythm:
    """The post reports every month or quarter from a day on; what has begun is owed at once."""
    require(by, "post_reports.set_rhythm")
    _check_beginning(on, every=every, today=timezone.localdate(at))
    period = DateRange(on, None)
    if ReportingRhythm.objects.visible_to(by).filter(post=post, period__overlap=period).exists():
        raise RhythmThere(fields={"post": RhythmThere.message})
    held = insert(
        ReportingRhythm(
            post=post, every=every, period=period, label=_label(post, label, by=by), is_demo=is_demo
        )
    )
    open_periods(on=timezone.localdate(at), only=held)
    return held


@verb("post_reports.end_rhythm")
def end_rhythm(
    rhythm: ReportingRhythm,
    *,
    by: Subject,
    on: dt.date,
    at: dt.datetime,
    version: int | None = None,
    reason: str = "",
) -> ReportingRhythm:
    """It holds up to and including this day; another one may follow."""
    require(by, "post_reports.end_rhythm")
    _near(on)
    held = _held(rhythm, by, version)
    if held.period.upper is not None:
        raise RhythmEnded
    if on < held.period.lower:
        raise EndsEarlier(fields={"on": EndsEarlier.message})
    _check_opened(held, on, by=by)
    return update(held, period=DateRange(held.period.lower, on + dt.timedelta(days=1)))


@verb("post_reports.submit")
def submit(
    report: PostReport, *, by: Subject, on: dt.date, at: dt.datetime, summary: str = "", file: File | None = None,
    version: int | None = None, reason: str = "",
) -> PostReport:  # fmt: skip
    """It is there, written or as a file; an attaché submits those of his own mission. Its reminders end with it."""
    require(by, "post_reports.submit")
    _near(on)
    held = _owed(report, by, version)
    _check_place(held, by)
    if on > timezone.localdate(at) or on < held.period.lower:
        raise ReportDayWrong(fields={"on": ReportDayWrong.message})
    if not summary.strip() and file is None:
        raise ReportEmpty(fields={"summary": ReportEmpty.message})
    supersede(held.reference, to=by)
    return update(
        held, summary=summary.strip(), file=_kept(held, file, by=by), submitted_on=on, submitted_by_id=by.user_id,
        from_office_id=by.office_id,
    )  # fmt: skip


@verb("post_reports.waive")
def waive(
    report: PostReport,
    *,
    by: Subject,
    on: dt.date,
    at: dt.datetime,
    version: int | None = None,
    reason: str = "",
) -> PostReport:
    """The Center does without it, and says why: the post was vacant."""
    require(by, "post_reports.waive")
    _near(on)
    held = _owed(report, by, version)
    if on > timezone.localdate(at):
        raise ReportDayWrong(fields={"on": ReportDayWrong.message})
    if not reason.strip():
        raise WhyWithout(fields={"reason": WhyWithout.message})
    supersede(held.reference, to=by)
    return update(held, waived_on=on, waived_because=reason.strip()[:300])


@verb("post_reports.open_ahead")
def open_ahead(*, by: Subject, on: dt.date) -> int:
    """Reports of every period that has begun and is not there yet; rung daily, harmless twice."""
    require(by, "post_reports.open_ahead")
    return open_periods(on=on)


def open_periods(*, on: dt.date, only: ReportingRhythm | None = None) -> int:
    """Set-based, for the rhythms the running subject sees."""
    with connection.cursor() as cursor:
        cursor.execute(OPEN_SQL, {"on": on, "only": only.pk if only else None})
        return int(cursor.rowcount)


def _near(on: dt.date) -> None:
    if on.year not in NEAR_YEARS:
        raise TooFarAway(fields={"on": TooFarAway.message})


def _check_beginning(on: dt.date, *, every: str, today: dt.date) -> None:
    _near(on)
    if on.day != 1 or (every == ReportRhythm.QUARTER and on.month % 3 != 1):
        raise BeginsWithMonth(fields={"on": BeginsWithMonth.message})
    if on < today.replace(year=today.year - 1, day=min(today.day, 28)):
        raise TooLongAgo(fields={"on": TooLongAgo.message})


def _label(post: Post, label: Label, *, by: Subject) -> Label:
    """Not below the post it names, and on its mission's need-to-know list as papers are; the reports copy it."""
    lowest = settings.LADDER[0][0]
    together = join((label, post.label, intern(lowest, compartments=[need_to_know_list(post.mission)])))
    if not may_read(by.user_id, by.office_id or 0, together.pk):
        raise NotOnTheList
    return together


def _check_opened(rhythm: ReportingRhythm, on: dt.date, *, by: Subject) -> None:
    opened = PostReport.objects.visible_to(by).filter(rhythm=rhythm, ends_on__gt=on).select_related("post")
    last = opened.order_by("-ends_on").first()
    if last is not None:
        raise ReportOpened(fields={"on": ReportOpened.message % {"report": last}})


def _held(row: Any, by: Subject, version: int | None) -> Any:
    found = type(row).objects.visible_to(by).select_for_update(of=("self",)).filter(pk=row.pk).first()
    if found is None or (version is not None and found.version != version):
        raise RecordChanged
    return found


def _owed(report: PostReport, by: Subject, version: int | None) -> PostReport:
    held: PostReport = _held(report, by, version)
    if not held.is_owed:
        raise ReportSettled
    return held


def _check_place(held: PostReport, by: Subject) -> None:
    office = Office.objects.filter(pk=by.office_id or 0).first()
    if office is not None and office.role == Role.ATTACHE and office.mission_id != held.post.mission_id:
        raise NotPermitted


def _kept(held: PostReport, file: File | None, *, by: Subject) -> Any:
    """The file, checked and stored like every other (walls.md 5)."""
    if file is None:
        return None
    name, data = file
    try:
        return files.store(
            by=by, name=name, data=data, label=held.label, about_kind="postreport", about_reference=held.reference,
            is_demo=held.is_demo,
        )  # fmt: skip
    except FileRefused as refusal:
        raise refusal.beside("file") from refusal
