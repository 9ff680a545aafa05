"""A message that fails each time, whatever the reason, is tried as often as one nobody takes; then it is a task."""

import datetime as dt

import pytest
from django.core import mail
from django.db import OperationalError, connection

from access.context import enter_subject
from access.service_subjects import service_subject
from access.services.labels import intern
from foundation.errors import Collided, RuleBroken
from reminders import dispatcher
from reminders.engine import BACK_OFF
from reminders.models import Mail
from reminders.services import mailing, messages
from reminders.services.preferences import prefer
from tests.cast import acting

ON = dt.date(2030, 9, 16)
MORNING = dt.datetime(2030, 9, 16, 3, 0, tzinfo=dt.UTC)
SECOND = ["cmd_desk_2@example.invalid"]


@pytest.fixture
def due(deadline, planned_on):
    """To both of the Center's desk: the first has the older message."""
    deadline.label_id = intern("official_use").pk
    planned_on(ON)
    return deadline


def divide_by_zero():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")


def break_a_rule():
    raise RuleBroken


def poison(monkeypatch, deed):
    """What the first person's message tells of cannot be read."""
    read = mailing.lines_for

    def lines_for(claimed, **asked):
        if claimed.user.username == "cmd_desk":
            deed()
        return read(claimed, **asked)

    monkeypatch.setattr(mailing, "lines_for", lines_for)


def run(at=MORNING):
    return dispatcher.drain(clock=lambda: at, day=lambda: ON)


def message():
    service = service_subject("dispatcher")
    with enter_subject(service, "test"):
        return Mail.objects.visible_to(service).get(user__username="cmd_desk")


@pytest.mark.parametrize("deed", [divide_by_zero, break_a_rule])
def test_it_is_tried_with_growing_waits_given_up_and_shown_and_the_others_leave(
    due, monkeypatch, signed_in, deed
):
    with monkeypatch.context() as patched:
        poison(patched, deed)
        assert run() == (1, 1)
        assert [letter.to for letter in mail.outbox] == [SECOND]
        at, waits = MORNING, []
        while (held := message()).state == "pending":
            waits.append(held.next_try_at - at)
            at = held.next_try_at
            run(at)
    assert (held.state, waits) == ("dead", list(BACK_OFF))
    assert "could not be delivered" in signed_in("cmd_desk").get("/").content.decode()
    assert signed_in("cmd_desk").post(f"/admin/reminders/mail/{held.pk}/step/retry/").status_code == 302
    assert dispatcher.send_one(day=lambda: ON) is True


def test_what_the_database_said_of_the_records_is_not_kept_with_it(due, monkeypatch):
    poison(monkeypatch, divide_by_zero)
    run()
    assert message().last_error == "DivisionByZero"


@pytest.mark.parametrize("error", [OperationalError("gone"), Collided()])
def test_a_database_that_is_gone_or_busy_is_no_fault_of_the_message(due, monkeypatch, error):
    def gone():
        raise error

    poison(monkeypatch, gone)
    with pytest.raises(type(error)):
        run()
    assert (message().state, message().last_error, message().next_try_at) == (
        "pending", "", MORNING + mailing.lease(),
    )  # fmt: skip


def test_a_digest_that_cannot_be_written_holds_up_no_other(due, monkeypatch):
    for name in ("cmd_desk", "cmd_desk_2"):
        with acting(name) as person:
            prefer(by=person, at=MORNING - dt.timedelta(days=2), digest="daily", hour=9)
    write = messages.still_to_tell

    def still_to_tell(notices, **asked):
        if notices.filter(user__username="cmd_desk").exists():
            divide_by_zero()
        return write(notices, **asked)

    monkeypatch.setattr(messages, "still_to_tell", still_to_tell)
    run()
    assert run(MORNING + dt.timedelta(hours=3)) == (0, 1)
    assert [letter.to for letter in mail.outbox] == [SECOND]
