"""What of the inbound register falls due: our answer, and the meeting of the corps (domain.md C7, row 34)."""

import datetime as dt

from access.context import enter_subject
from access.service_subjects import service_subject
from attaches.services import foreign_attaches, foreign_notes
from foundation.clock import now, today
from reminders.models import Reminder, Rule
from reminders.services import planning
from tests.attaches.foreign_scenes import a_foreigner, ended
from tests.attaches.scenes import day
from tests.attaches.test_deadlines import due
from tests.cast import acting


def december() -> dt.date:
    """The meeting of this year, or of the next from the middle of January on."""
    return dt.date((today() - dt.timedelta(days=10)).year, 12, 10)


def test_a_request_waits_for_our_answer_until_it_is_given(db: None):
    attache = a_foreigner("concurred", asked=-25)
    assert due("foreign_attaches.reply") == {attache.reference: day(-25)}
    with acting("mfa_protocol") as protocol:
        foreign_notes.refuse(attache, by=protocol, on=day(0), at=now())
    assert due("foreign_attaches.reply") == {}


def test_protocol_and_the_center_are_reminded_after_twenty_days(db: None):
    attache = a_foreigner(asked=-25)
    with enter_subject(service_subject("planner"), "test") as planner:
        planning.plan(by=planner, on=today())
        rows = Reminder.objects.visible_to(planner).filter(record=attache.reference)
        assert {(row.office.role, row.offset) for row in rows.select_related("office")} == {
            ("mfa_protocol", 20), ("cmd_desk", 20),
        }  # fmt: skip
    assert sorted(Rule.objects.get(code="foreign_attaches.meeting").offsets) == [-60, -30]


def test_the_meeting_stands_once_with_the_dean_or_the_longest_in_function(db: None):
    assert due("foreign_attaches.meeting") == {}
    older = a_foreigner("in_function", asked=-900)
    newer = a_foreigner("in_function", iso="GE")
    a_foreigner("accredited", iso="DE")
    assert due("foreign_attaches.meeting") == {older.reference: december()}
    with acting("mfa_protocol") as protocol:
        foreign_attaches.name_dean(newer, by=protocol, on=day(-10), at=now())
    assert due("foreign_attaches.meeting") == {newer.reference: december()}
    ended(newer, -1)
    assert due("foreign_attaches.meeting") == {older.reference: december()}
