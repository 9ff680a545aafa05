"""Dispatchers and a worker as processes of their own, to be killed; and what became of what was due."""

import datetime as dt
import os
import re
import signal
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from access.context import enter_subject
from access.service_subjects import service_subject
from config.celery import app
from config.environment import broker
from reminders.services.planning import plan
from reminders.services.reference import load_reference
from tests import ground
from tests.embedded.watching import eventually, is_alive
from tests.own_process import own_process
from tests.reminders import numbered
from tests.smtp_sink import Sink

LINE = re.compile(r"/tests/(TST-[0-9A-Z-]+)/")
# Who has to be told of what, without asking the engine: everybody confirmed in the office, with a clearance.
EXPECTED = f"""
SELECT u.email, d.reference, u.username FROM ({numbered.SQL}) d
JOIN accounts_appointment a ON a.office_id = d.office_id AND a.confirmed_at IS NOT NULL AND a.valid @> home_today()
JOIN accounts_user u ON u.id = a.user_id AND u.is_active
WHERE EXISTS (SELECT 1 FROM access_clearance c WHERE c.user_id = u.id AND c.confirmed_at IS NOT NULL
              AND c.valid @> home_today())"""
TOLD = """SELECT u.email, r.record, u.username FROM reminders_notice n
    JOIN reminders_reminder r ON r.id = n.reminder_id JOIN accounts_user u ON u.id = n.user_id"""
WAITING = """SELECT (SELECT count(*) FROM reminders_reminder WHERE state <> 'sent'),
    (SELECT count(*) FROM reminders_mail WHERE state <> 'sent')"""
IN_SEVERAL = "SELECT notice_id FROM reminders_mailline GROUP BY notice_id HAVING count(*) > 1"


def numbered_rule(day: dt.date, count: int) -> numbered.Numbered:
    """So many deadlines, nothing planned."""
    rule = numbered.register(day, count)
    load_reference(on=day)
    return rule


def plan_numbered(day: dt.date, count: int) -> numbered.Numbered:
    """So many reminders, due now and waiting."""
    rule = numbered_rule(day, count)
    planner = service_subject("planner")
    with enter_subject(planner, "test"):
        assert [done.planned for done in plan(by=planner, on=day)] == [count]
    return rule


@dataclass
class Herd:
    """The processes that run, by kind; who is missing is started again."""

    stable: subprocess.Popen[str]
    wanted: Counter[str]
    running: dict[int, str] = field(default_factory=dict)

    def refill(self) -> None:
        """Start whoever is missing."""
        self.running = {pid: kind for pid, kind in self.running.items() if is_alive(pid)}
        for kind in (self.wanted - Counter(self.running.values())).elements():
            assert self.stable.stdin is not None
            assert self.stable.stdout is not None
            self.stable.stdin.write(f"{kind}\n")
            self.stable.stdin.flush()
            self.running[int(self.stable.stdout.readline())] = kind

    def kill(self, pids: list[int]) -> None:
        """`kill -9`, and gone."""
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def have_gone(self, pids: list[int]) -> None:
        """Wait until none of them is left."""
        eventually(lambda: not any(is_alive(pid) for pid in pids))


@contextmanager
def herd(home: Path, rule: numbered.Numbered, sink: Sink, *, redis_url: str, **wanted: int) -> Iterator[Herd]:
    """Nobody runs before `refill`; nobody is left at the end."""
    argv = ("-m", "tests.reminders.stable", rule.due_on.isoformat(), str(rule.count), str(home / "herd.log"))
    surroundings = {"EMAIL_URL": sink.url, "REDIS_URL": redis_url}
    with own_process(home, *argv, **surroundings) as stable:
        those = Herd(stable, Counter(wanted))
        try:
            yield those
        finally:
            those.kill(list(those.running))
            those.have_gone(list(those.running))


def ring(redis_url: str) -> None:
    """What beat does."""
    with app.connection_for_write(broker(redis_url)) as connection:
        for task in ("plan_reminders", "dispatch_reminders"):
            app.send_task(f"reminders.tasks.{task}", connection=connection)


def waiting(owner: psycopg.Connection) -> tuple[int, int]:
    """Reminders and messages not delivered."""
    row = owner.execute(WAITING).fetchone()
    assert row is not None
    return int(row[0]), int(row[1])


def check(rule: numbered.Numbered, sink: Sink) -> None:
    """Nothing lost, nothing doubled: in the database, and where the messages arrived."""
    with ground.owner() as owner:
        assert waiting(owner) == (0, 0)
        expected = Counter(owner.execute(EXPECTED, rule.values).fetchall())
        told = Counter(owner.execute(TOLD).fetchall())
        assert (told - expected, expected - told) == (Counter(), Counter())  # each in-app notice once
        assert owner.execute(IN_SEVERAL).fetchall() == []
    came = Counter(arrived(sink))
    assert (came - by_mail(expected), by_mail(expected) - came) == (
        Counter(),
        Counter(),
    )  # each message under one name only


def by_mail(expected: Counter[tuple[str, ...]]) -> Counter[tuple[str, str]]:
    """(address, reference) of those who have an address."""
    return Counter((address, reference) for address, reference, _name in expected.elements() if address)


def arrived(sink: Sink) -> list[tuple[str, str]]:
    """(address, reference) of every message that arrived; one that came again counts once, if it says the same."""
    by_id: dict[str, tuple[str, tuple[str, ...]]] = {}
    for letter in sink.received:
        said = (str(letter["To"]), tuple(LINE.findall(letter.get_content())))
        assert by_id.setdefault(str(letter["Message-ID"]), said) == said
    return [(address, reference) for address, references in by_id.values() for reference in references]
