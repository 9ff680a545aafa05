"""A meeting of a format, and our turn to host it, are prepared in time (domain.md C7, row 24)."""

import pytest

from access.context import enter_subject
from access.service_subjects import service_subject
from directory.models import CooperationFormat, Country, FormatMeeting, FormatMember
from directory.selectors.calendar import work_calendar
from foundation.clock import today
from reminders.models import Reminder
from reminders.services.planning import plan
from tests.activities.programme import days
from tests.cast import acting

pytestmark = pytest.mark.django_db


def planned():
    with enter_subject(service_subject("planner"), "test") as planner:
        plan(by=planner, on=work_calendar().next_on_or_after(today()))  # on a free day internal ones wait
        rows = Reminder.objects.visible_to(planner).filter(rule__code__startswith="formats.", state="pending")
        return sorted(rows.values_list("rule__code", "record", "office__role", "offset"))


def test_a_meeting_is_prepared_and_our_turn_to_host_told_apart():
    held = CooperationFormat.objects.get(code="AZ-GE-TR")
    with acting("cmd_desk"):
        for number, day, host in ((90, 60, "GE"), (91, 120, "AZ"), (92, -40, "TR"), (93, 200, "TR")):
            FormatMeeting.objects.create(
                format=held,
                number=number,
                held_on=days(day),
                country=Country.objects.get(iso2=host),
                place="DEMO",
            )
    assert planned() == [
        ("formats.host", "AZ-GE-TR", "cmd_desk", -120),
        ("formats.meeting", "AZ-GE-TR", "cmd_desk", -60),
    ]


def test_a_meeting_that_is_put_off_is_told_anew_and_a_held_one_no_more():
    held = CooperationFormat.objects.get(code="AZ-GE-TR")
    with acting("cmd_desk"):
        row = FormatMeeting.objects.create(
            format=held, number=90, held_on=days(30), country=Country.objects.get(iso2="AZ"), place="DEMO"
        )
    assert planned() == [("formats.host", "AZ-GE-TR", "cmd_desk", -30)]
    with acting("cmd_desk"):
        FormatMeeting.objects.filter(pk=row.pk).update(held_on=days(60))
    assert planned() == [("formats.host", "AZ-GE-TR", "cmd_desk", -60)]


def test_a_joint_commission_is_a_format_of_two_states():
    states = [Country.objects.get(iso2=code) for code in ("AZ", "HU")]
    with acting("cmd_desk"):
        commission = CooperationFormat.objects.create(
            code="commission-hu",
            name_en="Joint commission with Hungary",
            name_az="Macarıstanla birgə komissiya",
        )
        for place, state in enumerate(states, start=1):
            FormatMember.objects.create(format=commission, country=state, place=place)
        FormatMeeting.objects.create(format=commission, held_on=days(60), country=states[1], level="experts")
    assert planned() == [("formats.meeting", "commission-hu", "cmd_desk", -60)]


def test_the_door_leads_to_the_format(signed_in):
    from reminders.registry import rules

    where = rules()["formats.host"].link("AZ-GE-TR")
    page = signed_in("cmd_desk").get(where)
    assert page.status_code == 200
    assert "AZ-GE-TR" in page.content.decode()
    with acting("mfa_desk") as reader:
        told = rules()["formats.host"].titles(["AZ-GE-TR", "NOBODY"], reader)
    assert list(told) == ["AZ-GE-TR"]
