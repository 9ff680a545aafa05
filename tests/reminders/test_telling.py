"""How people are told: one message for everything, digests, quiet hours, leave, what is put off and comes back."""

import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from access.context import enter_subject
from access.models import Clearance
from access.service_subjects import service_subject
from access.services import grants
from access.services.labels import intern
from accounts.models import Appointment, User
from foundation.clock import now
from foundation.errors import InvalidInput, NotFound
from reminders import dispatcher
from reminders.models import Mail, Preference, Reminder, Rule
from reminders.selectors.inbox import inbox
from reminders.services import mailing
from reminders.services.dispatch import deliver_batch
from reminders.services.outbox import acknowledge, snooze
from reminders.services.preferences import prefer
from reminders.services.refusals import AlreadySnoozed
from tests.cast import acting

DAY = dt.date
ON = DAY(2030, 9, 16)  # a Monday; the deadline is on 16 October
MORNING = dt.datetime(2030, 9, 16, 3, 0, tzinfo=dt.UTC)  # seven o'clock at home


@pytest.fixture
def due(deadline, planned_on):
    planned_on(ON)
    return deadline


def run(at=MORNING, on=None):
    return dispatcher.drain(clock=lambda: at, day=lambda: on or at.date())


def prefers(name="cmd_desk", **chosen):
    with acting(name) as person:
        return prefer(by=person, at=dt.datetime(2030, 9, 13, 9, tzinfo=dt.UTC), **chosen)


def mine(name="cmd_desk"):
    with acting(name) as person:
        return inbox(to=person)


def test_a_digest_waits_for_its_hour_while_the_inbox_fills_at_once(due):
    prefers(digest="daily", hour=9)
    assert run() == (1, 0)
    assert len(mine()) == 1
    assert run(MORNING + dt.timedelta(hours=2)) == (0, 1)
    assert "TST-2030-AAAAA" in mail.outbox[0].body


def test_a_digest_repeats_what_nobody_took_note_of_until_somebody_does(due):
    prefers(digest="daily", hour=7)
    run()
    assert run(MORNING + dt.timedelta(hours=3)) == (0, 0)
    assert run(MORNING + dt.timedelta(days=1)) == (0, 1)
    with acting("cmd_desk") as person:
        acknowledge(inbox(to=person)[0].notice_id, by=person, at=MORNING)
    assert run(MORNING + dt.timedelta(days=2)) == (0, 0)
    assert len({letter.extra_headers["Message-ID"] for letter in mail.outbox}) == 2


def test_a_weekly_digest_comes_on_its_day_and_once_even_when_the_clock_is_set_back(due):
    prefers(digest="weekly", weekday=2, hour=7)
    assert run(MORNING + dt.timedelta(days=1)) == (1, 0)
    assert run(MORNING + dt.timedelta(days=2)) == (0, 1)
    assert run(MORNING + dt.timedelta(days=2, hours=-3)) == (0, 0)
    assert run(MORNING + dt.timedelta(days=8)) == (0, 0)
    assert run(MORNING + dt.timedelta(days=9)) == (0, 1)


def test_legal_deadlines_do_not_wait_for_a_digest(due):
    Rule.objects.filter(code=due.code).update(is_legal=True)
    prefers(digest="weekly", weekday=4)
    assert run() == (1, 1)


def test_an_emergency_does_not_wait_for_a_digest(due):
    Rule.objects.filter(code=due.code).update(is_at_once=True)
    prefers(digest="weekly", weekday=4)
    assert run() == (1, 1)


def test_no_daily_digest_on_a_free_day(due):
    prefers(digest="daily", hour=7)
    saturday = MORNING + dt.timedelta(days=5)
    run(MORNING)
    assert run(saturday) == (0, 0)
    assert run(saturday + dt.timedelta(days=2)) == (0, 1)


def test_a_message_waits_for_the_end_of_the_quiet_hours_where_the_person_is(due):
    Rule.objects.update(quiet_from=dt.time(19), quiet_until=dt.time(8))
    User.objects.filter(username="cmd_desk").update(time_zone="Europe/Brussels")
    assert run() == (1, 0)  # five in the morning in Brussels
    assert len(mine()) == 1
    assert run(MORNING + dt.timedelta(hours=2, minutes=59)) == (0, 0)
    assert run(MORNING + dt.timedelta(hours=3)) == (0, 1)


