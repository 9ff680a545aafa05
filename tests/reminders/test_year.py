"""A year of the demo, day by day: told is what an oracle of the catalogue lists, and nothing else."""

import datetime as dt
import os
from collections.abc import Iterator

import pytest
from django.db.models import Count, Q

from access.context import enter_subject
from access.service_subjects import service_subject
from accounts.models import Appointment, Office, User
from accounts.services import appointments
from foundation.clock import today
from reminders.lifecycle import MailState
from reminders.models import Notice
from tests import ground
from tests.reminders import simulated
from workspace.management.demo.people import subject

pytestmark = pytest.mark.integration
DAYS = 365 if os.environ.get("PARLEY_LONG") else 92
VACANT_FROM, VACANT_UNTIL = 15, 35  # the protocol of the other ministry, a recipient of many rules
NOTHING_RUNS = range(38, 48)  # ten days around New Year


def first_day() -> dt.date:
    """The next Monday after the middle of November: the quarter after it has the year's turn and its holidays."""
    ahead = (dt.date(today().year + n, 11, 18) for n in (0, 1))
    mondays = (day + dt.timedelta(days=-day.weekday() % 7) for day in ahead)
    return next(day for day in mondays if day >= today())


FIRST = first_day()


def leaves(office: str, day: dt.date) -> None:
    """Whoever holds the office holds it no longer from that day on."""
    with enter_subject(subject("mfa_security", on=day), "test") as officer:
        for seat in Appointment.objects.filter(office__code=office):
            appointments.end(seat, by=officer, on=day, reason="Another duty")


def follows(office: str, username: str, day: dt.date) -> None:
    """Somebody takes the office over on that day."""
    facts = {"user": User.objects.get(username=username), "office": Office.objects.get(code=office)}
    with enter_subject(subject("mfa_security", on=day), "test") as officer:
        proposed = appointments.propose(by=officer, starts_on=day, **facts)
    with enter_subject(subject("mod_security", on=day), "test") as second:
        appointments.confirm(proposed, by=second, at=dt.datetime.combine(day, simulated.MORNING, dt.UTC))


@pytest.fixture(scope="module")
def year(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """A database of its own on the first day, with everything the demo holds."""
    with (
        django_db_blocker.unblock(),
        ground.aside("year", lambda: simulated.load(FIRST)) as used,
        used(),
    ):
        yield


def messages_per_notice() -> set[tuple[int, int]]:
    """(lines written, lines that left) over the notices of everybody with an address: nobody asked for a digest."""
    with enter_subject(service_subject("planner"), "look") as reader:
        reached = Notice.objects.visible_to(reader).exclude(user__email="").order_by()
        left = Count("mail_lines", filter=Q(mail_lines__mail__state=MailState.SENT))
        return set(reached.annotate(lines=Count("mail_lines"), left=left).values_list("lines", "left"))


def test_the_demo_says_exactly_what_the_catalogue_lists(year):
    oracle = simulated.new_oracle(FIRST)
    differences, reminders, told, rules = [], 0, 0, set()
    for number in range(DAYS):
        day = FIRST + dt.timedelta(days=number)
        simulated.set_clock(day)
        if number == VACANT_FROM:
            leaves("mfa-protocol", day)
        if number == VACANT_UNTIL:
            follows("mfa-protocol", "mfa_desk", day)
        if number in NOTHING_RUNS:
            continue
        simulated.housekeeping(day)
        simulated.said_by_product(day)
        expected, found = simulated.said_by_oracle(oracle, day), simulated.kept_by_product(day)
        for wanted, got in zip(expected, found, strict=True):
            differences += [(day, "missing", one) for one in sorted(wanted - got, key=str)]
            differences += [(day, "too much", one) for one in sorted(got - wanted, key=str)]
        reminders, told = reminders + len(found[0]), told + len(found[1])
        rules |= {said.rule for said in found[0]}
    assert differences == []
    assert messages_per_notice() == {(1, 1)}
    assert (len(rules) >= 20, reminders >= 100, told >= 100) == (True, True, True), (rules, reminders, told)
