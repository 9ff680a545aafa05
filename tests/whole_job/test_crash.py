"""A dispatcher killed in the middle of a batch and started again: everything delivered, each notice exactly once."""

import datetime as dt
import subprocess
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings

from access.context import enter_subject
from access.service_subjects import service_subject
from accounts.models import Office
from agreements.models import AgreementDeadline
from foundation.clock import today
from reminders.models import Reminder, Rule
from tests import ground
from tests.agreements.instruments import in_force
from tests.cast import acting
from tests.embedded.watching import eventually
from tests.own_process import own_process

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True)]
REMINDERS, PEOPLE = 300, 2  # the Center's desk has two holders
WAITS = "SELECT count(*) FROM pg_locks WHERE relation = 'reminders_mail'::regclass AND NOT granted"
LEFT = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = %s AND pid <> ALL (%s)"


def _dispatcher(home: Path) -> AbstractContextManager[subprocess.Popen[str]]:
    return own_process(home, "manage.py", "dispatch_reminders", "--once")


def _plan_many() -> None:
    """A few hundred reminders of one deadline that stands, all due now."""
    with acting("cmd_desk") as clerk:
        in_force(clerk, dt.date(2019, 1, 1))
    planner = service_subject("planner")
    with enter_subject(planner, "test"):
        deadline = (
            AgreementDeadline.objects.visible_to(planner).select_related("agreement").get(kind="last_receipt")
        )
        known: dict[str, Any] = {
            "rule": Rule.objects.get(code="agreements.denunciation_decision"), "record": deadline.agreement.reference,
            "due_on": deadline.due_on, "office": Office.objects.get(code="cmd-desk"), "planned_on": today(),
            "label_id": deadline.label_id,
        }  # fmt: skip
        Reminder.objects.bulk_create(Reminder(offset=-number, **known) for number in range(1, REMINDERS + 1))


def _counts(owner: psycopg.Connection) -> tuple[int, int, int]:
    """Reminders delivered, notices, and notices counted once per reminder and person."""
    (sent,) = owner.execute("SELECT count(*) FROM reminders_reminder WHERE state = 'sent'").fetchone() or (0,)
    row = owner.execute(
        "SELECT count(*), count(DISTINCT (reminder_id, user_id)) FROM reminders_notice"
    ).fetchone()
    assert row is not None
    return sent, row[0], row[1]


def _ask(owner: psycopg.Connection, question: str, *values: Any) -> int:
    row = owner.execute(question, values).fetchone()
    assert row is not None
    return int(row[0])


def _kill_in_the_middle(owner: psycopg.Connection, home: Path) -> None:
    """The dispatcher has written notices and cannot go on to the messages: there it dies."""
    role = settings.APP_ROLE
    before = [
        row[0]
        for row in owner.execute("SELECT pid FROM pg_stat_activity WHERE usename = %s", [role]).fetchall()
    ]
    with ground.owner() as holder, holder.transaction():
        holder.execute("LOCK TABLE reminders_mail IN ACCESS EXCLUSIVE MODE")
        with _dispatcher(home) as process:
            eventually(lambda: _ask(owner, WAITS) or process.poll() is not None, within=120)
            assert process.poll() is None, process.stdout and process.stdout.read()
    eventually(lambda: not _ask(owner, LEFT, role, before), within=60)


def test_killed_in_the_middle_of_a_batch_and_started_again(tmp_path: Path) -> None:
    _plan_many()
    with ground.owner() as owner:
        for _time in range(2):
            _kill_in_the_middle(owner, tmp_path)
            assert _counts(owner) == (0, 0, 0)
        with _dispatcher(tmp_path) as process:
            said, _none = process.communicate(timeout=120)
            assert process.returncode == 0, said
        assert f"{REMINDERS} reminders handled, {PEOPLE} messages sent." in said
        assert _counts(owner) == (REMINDERS, REMINDERS * PEOPLE, REMINDERS * PEOPLE)
        with _dispatcher(tmp_path) as process:
            said, _none = process.communicate(timeout=120)
        assert "0 reminders handled, 0 messages sent." in said
        assert _counts(owner) == (REMINDERS, REMINDERS * PEOPLE, REMINDERS * PEOPLE)
    letters = [letter.read_text() for letter in (tmp_path / "mail").iterdir()]
    assert len(letters) == PEOPLE