def test_ten_days_of_downtime_are_one_message_whatever_the_size_of_the_batches(due):
    rule = Rule.objects.get(code=due.code)
    for number in range(5):
        facts = {"record": "TST-2030-AAAAA", "due_on": due.due_on, "planned_on": ON, "label_id": due.label_id}
        with acting("cmd_desk") as person:
            office = Reminder.objects.visible_to(person).first().office
            Reminder.objects.bulk_create([Reminder(rule=rule, office=office, offset=-200 - number, **facts)])
    service = service_subject("dispatcher")
    for _batch in range(6):
        with enter_subject(service, "test"):
            assert deliver_batch(by=service, on=ON, at=MORNING, limit=1) == 1
    assert run(on=ON) == (0, 1)
    assert mail.outbox[0].body.count("/tests/TST-2030-AAAAA/") == 6


def test_a_message_waits_while_another_dispatcher_still_writes_its_lines(due, planned_on):
    service = service_subject("dispatcher")
    with enter_subject(service, "test"):
        deliver_batch(by=service, on=ON, at=MORNING)
        told = Reminder.objects.visible_to(service).get()
        again = {"rule": told.rule, "record": told.record, "due_on": told.due_on, "office": told.office}
        Reminder.objects.bulk_create([Reminder(**again, offset=-29, planned_on=ON, label_id=told.label_id)])
        assert mailing.claim(by=service, at=MORNING, on=ON) is None
        assert mailing.claim(by=service, at=MORNING + mailing.GATHER, on=ON) is not None


@pytest.mark.parametrize("half", [{"away_from": ON}, {"away_until": ON}])
def test_half_a_leave_is_refused_by_the_database_too(due, half):
    chosen = prefers(away_from=ON, away_until=ON)
    with pytest.raises(IntegrityError, match="leave_has_both_ends"), transaction.atomic():
        Preference.objects.filter(pk=chosen.pk).update(**{"away_from": None, "away_until": None, **half})


def test_who_is_on_leave_gets_no_message_while_a_colleague_may_read_it(deadline, planned_on):
    deadline.label_id = intern("official_use").pk
    planned_on(ON)
    prefers(away_from=ON, away_until=ON + dt.timedelta(days=3))
    assert run() == (1, 1)
    assert [letter.to for letter in mail.outbox] == [["cmd_desk_2@example.invalid"]]
    assert len(mine()) == 1


def test_who_is_on_leave_and_alone_is_told_all_the_same(due):
    prefers(away_from=ON, away_until=ON + dt.timedelta(days=3))
    assert run() == (1, 1)


def test_what_is_put_off_leaves_the_inbox_and_comes_back_on_its_day_with_a_message(due):
    run()
    with acting("cmd_desk") as person:
        notice = inbox(to=person)[0].notice_id
        today = timezone.localdate()
        snooze(notice, until=today + dt.timedelta(days=7), reason="Waits for the host", by=person, on=today)
        assert inbox(to=person) == []
        with pytest.raises(AlreadySnoozed):
            snooze(notice, until=today + dt.timedelta(days=8), reason="Again", by=person, on=today)
    back = dt.datetime.combine(today + dt.timedelta(days=7), dt.time(8), dt.UTC)
    assert run(back - dt.timedelta(days=1), on=back.date() - dt.timedelta(days=1)) == (0, 0)
    assert run(back, on=back.date()) == (0, 1)
    assert run(back, on=back.date()) == (0, 0)


@pytest.mark.parametrize(
    ("until", "reason", "wrong"),
    [(ON, "Later", "until"), (DAY(2030, 10, 17), "Later", "until"), (DAY(2030, 9, 20), "  ", "reason")],
)
def test_nothing_is_put_off_beyond_its_deadline_nor_without_a_reason(due, until, reason, wrong):
    run()
    with acting("cmd_desk") as person, pytest.raises(InvalidInput) as refusal:
        snooze(inbox(to=person)[0].notice_id, until=until, reason=reason, by=person, on=ON)
    assert set(refusal.value.fields) == {wrong}


def test_nobody_puts_off_for_another(due):
    run()
    notice = mine()[0].notice_id
    with acting("mod_leadership") as other, pytest.raises(NotFound):
        snooze(notice, until=DAY(2030, 9, 20), reason="Later", by=other, on=ON)


