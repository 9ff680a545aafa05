"""The hour that is left out and the hour that comes twice, and clocks that are set wrong: each is told once."""

import datetime as dt
from collections import Counter
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from access.context import enter_subject
from access.service_subjects import service_subject
from access.services.labels import intern
from accounts.models import Office, User
from directory.models import CalendarDay
from reminders import dispatcher
from reminders.engine import after_quiet
from reminders.models import Mail, MailLine, Notice, Reminder, Rule
from reminders.services.preferences import prefer
from tests.cast import acting

HOME = ZoneInfo("Asia/Baku")
QUARTER, HOUR, DAY = dt.timedelta(minutes=15), dt.timedelta(hours=1), dt.timedelta(days=1)
# The Sunday, and the hour of that day's clock which is left out or comes twice.
EDGES = [
    ("Europe/Vienna", dt.date(2030, 3, 31), 2), ("Europe/Vienna", dt.date(2030, 10, 27), 2),
    ("America/New_York", dt.date(2030, 3, 10), 2), ("America/New_York", dt.date(2030, 11, 3), 1),
    ("Australia/Sydney", dt.date(2030, 10, 6), 2), ("Australia/Sydney", dt.date(2030, 4, 7), 2),
]  # fmt: skip


@pytest.fixture
def told(deadline):
    """cmd_desk at once and after quiet hours, cmd_desk_2 by a daily digest; Sundays are worked."""
    deadline.label_id = intern("official_use").pk
    return deadline


def a_reminder(rule, number, on):
    """One more, to be told now."""
    one = Reminder(
        rule=Rule.objects.get(code=rule.code), record="TST-2030-AAAAA", due_on=rule.due_on, planned_on=on,
        office=Office.objects.get(code="cmd-desk"), offset=-1000 - number, label_id=rule.label_id,
    )  # fmt: skip
    rows(lambda s: Reminder.objects.bulk_create([one]))


def lives(zone, hour, since):
    User.objects.filter(username__in=("cmd_desk", "cmd_desk_2")).update(time_zone=zone)
    with acting("cmd_desk_2") as second:
        prefer(by=second, at=since - 7 * DAY, digest="daily", hour=hour)


def a_round(at):
    """What a dispatcher does, at this moment by its clock."""
    return dispatcher.drain(clock=lambda: at, day=lambda: at.astimezone(HOME).date())


def steps(first, last):
    at = first
    while at <= last:
        yield at
        at += QUARTER


def rows(question):
    service = service_subject("dispatcher")
    with enter_subject(service, "test"):
        return question(service)


def every_notice_once(number):
    """Each in both inboxes once, in one message to who is told at once, and every message left under its own name."""
    assert Counter(rows(lambda s: list(Notice.objects.visible_to(s).values_list("user__username", flat=True)))) == {
        "cmd_desk": number, "cmd_desk_2": number,
    }  # fmt: skip
    at_once = rows(
        lambda s: list(
            MailLine.objects.visible_to(s)
            .filter(mail__user__username="cmd_desk")
            .values_list("notice", flat=True)
        )
    )
    assert len(at_once) == len(set(at_once)) == number
    assert set(rows(lambda s: list(Mail.objects.visible_to(s).values_list("state", flat=True)))) == {"sent"}
    assert len({letter.extra_headers["Message-ID"] for letter in mail.outbox}) == len(mail.outbox)


