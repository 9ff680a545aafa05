"""Periodic reports of attachés: asked for by a rhythm, opened by themselves, owed until they are there (C7, row 35)."""

import datetime as dt

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.models import Label
from attaches.models import Post
from documents.services.files import File, kept_with
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput, TransitionRefused
from foundation.permissions import require
from foundation.writes import insert, update
from missions.models import PostReport, ReportingRhythm
from missions.models.post_report import ONE_RHYTHM, SAYS_SOMETHING
from missions.services import of_posts
from missions.services.advice_months import open_months
from missions.services.of_posts import AS_OFTEN_AS_REPORTED, at_own_mission, listed_label, near
from missions.terms import ReportRhythm

TABLE, BLANK = "missions_postreport", ("summary", "waived_because")


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
            post=post, every=every, period=period, label=listed_label(post, label, by=by), is_demo=is_demo
        )
    )
    open_periods(on=timezone.localdate(at), only=held)
    open_months(on=timezone.localdate(at), only=held)
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
    near(on=on)
    held = of_posts.held(rhythm, by, version)
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
    near(on=on)
    held = _owed(report, by, version)
    at_own_mission(by, held.post.mission_id)
    if on > timezone.localdate(at) or on < held.period.lower:
        raise ReportDayWrong(fields={"on": ReportDayWrong.message})
    if not summary.strip() and file is None:
        raise ReportEmpty(fields={"summary": ReportEmpty.message})
    return update(
        held, summary=summary.strip(), file=kept_with(held, file, by=by) if file else None, submitted_on=on,
        submitted_by_id=by.user_id, from_office_id=by.office_id,
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
    near(on=on)
    held = _owed(report, by, version)
    if on > timezone.localdate(at):
        raise ReportDayWrong(fields={"on": ReportDayWrong.message})
    if not reason.strip():
        raise WhyWithout(fields={"reason": WhyWithout.message})
    return update(held, waived_on=on, waived_because=reason.strip()[:300])


@verb("post_reports.open_ahead")
def open_ahead(*, by: Subject, on: dt.date) -> int:
    """Reports of every period that has begun and is not there yet; rung daily, harmless twice."""
    require(by, "post_reports.open_ahead")
    return open_periods(on=on)


def open_periods(*, on: dt.date, only: ReportingRhythm | None = None) -> int:
    """Set-based, for the rhythms the running subject sees."""
    return of_posts.open_periods(TABLE, AS_OFTEN_AS_REPORTED, on=on, only=only, blank=BLANK)


def _check_beginning(on: dt.date, *, every: str, today: dt.date) -> None:
    near(on=on)
    if on.day != 1 or (every == ReportRhythm.QUARTER and on.month % 3 != 1):
        raise BeginsWithMonth(fields={"on": BeginsWithMonth.message})
    if on < today.replace(year=today.year - 1, day=min(today.day, 28)):
        raise TooLongAgo(fields={"on": TooLongAgo.message})


def _check_opened(rhythm: ReportingRhythm, on: dt.date, *, by: Subject) -> None:
    opened = PostReport.objects.visible_to(by).filter(rhythm=rhythm, ends_on__gt=on).select_related("post")
    last = opened.order_by("-ends_on").first()
    if last is not None:
        raise ReportOpened(fields={"on": ReportOpened.message % {"report": last}})


def _owed(report: PostReport, by: Subject, version: int | None) -> PostReport:
    held: PostReport = of_posts.held(report, by, version)
    if not held.is_owed:
        raise ReportSettled
    return held
