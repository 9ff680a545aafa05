"""Delivery: a notice exactly once, a message at least once under one Message-ID, to those who may read."""

import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone

from access.context import enter_subject
from access.service_subjects import service_subject
from foundation.errors import NotFound
from reminders import dispatcher
from reminders.models import Mail, Notice, Reminder
from reminders.selectors.inbox import inbox, open_notices
from reminders.services import mailing
from reminders.services.dispatch import deliver_batch
from reminders.services.outbox import acknowledge
from tests.cast import acting

ON = dt.date(2030, 9, 16)


@pytest.fixture
def due(deadline, planned_on):
    planned_on(ON)
    return deadline


def run():
    return dispatcher.drain(day=lambda: ON)


def as_service(question):
    service = service_subject("planner")
    with enter_subject(service, "test"):
        return question(service)


def test_the_holder_who_may_read_finds_it_in_the_inbox(due):
    assert run() == (1, 1)
    with acting("cmd_desk") as clerk:
        (item,) = inbox(to=clerk)
        assert (item.record, item.rule, item.title, item.is_new) == (
            "TST-2030-AAAAA",
            "A thing of the tests falls due",
            "The name of the thing",
            True,
        )
        assert open_notices(to=clerk).count() == 1


def test_a_record_hidden_since_then_is_named_by_its_reference_only(due):
    run()
    due.hidden = True
    with acting("cmd_desk") as clerk:
        (item,) = inbox(to=clerk)
        assert (item.record, item.title) == ("TST-2030-AAAAA", "")


def test_the_colleague_without_clearance_gets_nothing(due):
    run()
    with acting("cmd_desk_2") as second:
        assert inbox(to=second) == []
    assert [m.to for m in mail.outbox] == [["cmd_desk@example.invalid"]]


def test_delivering_twice_delivers_once(due):
    run()
    assert run() == (0, 0)
    assert as_service(lambda s: Notice.objects.visible_to(s).count()) == 1


def test_the_message_carries_reference_and_link_only(due):
    run()
    (message,) = mail.outbox
    assert "TST-2030-AAAAA" in message.body
    assert "/tests/TST-2030-AAAAA/" in message.body
    assert "A thing of the tests" not in message.body + message.subject
    assert "The name of the thing" not in message.body + message.subject


def test_the_message_is_written_in_the_recipients_language(due):
    from accounts.models import User

    User.objects.filter(username="cmd_desk").update(language="az")
    run()
    assert "diqqət" in mail.outbox[0].subject


def test_a_deadline_that_moved_meanwhile_is_not_told(due):
    due.stands = False
    assert run() == (1, 0)
    assert as_service(lambda s: Reminder.objects.visible_to(s).get().state) == "superseded"


def test_an_office_where_nobody_may_read_is_shown_as_vacant(due):
    from access.models import Clearance

    Clearance.objects.filter(user__username="cmd_desk").delete()
    assert run() == (1, 0)
    assert as_service(lambda s: Reminder.objects.visible_to(s).get().state) == "vacant"


def test_a_clearance_withdrawn_before_sending_keeps_the_message_back(due):
    from access.models import Clearance

    service = service_subject("dispatcher")
    with enter_subject(service, "test"):
        deliver_batch(by=service, on=ON, at=timezone.now())
    Clearance.objects.filter(user__username="cmd_desk").delete()
    run()
    assert mail.outbox == []
    assert as_service(lambda s: Mail.objects.visible_to(s).get().state) == "dropped"


def test_a_mail_server_that_is_down_is_tried_again_with_the_same_message_id(due, monkeypatch):
    sent = []

    def refuse(self, fail_silently=False):
        sent.append(self.extra_headers["Message-ID"])
        raise ConnectionRefusedError("no")

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", refuse)
        assert run() == (1, 0)
    later = timezone.now() + dt.timedelta(hours=2)
    assert dispatcher.send_one(clock=lambda: later, day=lambda: ON) is True
    assert mail.outbox[0].extra_headers["Message-ID"] == sent[0]


def test_a_claim_whose_lease_ended_is_taken_over_and_the_late_one_cannot_mark_it(due):
    service, start = service_subject("dispatcher"), timezone.now()
    with enter_subject(service, "test"):
        deliver_batch(by=service, on=ON, at=start)
        first = mailing.claim(by=service, at=start, on=ON)
        assert mailing.claim(by=service, at=start, on=ON) is None
        second = mailing.claim(by=service, at=start + mailing.lease(), on=ON)
        assert second.attempt == 2
        assert mailing.mark_sent(first, by=service, at=start) is False
        assert mailing.mark_sent(second, by=service, at=start) is True


def test_acknowledging_empties_the_inbox_of_this_person(due):
    run()
    with acting("cmd_desk") as clerk:
        acknowledge(inbox(to=clerk)[0].notice_id, by=clerk, at=timezone.now())
        assert inbox(to=clerk) == []


def test_nobody_acknowledges_for_another(due):
    run()
    notice = as_service(lambda s: Notice.objects.visible_to(s).get().pk)
    with acting("mod_leadership") as other, pytest.raises(NotFound):
        acknowledge(notice, by=other, at=timezone.now())


def test_the_inbox_over_rest(due, api):
    run()
    client = api("cmd_desk")
    (row,) = client.get("/api/v1/reminders/?open=true").json()["results"]
    assert row["record"] == "TST-2030-AAAAA"
    assert client.post(f"/api/v1/reminders/{row['reference']}/acknowledge/").json()["acknowledged_at"]
    assert client.get("/api/v1/reminders/?open=true").json()["results"] == []
    assert api("mfa_desk").get(f"/api/v1/reminders/{row['reference']}/").status_code == 404
