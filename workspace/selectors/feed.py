"""What stands in a person's calendar feed: dated activities, conferences, days of agreements, what falls due.

Read under the person's walls at every fetch. Of what is marked only the reference is said; what is marked above the
feed's level, or is on a need-to-know list or under a caveat, is not there at all.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Case, F, Q, QuerySet, When
from django.urls import reverse
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
    rows = _under(Activity.objects.visible_to(to), level)
    near = rows.filter(ends_on__gte=window[0], starts_on__lte=window[1]).order_by("starts_on", "id")
    for row in near[:AT_MOST]:
        words = row.title if not row.marked else _("Activity %(reference)s") % {"reference": row.reference}
        yield CalendarItem(
            f"{row.reference}@parley", words, row.starts_on, row.ends_on, row.state_on,
            STATUS.get(S(row.state), CONFIRMED), address(reverse("activities:activity", args=[row.reference])),
            _said(row.get_state_display(), row.reference),
        )  # fmt: skip


def _conferences(
    to: Subject, level: int, window: tuple[dt.date, dt.date], address: Address
) -> Iterable[CalendarItem]:
    rows = _under(PlanningConference.objects.visible_to(to), level)
    near = rows.filter(Q(held_on__range=window) | Q(held_on__isnull=True, planned_on__range=window))
    for row in near.select_related("exercise__activity").order_by("id")[:AT_MOST]:
        activity, day = row.exercise.activity, row.held_on or row.planned_on
        words = _("%(conference)s, %(reference)s") % {
            "conference": Conference(row.kind).label, "reference": activity.reference,
        }  # fmt: skip
        gone = activity.state == S.CANCELLED and row.held_on is None
        yield CalendarItem(
            f"{activity.reference}-{row.kind}@parley", words, day, day, activity.state_on,
            CANCELLED if gone else CONFIRMED if row.held_on else STATUS.get(S(activity.state), CONFIRMED),
            address(reverse("activities:activity", args=[activity.reference])),
        )  # fmt: skip


def _agreements(
    to: Subject, level: int, window: tuple[dt.date, dt.date], address: Address
) -> Iterable[CalendarItem]:
    rows = _under(AgreementDeadline.objects.visible_to(to), level)
    near = rows.filter(due_on__range=window, kind__in=SENT).select_related("agreement")
    for row in near.order_by("due_on", "id")[:AT_MOST]:
        words = f"{row.get_kind_display()}: {row.agreement.reference}"
        if not row.marked:
            words = f"{words} · {row.agreement.shown_title}"
        yield CalendarItem(
            f"{row.agreement.reference}-{row.kind}-{row.due_on:%Y%m%d}@parley", words, row.due_on, row.due_on,
            row.agreement.state_on, url=address(reverse("agreements:agreement", args=[row.agreement.reference])),
        )  # fmt: skip


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
        reminder = row.reminder
        uid = f"{reminder.rule.code}-{reminder.record}-{reminder.due_on:%Y%m%d}@parley"
        if uid in seen:
            continue
        seen.add(uid)
        rule = known.get(reminder.rule.code)
        yield CalendarItem(
            uid, f"{reminder.rule.title}: {reminder.record}", reminder.due_on, reminder.due_on,
            reminder.planned_on, url=address(rule.link(reminder.record)) if rule else "",
        )  # fmt: skip


def _by_hand(
    to: Subject, level: int, window: tuple[dt.date, dt.date], address: Address
) -> Iterable[CalendarItem]:
    """What is still to be told in this office, to the person alone or to all of it, the nearest days first."""
    rows = _under(custom_reminders(to=to), level).filter(office=to.office_id or 0, taken_back_on__isnull=True)
    for row in rows.annotate(told_on=DaysTold(None, *window)).order_by("told_on", "id")[:AT_MOST]:
        words = f"{row.sentence} · {row.record}" if not row.marked else f"{CustomRule.title}: {row.reference}"
        yield CalendarItem(
            f"{CustomRule.code}-{row.reference}-{row.told_on:%Y%m%d}@parley", words, row.told_on, row.told_on,
            row.set_on, url=address(reverse("reminders:custom", args=[row.reference])),
        )  # fmt: skip


def _said(state: Any, reference: str) -> str:
    return f"{state} · {reference}"
