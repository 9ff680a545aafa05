"""What ends a reminder set by hand: everybody who was told takes note; put off it comes back; nobody's own lapses."""

import pytest
from django.core import mail
from django.db import DatabaseError, transaction

from access.context import enter_subject
from access.models import Clearance
from access.service_subjects import service_subject
from access.services import grants
from accounts.models import Office, User
from accounts.services import accounts
from foundation.clock import now, today
from foundation.errors import InvalidInput
from reminders import dispatcher
from reminders.models import Notice, Reminder, Rule, RuleAudience, Snooze
from reminders.selectors.inbox import by_matter, inbox
from reminders.selectors.of_record import of_record
from reminders.selectors.recipients import recipients_of
from reminders.services import custom_reminders as services
from reminders.services.alive import outbox_state
from reminders.services.outbox import snooze
from reminders.services.planning import plan
from reminders.terms import About
from tests.agreements.instruments import recorded
from tests.attaches.story_ways import get
from tests.cast import acting, seated
from tests.reminders.set_by_hand import (
    acknowledged,
    comes,
    day,
    leaves,
    office_of,
    set_by,
    standing_days,
    told,
)

pytestmark = pytest.mark.django_db
REASON = "The embassy answers next week"


@pytest.fixture
def agreement(db):
    with acting("cmd_desk") as clerk:
        return recorded(clerk)


@pytest.fixture
def ours(agreement):
    """Told to both who hold the office of the Center's desk."""
    reminder = set_by("cmd_desk", agreement, office=office_of("cmd_desk"))
    comes(10)
    assert (told("cmd_desk", reminder), told("cmd_desk_2", reminder)) == (1, 1)
    return reminder


def line_of(name, reminder):
    with acting(name) as reader:
        return next(
            matter for matter in by_matter(inbox(to=reader)) if matter.first.record == reminder.reference
        )


def put_off(name, reminder, *, on, until):
    number = line_of(name, reminder).first.notice_id
    with acting(name) as person:
        return snooze(number, until=until, reason=REASON, by=person, on=on)


def mails_of(reminder):
    return sum(message.body.count(reminder.reference) > 0 for message in mail.outbox)


def states_of(reminder):
    service = service_subject("planner")
    with enter_subject(service, "test"):
        rows = Reminder.objects.visible_to(service).filter(record=reminder.reference)
        return sorted(rows.values_list("state", flat=True))


# --- taking note is of whoever takes it -----------------------------------------------------------
def test_who_takes_note_takes_it_from_nobody_else(ours):
    acknowledged("cmd_desk")
    assert (told("cmd_desk", ours), told("cmd_desk_2", ours)) == (0, 1)
    assert standing_days("cmd_desk_2", ours) == [day(10)]
    acknowledged("cmd_desk_2")
    assert standing_days("cmd_desk_2", ours) == []


def test_what_a_colleague_put_off_comes_back_to_him_although_another_took_note(ours):
    put_off("cmd_desk_2", ours, on=day(9), until=day(10))
    acknowledged("cmd_desk")
    before = mails_of(ours)
    comes(10)
    assert mails_of(ours) == before + 1


def test_a_week_later_both_are_told_again(agreement):
    weekly = set_by("cmd_desk", agreement, office=office_of("cmd_desk"), repeats="weekly", until=day(25))
    comes(10)
    acknowledged("cmd_desk")
    comes(17)
    assert (told("cmd_desk", weekly), told("cmd_desk_2", weekly)) == (1, 2)
    acknowledged("cmd_desk_2")
    assert standing_days("cmd_desk", weekly) == [day(17), day(24)]


def test_a_day_told_to_two_offices_is_settled_when_both_took_note(agreement):
    rule = Rule.objects.get(code="reminders.custom")
    RuleAudience.objects.create(rule=rule, role="imcd_head")
    mine = set_by("cmd_desk", agreement, office=office_of("cmd_desk"))
    comes(10)
    assert (told("cmd_desk", mine), told("imcd_head", mine)) == (1, 1)
    acknowledged("cmd_desk")
    acknowledged("cmd_desk_2")
    assert standing_days("cmd_desk", mine) == [day(10)]
    acknowledged("imcd_head")
    assert standing_days("cmd_desk", mine) == []


def test_who_left_the_office_holds_nothing_up(ours):
    acknowledged("cmd_desk")
    leaves("cmd_desk_2")
    assert standing_days("cmd_desk", ours) == []


def test_who_may_not_read_it_any_more_holds_nothing_up(ours):
    acknowledged("cmd_desk")
    with acting("mod_security") as officer:
        held = Clearance.objects.get(user__username="cmd_desk_2", valid__contains=today())
        grants.withdraw_clearance(held, by=officer, on=today(), reason="Test")
    assert standing_days("cmd_desk", ours) == []


# --- put off --------------------------------------------------------------------------------------
@pytest.mark.parametrize("after", [10, 11, 20])
def test_it_is_put_off_on_its_day_and_afterwards_and_comes_back(agreement, after):
    mine = set_by("cmd_desk", agreement)
    comes(10)
    before = mails_of(mine)
    put_off("cmd_desk", mine, on=day(after), until=day(after + 5))
    assert told("cmd_desk", mine) == 0
    comes(after + 4)
    assert mails_of(mine) == before
    comes(after + 5)
    assert mails_of(mine) == before + 1


def test_the_review_of_a_marking_is_put_off_on_its_day_too(agreement):
    review = set_by("cmd_desk", agreement, about=About.MARKING, office=office_of("cmd_desk"))
    comes(12)
    assert line_of("cmd_desk", review).put_off_by(on=day(12)) == day(42)
    put_off("cmd_desk", review, on=day(12), until=day(20))
    assert told("cmd_desk", review) == 0


