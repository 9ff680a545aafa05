"""A database whose clock is set by hand, filled with the demo on a fixed day, and what one day in it does."""

import datetime as dt
from importlib import import_module
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from access.context import Subject, enter_subject
from access.models import Clearance, CompartmentGrant, Label
from access.service_subjects import service_subject
from accounts.models import Appointment, Office
from activities.services.obligations import open_ahead as open_returns
from agreements.services.computed import roll_deadlines
from agreements.services.provisions import fall_due
from directory.models import CalendarDay
from directory.services.calendar import load_years
from missions.services.advice_months import open_ahead as open_advice_months
from missions.services.post_reports import open_ahead as open_post_reports
from reminders.dispatcher import drain, plan_by_the_clock
from reminders.models import Notice, Reminder
from reminders.registry import rules
from reminders.services.planning import plan
from tests import ground
from tests.reminders import by_hand
from tests.reminders.catalogue import CATALOGUE
from tests.reminders.oracle import Deadline, Free, Oracle, Said, Seat

COLUMNS = ("reference", "due_on", "label_id", "mission_id", "office_id")
Told = set[tuple[Said, int]]
MORNING, EVENING = dt.time(4), dt.time(14)  # eight and eighteen o'clock at home
# The present of every rule and wall, where a test has set one.
CLOCK_SQL = """CREATE OR REPLACE FUNCTION home_today() RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog AS
$$ SELECT coalesce(nullif(current_setting('tests.day', true), '')::date, (now() AT TIME ZONE '{zone}')::date) $$"""


def set_clock(day: dt.date) -> None:
    """Today is another day for everything the database says."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('tests.day', %s, false)", [day.isoformat()])


def load(day: dt.date) -> None:
    """The demo as it is loaded on that day, part by part."""
    from workspace.management.commands.load_demo import PARTS

    at = dt.datetime.combine(day, MORNING, dt.UTC)
    with ground.owner(connection.settings_dict["NAME"]) as owner:
        owner.execute(CLOCK_SQL.format(zone=settings.TIME_ZONE))
        # The reference data are of today: what is owed to organisations is known since the first day.
        owner.execute("UPDATE activities_reportingobligation SET created_at = %s", [at])
    set_clock(day)
    with transaction.atomic():
        load_years(range(day.year - 2, day.year + 4))
        for part in PARTS:
            if part != "reminders":  # the first day of the year plans
                module = import_module(f"workspace.management.demo.{part}")
                module.load(on=day, at=at)


def new_oracle(day: dt.date) -> Oracle:
    """One that knows the offices and the calendar as they stand."""
    years = (dt.date(day.year - 4, 1, 1), dt.date(day.year + 5, 1, 1))
    free = Free(*years, CalendarDay.objects.values_list("day", "is_working"))
    seats = [Seat(o.pk, o.role, o.mission_id, o.superior_id) for o in Office.objects.all()]
    return Oracle(CATALOGUE, seats, free)


def housekeeping(day: dt.date) -> None:
    """What the bell rings beside reminders: days roll over, periods open, papers take effect."""
    with enter_subject(service_subject("scheduler"), "a day of the year") as scheduler:
        roll_deadlines(by=scheduler, on=day)
        fall_due(by=scheduler, on=day)
        open_post_reports(by=scheduler, on=day)
        open_advice_months(by=scheduler, on=day)
        open_returns(by=scheduler, on=day)
    call_command("bring_papers_up_to_date", on=day, verbosity=0, stdout=StringIO())


def said_by_product(day: dt.date) -> None:
    """One run of the planner and the loops that run by the clock, in the morning and in the evening."""
    with enter_subject(service_subject("planner"), "a day of the year") as planner:
        plan(by=planner, on=day)
    for hour in (MORNING, EVENING):
        instant = dt.datetime.combine(day, hour, dt.UTC)
        plan_by_the_clock(clock=lambda at=instant: at)
        drain(clock=lambda at=instant: at, day=lambda: day)


def said_by_oracle(oracle: Oracle, day: dt.date) -> tuple[set[Said], Told]:
    """What is new on that day, and who hears of it."""
    with enter_subject(service_subject("planner"), "a day of the year") as planner:
        standing = deadlines(planner, day)
        answers = by_hand.who_answers(planner)
    readers = who_reads(day)
    planned = oracle.plan(standing, day)
    heard: Told = set()
    for hour in (MORNING, EVENING):
        planned |= oracle.plan(standing, day, dt.datetime.combine(day, hour, dt.UTC))
        heard |= oracle.deliver(readers, answers)
    return planned, heard


def deadlines(reader: Subject, day: dt.date) -> by_hand.Found:
    """Of every rule: as its app gives them, or as the records say where they are read a second time."""
    found = {
        code: [
            Deadline(*(row[name] for name in COLUMNS), row.get("due_at")) for row in rule.deadlines()
        ]
        for code, rule in rules().items()
    }  # fmt: skip
    by_records = by_hand.standing(reader, day)
    assert set(found) - set(by_records) == by_hand.READ_ONCE
    return found | by_records


def who_reads(day: dt.date) -> dict[tuple[int, int], set[int]]:
    """(office, label) -> people who hold the office that day, are cleared for the label, and on its lists with it."""
    cleared = {
        row.user_id: row
        for row in Clearance.objects.filter(confirmed_at__isnull=False, user__is_active=True)
        if _covers(row.valid, day)
    }
    lists: dict[int, set[str]] = {}
    for grant in CompartmentGrant.objects.filter(confirmed_at__isnull=False):
        if _covers(grant.valid, day):
            lists.setdefault(grant.office_id, set()).add(grant.compartment)
    labels = list(Label.objects.all())
    found: dict[tuple[int, int], set[int]] = {}
    for seat in Appointment.objects.filter(confirmed_at__isnull=False):
        person = cleared.get(seat.user_id)
        if person is None or not _covers(seat.valid, day):
            continue
        for label in labels:
            enough = label.level <= person.level and {*label.caveats} <= {*person.caveats}
            if enough and {*label.compartments} <= lists.get(seat.office_id, set()):
                found.setdefault((seat.office_id, label.pk), set()).add(seat.user_id)
    return found


def _covers(period: Any, day: dt.date) -> bool:
    """Half-open, and either end may be missing."""
    return (period.lower or dt.date.min) <= day < (period.upper or dt.date.max)


def kept_by_product(day: dt.date) -> tuple[set[Said], Told]:
    """What the register holds of that day: reminders planned, and people told."""
    with enter_subject(service_subject("planner"), "look") as planner:
        rows = Reminder.objects.visible_to(planner).select_related("rule").filter(planned_on=day)
        planned = {_said(row) for row in rows}
        told = Notice.objects.visible_to(planner).select_related("reminder__rule")
        of_day = told.filter(delivered_at__gte=dt.datetime.combine(day, dt.time(0), dt.UTC)).filter(
            delivered_at__lt=dt.datetime.combine(day + dt.timedelta(days=1), dt.time(0), dt.UTC)
        )
        return planned, {(_said(notice.reminder), notice.user_id) for notice in of_day}


def _said(row: Reminder) -> Said:
    return Said(
        row.rule.code, row.record, row.due_on, row.due_at, row.offset, row.office_id, row.is_escalation
    )
