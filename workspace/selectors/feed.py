"""What stands in a person's calendar feed: dated activities, conferences, days of agreements, what falls due.

Read under the person's walls at every fetch. Of what is marked only the days and the reference are said, neither what
it is nor how it stands; what is marked above the feed's level, or is on a need-to-know list or under a caveat, is not
there at all.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Case, F, Q, QuerySet, When
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from access.context import Subject
from activities.lifecycle import ActivityState, Conference
from activities.models import Activity, PlanningConference
from agreements.engine import DeadlineKind
from agreements.models import AgreementDeadline
from publishing.calendars import CANCELLED, CONFIRMED, TENTATIVE, CalendarItem
from reminders.deadlines import SetByHand as CustomRule
from reminders.models.custom import DaysTold
from reminders.registry import rules
from reminders.selectors.custom import custom_reminders
from reminders.selectors.inbox import open_notices

S = ActivityState
BEFORE, AFTER = dt.timedelta(days=92), dt.timedelta(days=400)
AT_MOST = 2_000
STATUS = {
    S.CANCELLED: CANCELLED,
    S.IDEA: TENTATIVE,
    S.PLANNED: TENTATIVE,
    S.IN_APPROVAL: TENTATIVE,
    S.POSTPONED: TENTATIVE,
}
SENT = (DeadlineKind.INTERNAL_ACTION, DeadlineKind.LAST_RECEIPT)
Address = Callable[[str], str]


def feed_items(*, to: Subject, level: int, on: dt.date, address: Address) -> list[CalendarItem]:
    """Everything from three months before a day to a year after it; five queries."""
    window = (on - BEFORE, on + AFTER)
    found = [
        *_activities(to, level, window, address), *_conferences(to, level, window, address),
        *_agreements(to, level, window, address), *_due(to, level, window, on, address),
        *_by_hand(to, level, (on + dt.timedelta(days=1), window[1]), address),
    ]  # fmt: skip
    return sorted(found, key=lambda item: (item.first_on, item.uid))


def _under(rows: QuerySet, level: int, path: str = "label") -> Any:
    """Rows marked up to the level, without a caveat and on no need-to-know list."""
    named = {f"{path}__level__lte": level, f"{path}__caveats": [], f"{path}__compartments": []}
    return rows.filter(**named).annotate(marked=F(f"{path}__level"))


def _activities(
    to: Subject, level: int, window: tuple[dt.date, dt.date], address: Address
) -> Iterable[CalendarItem]:
    """What is marked and called off is left out: its state is not for the feed, and its days are free again."""
    rows = _under(Activity.objects.visible_to(to), level).exclude(label__level__gt=0, state=S.CANCELLED)
    near = rows.filter(ends_on__gte=window[0], starts_on__lte=window[1]).order_by("starts_on", "id")
    for row in near[:AT_MOST]:
        uid = _uid(row.reference)
        url = address(reverse("activities:activity", args=[row.reference]))
        if row.marked:
            yield _bare(uid, _activity_words(row.reference), row.starts_on, row.ends_on, url)
            continue
        yield CalendarItem(
            uid, row.title, row.starts_on, row.ends_on, row.state_on, STATUS.get(S(row.state), CONFIRMED), url,
            _said(row.get_state_display(), row.reference),
        )  # fmt: skip


def _conferences(
    to: Subject, level: int, window: tuple[dt.date, dt.date], address: Address
) -> Iterable[CalendarItem]:
    rows = _under(PlanningConference.objects.visible_to(to), level)
    near = rows.filter(Q(held_on__range=window) | Q(held_on__isnull=True, planned_on__range=window))
    for row in near.select_related("exercise__activity").order_by("id")[:AT_MOST]:
        activity, day = row.exercise.activity, row.held_on or row.planned_on
        gone = activity.state == S.CANCELLED and row.held_on is None
        uid = _uid(activity.reference, row.kind, hidden=row.marked)
        url = address(reverse("activities:activity", args=[activity.reference]))
        if row.marked:
            if not gone:
                yield _bare(uid, _activity_words(activity.reference), day, day, url)
            continue
        words = _("%(conference)s, %(reference)s") % {
            "conference": Conference(row.kind).label, "reference": activity.reference,
        }  # fmt: skip
        yield CalendarItem(
            uid, words, day, day, activity.state_on,
            CANCELLED if gone else CONFIRMED if row.held_on else STATUS.get(S(activity.state), CONFIRMED), url,
        )  # fmt: skip


def _agreements(
    to: Subject, level: int, window: tuple[dt.date, dt.date], address: Address
) -> Iterable[CalendarItem]:
    rows = _under(AgreementDeadline.objects.visible_to(to), level)
    near = rows.filter(due_on__range=window, kind__in=SENT).select_related("agreement")
    for row in near.order_by("due_on", "id")[:AT_MOST]:
        reference, day = row.agreement.reference, row.due_on
        uid = _uid(reference, f"{row.kind}-{day:%Y%m%d}", hidden=row.marked)
        url = address(reverse("agreements:agreement", args=[reference]))
        if row.marked:
            yield _bare(uid, reference, day, day, url)
            continue
        words = f"{row.get_kind_display()}: {reference} · {row.agreement.shown_title}"
        yield CalendarItem(uid, words, day, day, row.agreement.state_on, url=url)


def _due(
    to: Subject, level: int, window: tuple[dt.date, dt.date], on: dt.date, address: Address
) -> Iterable[CalendarItem]:
    """What is still to come, the nearest first, then the most recent past: the end of a long list is the oldest."""
    known = rules()
    ahead = Q(reminder__due_on__gte=on)
    rows = _under(open_notices(to=to).filter(reminder__due_on__range=window), level, "label")
    seen: set[str] = set()
    nearest = Case(When(ahead, then=F("reminder__due_on"))).asc(nulls_last=True)
    for row in rows.order_by(nearest, "-reminder__due_on", "id")[:AT_MOST]:
        reminder, day = row.reminder, row.reminder.due_on
        uid = _uid(reminder.record, f"{reminder.rule.code}-{day:%Y%m%d}", hidden=row.marked)
        if uid in seen:
            continue
        seen.add(uid)
        rule = known.get(reminder.rule.code)
        url = address(rule.link(reminder.record)) if rule else ""
        if row.marked:
            yield _bare(uid, reminder.record, day, day, url)
            continue
        words = f"{reminder.rule.title}: {reminder.record}"
        yield CalendarItem(uid, words, day, day, reminder.planned_on, url=url)


def _by_hand(
    to: Subject, level: int, window: tuple[dt.date, dt.date], address: Address
) -> Iterable[CalendarItem]:
    """What is still to be told in this office, to the person alone or to all of it, the nearest days first."""
    rows = _under(custom_reminders(to=to), level).filter(office=to.office_id or 0, taken_back_on__isnull=True)
    for row in rows.annotate(told_on=DaysTold(None, *window)).order_by("told_on", "id")[:AT_MOST]:
        uid, day = f"{CustomRule.code}-{row.reference}-{row.told_on:%Y%m%d}@parley", row.told_on
        url = address(reverse("reminders:custom", args=[row.reference]))
        if row.marked:
            yield _bare(uid, f"{CustomRule.title}: {row.reference}", day, day, url)
            continue
        yield CalendarItem(uid, f"{row.sentence} · {row.record}", day, day, row.set_on, url=url)


def _said(state: Any, reference: str) -> str:
    return f"{state} · {reference}"


def _bare(uid: str, words: str, first: dt.date, last: dt.date, url: str) -> CalendarItem:
    """Days and reference, and no more: neither a state nor the day of its last step."""
    return CalendarItem(uid, words, first, last, first, status="", url=url)


def _uid(reference: str, what: str = "", *, hidden: int = 0) -> str:
    """The same for the same thing; of what is marked it does not tell which of the record's days it is."""
    if what and hidden:
        what = salted_hmac("calendar feed", f"{reference} {what}", algorithm="sha256").hexdigest()[:16]
    return f"{reference}-{what}@parley" if what else f"{reference}@parley"


def _activity_words(reference: str) -> str:
    return _("Activity %(reference)s") % {"reference": reference}
