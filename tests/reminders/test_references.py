"""What leaves the house carries references without meaning: issued ones, or the number of a notice (walls.md 1)."""

import re

import pytest
from django.core import mail

from access.context import enter_subject
from access.service_subjects import service_subject
from accounts.models import Office
from directory.models import CooperationFormat, Country, FormatMeeting
from directory.selectors.calendar import work_calendar
from foundation.clock import now, today
from foundation.references import PATTERN, NewReference
from reminders import dispatcher
from reminders.models import Notice, Rule
from reminders.registry import rules
from reminders.selectors.inbox import inbox
from reminders.services import planning
from tests.activities.programme import days
from tests.cast import acting

pytestmark = pytest.mark.django_db
ISSUED = "XYZ-2026-7K3QF"
# Known by the code of a format, or of an office: chosen by people, so that it may name a State.
BY_CODE = {"formats.meeting", "formats.host", "approvals.route_seat_vacant"}
LINE = re.compile(r"^  (\S+)\n  (\S+)$", re.MULTILINE)


def _column(rule):
    """The column in which a rule finds the reference of its records."""
    query = rule.deadlines().query
    given = query.annotations.get("reference")
    return given.target if given is not None else query.model._meta.get_field("reference")


@pytest.mark.parametrize("code", sorted(rules()))
def test_a_rule_knows_its_records_by_issued_references_or_is_named_here(code):
    drawn = isinstance(getattr(_column(rules()[code]), "db_default", None), NewReference)
    assert drawn == (code not in BY_CODE)


@pytest.mark.parametrize("code", sorted(set(rules()) - BY_CODE))
def test_an_address_says_where_and_which_and_nothing_else(code):
    path = rules()[code].link(ISSUED)
    assert path.count(ISSUED) == 1
    assert re.fullmatch(r"/[a-z_/-]+/", path.replace(ISSUED, "x")), path


def _told_by_mail():
    """(reference, address) of everything that left, after a plan of today."""
    on = work_calendar().next_on_or_after(today())
    with enter_subject(service_subject("planner"), "test") as planner:
        planning.plan(by=planner, on=on)
    dispatcher.drain(day=lambda: on)
    while dispatcher.send_one(clock=lambda: now().replace(year=now().year + 1), day=lambda: on):
        pass
    return [line for letter in mail.outbox for line in LINE.findall(letter.body)]


def test_the_code_of_a_format_or_an_office_stays_inside(settings):
    Rule.objects.exclude(code__in=BY_CODE).update(is_active=False)
    held = CooperationFormat.objects.get(code="AZ-GE-TR")
    with acting("cmd_desk"):
        for day, host in ((60, "GE"), (120, "AZ")):
            FormatMeeting.objects.create(
                format=held,
                number=90 + day,
                held_on=days(day),
                country=Country.objects.get(iso2=host),
                place="DEMO",
            )
    lines = _told_by_mail()
    with acting("cmd_desk") as clerk:
        items = {item.record: item for item in inbox(to=clerk)}
    codes = set(items)
    assert {
        "AZ-GE-TR"
    } < codes  # inside it is said, and leads to the format; some office of the routes is vacant too
    assert codes - {"AZ-GE-TR"} <= set(Office.objects.values_list("code", flat=True))
    assert items["AZ-GE-TR"].url.startswith("/admin/directory/")
    with enter_subject(service_subject("planner"), "look") as planner:
        numbers = {f"NTC-{notice.uid.hex[:8].upper()}" for notice in Notice.objects.visible_to(planner)}
    assert lines
    assert {reference for reference, _address in lines} <= numbers
    assert {address for _reference, address in lines} == {f"{settings.BASE_URL}/inbox/"}
    for letter in mail.outbox:
        assert not [code for code in codes if code.lower() in (letter.subject + letter.body).lower()]


def test_issued_references_are_told_from_codes():
    assert PATTERN.match(ISSUED)
    codes = [
        *CooperationFormat.objects.values_list("code", flat=True),
        *Office.objects.values_list("code", flat=True),
    ]
    assert not [code for code in codes if PATTERN.match(code)]