def test_an_office_where_nobody_could_read_is_told_once_somebody_can(due, planned_on):
    Clearance.objects.filter(user__username="cmd_desk").delete()
    assert run() == (1, 0)
    planned_on(ON)
    assert run() == (0, 0)
    with acting("mod_security") as officer:
        person = User.objects.get(username="cmd_desk")
        waiting = grants.propose_clearance(
            by=officer, user=person, level="limited_official_use", starts_on=DAY(2000, 1, 1)
        )
    with acting("mfa_security") as second:
        grants.confirm_clearance(waiting, by=second, at=now())
    planned_on(ON)
    assert run() == (1, 1)


def test_a_message_given_up_is_a_task_on_the_centers_desk_until_it_is_sent_again(due, monkeypatch, signed_in):
    def refuse(self, fail_silently=False):
        raise ConnectionRefusedError("no")

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", refuse)
        for day in range(9):
            run(MORNING + dt.timedelta(days=day), on=ON)
    desk = signed_in("cmd_desk")
    assert "could not be delivered" in desk.get("/").content.decode()
    assert "could not be delivered" not in signed_in("mod_leadership").get("/").content.decode()
    service = service_subject("planner")
    with enter_subject(service, "test"):
        held = Mail.objects.visible_to(service).get()
    assert held.state == "dead"
    page = f"/admin/reminders/mail/{held.pk}/change/"
    assert signed_in("mod_leadership").get(page).status_code in (403, 404)
    assert desk.get(page).status_code == 200
    assert desk.post(f"/admin/reminders/mail/{held.pk}/step/retry/").status_code == 302
    assert dispatcher.send_one(day=lambda: ON) is True
    assert "could not be delivered" not in desk.get("/").content.decode()


def test_what_comes_back_waits_for_the_digest_of_who_wants_one(due):
    run()
    with acting("cmd_desk") as person:
        today = timezone.localdate()
        snooze(
            inbox(to=person)[0].notice_id,
            until=today + dt.timedelta(days=7),
            reason="Later",
            by=person,
            on=today,
        )
    prefers(digest="weekly", weekday=0)
    sunday = MORNING + dt.timedelta(days=6)
    assert run(sunday, on=sunday.date())[1] == 1  # the digest of the Monday before
    back = dt.datetime.combine(today + dt.timedelta(days=7), dt.time(20), dt.UTC)
    assert len(mail.outbox) == 2
    run(back - dt.timedelta(days=3650), on=back.date())
    assert len(mail.outbox) == 2


def test_what_was_taken_note_of_before_the_quiet_hours_end_is_not_sent(due):
    Rule.objects.update(quiet_from=dt.time(19), quiet_until=dt.time(8))
    assert run() == (1, 0)
    with acting("cmd_desk") as person:
        acknowledge(inbox(to=person)[0].notice_id, by=person, at=MORNING)
    assert run(MORNING + dt.timedelta(hours=2)) == (0, 0)
    assert mail.outbox == []


def test_a_rule_switched_off_says_no_more(due):
    Rule.objects.update(is_active=False)
    assert run() == (1, 0)
    assert mine() == []


def test_who_left_the_office_is_told_no_more_of_it(due):
    prefers(digest="daily", hour=7)
    run(MORNING - dt.timedelta(hours=1))
    for held in Appointment.objects.filter(user__username="cmd_desk"):
        Appointment.objects.filter(pk=held.pk).update(valid=DateRange(held.valid.lower, ON))
    assert run(MORNING + dt.timedelta(days=1)) == (0, 0)
    assert mail.outbox == []


def test_a_mistyped_time_zone_stops_nobody_and_is_refused_where_it_is_typed(due):
    User.objects.filter(username="cmd_desk").update(time_zone="Asia/Bakou")
    Rule.objects.update(quiet_from=dt.time(1), quiet_until=dt.time(2))
    assert run() == (1, 1)
    with pytest.raises(ValidationError):
        User.objects.get(username="cmd_desk").clean_fields()


def test_a_date_that_went_and_came_back_is_told_again(due, planned_on):
    due.due_on += dt.timedelta(days=90)
    planned_on(ON)
    assert run() == (0, 0)
    due.due_on -= dt.timedelta(days=90)
    planned_on(ON)
    assert run() == (1, 1)
    planned_on(ON)
    assert run() == (0, 0)