@pytest.mark.parametrize(("zone", "sunday", "hour"), EDGES)
def test_over_a_change_of_clocks_each_reminder_and_each_days_digest_comes_once(told, zone, sunday, hour):
    there = ZoneInfo(zone)
    CalendarDay.objects.update_or_create(day=sunday, defaults={"is_working": True})
    CalendarDay.objects.filter(day=sunday + DAY).update(is_working=True)
    until = dt.time(hour, 30)
    Rule.objects.update(quiet_from=dt.time(22), quiet_until=until)
    first = dt.datetime.combine(sunday - DAY, dt.time(21), there).astimezone(dt.UTC)
    last = dt.datetime.combine(sunday + DAY, dt.time(5), there).astimezone(dt.UTC)
    lives(zone, hour, first)
    made, left, digests = 0, [], Counter()
    for at in steps(first, last):
        if at.minute == 15:
            a_reminder(told, made, at.astimezone(HOME).date())
            made += 1
        before = len(mail.outbox)
        a_round(at)
        local = at.astimezone(there)
        for letter in mail.outbox[before:]:
            if letter.to == ["cmd_desk@example.invalid"]:
                left.append(local)
            else:
                digests[local.date()] += 1
    assert digests == {sunday: 1, sunday + DAY: 1}
    every_notice_once(made)
    assert all(
        until <= local.time() < dt.time(22) or local.fold for local in left
    )  # which comes after its first end
    assert min(local for local in left if local.date() == sunday).hour in (hour, hour + 1)


# The zone, an instant in its quiet hours, their end which that night's clock leaves out, and the instant of the change.
LEFT_OUT = [
    ("Europe/Vienna", "2030-03-30T23:00", dt.time(2, 30), "2030-03-31T01:00"),
    ("Europe/Vienna", "2030-03-31T00:59", dt.time(2), "2030-03-31T01:00"),
    ("America/New_York", "2030-03-10T04:00", dt.time(2, 45), "2030-03-10T07:00"),
    ("Australia/Lord_Howe", "2030-10-05T12:00", dt.time(2, 10), "2030-10-05T15:30"),  # by half an hour
    ("America/Havana", "2030-03-10T04:30", dt.time(0, 15), "2030-03-10T05:00"),  # at midnight
]


@pytest.mark.parametrize(("zone", "now", "until", "change"), LEFT_OUT)
def test_quiet_hours_whose_end_is_left_out_end_with_the_change(zone, now, until, change):
    at, changed = (dt.datetime.fromisoformat(one).replace(tzinfo=dt.UTC) for one in (now, change))
    assert after_quiet(at, zone, dt.time(22), until) == changed
    assert after_quiet(changed, zone, dt.time(22), until) == changed
    day_before = after_quiet(at - DAY, zone, dt.time(22), until).astimezone(ZoneInfo(zone))
    assert (day_before.time(), day_before.date() + DAY) == (until, changed.astimezone(ZoneInfo(zone)).date())


def test_a_clock_set_back_an_hour_and_forward_a_day_tells_nothing_twice(told, planned_on):
    noon = dt.datetime(2030, 9, 18, 8, tzinfo=dt.UTC)  # a Wednesday; twelve o'clock at home
    lives("Asia/Baku", 12, noon - DAY)
    wrong = [
        *steps(noon - 3 * HOUR, noon + HOUR), *steps(noon - HOUR, noon + 3 * HOUR),  # back by two
        *steps(noon + DAY - HOUR, noon + DAY + HOUR), *steps(noon + 3 * HOUR, noon + 4 * HOUR),  # ahead, right again
        *steps(noon + DAY - HOUR, noon + DAY + HOUR), *steps(noon + 2 * DAY - HOUR, noon + 2 * DAY + HOUR),
    ]  # fmt: skip
    made = 0
    for at in wrong:
        planned_on(at.astimezone(HOME).date())
        if at.minute == 0:
            a_reminder(told, made, at.astimezone(HOME).date())
            made += 1
        a_round(at)
    a_round(noon + 3 * DAY - HOUR)  # the latest of what was written while the clock stood ahead
    first = rows(lambda s: Reminder.objects.visible_to(s).filter(offset__gt=-1000).count())
    assert first == 1  # that of the plan
    every_notice_once(made + first)
    digests = rows(
        lambda s: list(Mail.objects.visible_to(s).filter(is_digest=True).values_list("key", flat=True))
    )
    assert len(set(digests)) == len(digests) == 4  # of the day before, and of each of the three days
