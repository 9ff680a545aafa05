"""A gateway of the ministry's own beside e-mail: what it carries, and what becomes of what it could not carry."""

import datetime as dt

import pytest
from django.core import mail

from access.context import enter_subject
from access.service_subjects import service_subject
from foundation.clock import now
from reminders import dispatcher
from reminders.models import Mail, Notice
from reminders.selectors.undelivered import given_up
from reminders.services import mailing
from tests.cast import acting
from tests.reminders.conftest import *  # noqa: F403
from tests.reminders.gateway import Gateway

ON = dt.date(2030, 9, 16)
BOTH = ["reminders.channels.Email", "tests.reminders.gateway.Gateway"]


@pytest.fixture
def due(deadline, planned_on, settings):
    settings.REMINDER_CHANNELS = BOTH
    Gateway.reset(cmd_desk="+994 00 000 00 01")
    planned_on(ON)
    return deadline


def run():
    return dispatcher.drain(day=lambda: ON)


def send_one(at):
    return dispatcher.send_one(clock=lambda: at, day=lambda: ON)


def by_gateway() -> Mail:
    """The one message of the gateway, as it stands in the outbox."""
    with enter_subject(service_subject("dispatcher"), "look") as service:
        return Mail.objects.visible_to(service).get(channel=Gateway.code)


def test_each_channel_has_a_message_of_its_own_with_references_and_links_only(due):
    assert run() == (1, 2)
    (letter,), (message,) = mail.outbox, Gateway.sent
    assert message.user.username == "cmd_desk"
    assert (message.subject, message.body) == (letter.subject, letter.body)
    assert "TST-2030-AAAAA" in message.body
    assert "A thing of the tests" not in message.body + message.subject
    assert message.message_id != letter.extra_headers["Message-ID"]
    with enter_subject(service_subject("dispatcher"), "look") as service:
        assert Notice.objects.visible_to(service).count() == 1


def test_whom_a_channel_does_not_reach_it_is_not_asked_to_tell(due):
    Gateway.reset()
    assert run() == (1, 1)
    assert (len(mail.outbox), Gateway.tried) == (1, [])


def test_a_gateway_that_is_down_holds_up_no_mail_and_is_tried_again_under_the_same_name(due):
    Gateway.is_down = True
    assert run() == (1, 1)
    waiting = by_gateway()
    assert (len(mail.outbox), waiting.state, waiting.attempt) == (1, "pending", 1)
    assert "the gateway is down" in waiting.last_error
    assert send_one(now()) is None  # not before its time
    Gateway.is_down = False
    assert send_one(waiting.next_try_at) is True
    assert Gateway.tried == [Gateway.sent[0].message_id] * 2
    assert (by_gateway().state, len(mail.outbox)) == ("sent", 1)


def test_what_it_never_carried_is_a_task_of_the_center_until_it_is_sent_or_told_another_way(due, signed_in):
    Gateway.is_down = True
    run()
    while (waiting := by_gateway()).state == "pending":
        assert send_one(waiting.next_try_at) is False
    assert waiting.attempt == len(Gateway.tried) > 3
    page = signed_in("cmd_desk").get("/admin/reminders/mail/").content.decode()
    assert "pager" in page
    assert "the gateway is down" in page
    with acting("mfa_desk") as other:
        assert not given_up(to=other).exists()
    Gateway.is_down = False
    with acting("cmd_desk") as clerk:
        assert [row.pk for row in given_up(to=clerk)] == [waiting.pk]
        mailing.retry(waiting.pk, by=clerk, at=now())
    assert send_one(now()) is True
    with acting("cmd_desk") as clerk:
        assert not given_up(to=clerk).exists()


def test_what_waits_for_a_channel_that_is_no_longer_used_is_not_lost(due, settings):
    Gateway.is_down = True
    run()
    settings.REMINDER_CHANNELS = BOTH[:1]
    assert send_one(by_gateway().next_try_at) is False
    assert "pager" in by_gateway().last_error
    settings.REMINDER_CHANNELS, Gateway.is_down = BOTH, False
    assert send_one(by_gateway().next_try_at) is True