@pytest.mark.parametrize(
    ("until", "reason", "field"), [(41, REASON, "until"), (10, REASON, "until"), (15, " ", "reason")]
)
def test_it_is_not_put_off_for_ever_nor_without_a_reason(agreement, until, reason, field):
    mine = set_by("cmd_desk", agreement)
    comes(10)
    number = line_of("cmd_desk", mine).first.notice_id
    with acting("cmd_desk") as person, pytest.raises(InvalidInput) as refusal:
        snooze(number, until=day(until), reason=reason, by=person, on=day(10))
    assert list(refusal.value.fields) == [field]


def test_a_rule_the_center_calls_legal_is_not_put_off_beyond_its_day(agreement):
    mine = set_by("cmd_desk", agreement)
    comes(10)
    Rule.objects.filter(code="reminders.custom").update(is_legal=True, is_at_once=False)
    assert line_of("cmd_desk", mine).put_off_by(on=day(10)) is None


@pytest.mark.parametrize("told_before", [0, 60])
def test_no_statement_puts_it_off_for_longer_than_a_month(agreement, told_before):
    if told_before:  # its day is further off than a month
        Rule.objects.filter(code="reminders.marking_review").update(offsets=[-told_before])
        ours = {"about": About.MARKING, "office": office_of("cmd_desk"), "after": 10 + told_before}
    mine = set_by("cmd_desk", agreement, **(ours if told_before else {}))
    comes(13)
    assert line_of("cmd_desk", mine).put_off_by(on=today()) == day(30)
    number = line_of("cmd_desk", mine).first.notice_id
    with acting("cmd_desk") as person:
        notice = Notice.objects.visible_to(person).get(pk=number)
        facts = {"notice": notice, "reason": REASON, "label_id": notice.label_id}
        with pytest.raises(DatabaseError), transaction.atomic():
            Snooze.objects.create(until=day(31), **facts)
        assert Snooze.objects.create(until=day(30), **facts).pk


# --- whoever left ---------------------------------------------------------------------------------
def closed(name):
    with acting("sysadmin") as admin:
        accounts.disable(User.objects.get(username=name), by=admin, reason="left")


@pytest.mark.parametrize("goes", [leaves, closed])
def test_what_somebody_set_for_himself_lapses_when_he_goes(agreement, goes):
    mine = set_by("cmd_desk_2", agreement)
    before = outbox_state(at=now()).reminders_vacant
    goes("cmd_desk_2")
    comes(10)
    assert states_of(mine) == []
    assert outbox_state(at=now()).reminders_vacant == before
    assert told("cmd_desk", mine) == 0


@pytest.mark.parametrize("goes", [leaves, closed])
def test_what_was_planned_before_he_went_is_no_vacancy(agreement, goes):
    mine = set_by("cmd_desk_2", agreement)
    planner = service_subject("planner")
    with enter_subject(planner, "test"):
        plan(by=planner, on=day(10))
    assert states_of(mine) == ["pending"]
    goes("cmd_desk_2")
    dispatcher.drain(day=lambda: day(10))
    assert states_of(mine) == ["superseded"]


def test_what_waited_as_a_vacancy_before_is_none_any_more(agreement):
    mine = set_by("cmd_desk_2", agreement)
    comes(10)
    service = service_subject("planner")
    with enter_subject(service, "test"):
        Reminder.objects.visible_to(service).filter(record=mine.reference).update(state="vacant")
    leaves("cmd_desk_2")
    comes(11)
    assert states_of(mine) == ["superseded"]


def test_what_is_for_an_office_goes_to_whoever_holds_it_then(agreement):
    ours = set_by("cmd_desk_2", agreement, office=office_of("cmd_desk_2"))
    leaves("cmd_desk_2")
    comes(10)
    assert told("cmd_desk", ours) == 1


def test_who_comes_back_is_told_again(agreement):
    mine, office = set_by("cmd_desk_2", agreement), office_of("cmd_desk_2")
    leaves("cmd_desk_2")
    comes(10)
    seated("cmd_desk_2", office)
    comes(11)
    assert told("cmd_desk_2", mine) == 1


def test_he_reads_that_it_lapsed_in_his_next_office(signed_in, api, agreement):
    mine, client = set_by("cmd_desk_2", agreement), api("cmd_desk_2")
    one = f"/api/v1/custom-reminders/{mine.reference}/"
    assert client.get(one).json()["next_told_on"] == str(day(10))
    leaves("cmd_desk_2")
    seated("cmd_desk_2", Office.objects.get(code="operations-desk"))
    shown = get(signed_in("cmd_desk_2"), f"/inbox/reminders/{mine.reference}/")
    assert "You hold the office it was set in no longer: nothing comes any more." in shown
    assert "Nobody in that office may read it today" not in shown
    told_now = api("cmd_desk_2").get(one).json()
    assert (told_now["next_told_on"], told_now["reaches_nobody"]) == (None, True)
    with acting("cmd_desk_2", office="operations-desk") as reader:
        assert of_record(agreement.reference, to=reader, on=today()).by_hand == ()
        services.take_back(mine, by=reader, on=today())


# --- one that is not found ------------------------------------------------------------------------
def test_what_names_no_reminder_set_by_hand_is_told_to_nobody(agreement):
    mine = set_by("cmd_desk", agreement)
    comes(10)
    service = service_subject("dispatcher")
    with enter_subject(service, "test"):
        row = Reminder.objects.visible_to(service).get(record=mine.reference)
        assert [one.user_id for one in recipients_of([row.pk], on=day(10))] == [mine.person_id]
        Reminder.objects.visible_to(service).filter(pk=row.pk).update(record="RMD-2020-AAAAA")
        assert recipients_of([row.pk], on=day(10)) == []
