"""Processes to be killed: forked from one that has everything loaded, each runs what an installation runs.

`python -m tests.reminders.stable DAY COUNT LOG`: a line that names a kind starts one, and its number is said.
"""

import datetime as dt
import os
import signal
import sys
from pathlib import Path

import django

LEASE_SECONDS, PAUSE_SECONDS = 2, 0.1
WORKER = ["worker", "--pool", "solo", "--without-gossip", "--without-mingle", "--without-heartbeat"]


def dispatcher() -> None:
    """The delivery loop."""
    from django.core.management import call_command

    call_command("dispatch_reminders")


def planner() -> None:
    """One plan of the day."""
    from django.core.management import call_command

    call_command("plan_reminders")


def worker() -> None:
    """A worker of the queue, all in one process."""
    from config.celery import app

    app.worker_main(WORKER)


def _born(kind: str, parent: int, log: Path) -> None:
    from embedded.leash import die_with_parent

    die_with_parent(parent, signal.SIGKILL)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with Path(os.devnull).open() as nothing, log.open("a") as said:
        os.dup2(nothing.fileno(), 0)
        os.dup2(said.fileno(), 1)
        os.dup2(said.fileno(), 2)
    {"dispatcher": dispatcher, "planner": planner, "worker": worker}[kind]()


def main(day: str, count: str, log: str) -> None:
    django.setup()
    from django.conf import settings

    from tests.reminders import numbered

    settings.REMINDER_LEASE_SECONDS, settings.REMINDER_PAUSE_SECONDS = LEASE_SECONDS, PAUSE_SECONDS
    numbered.register(dt.date.fromisoformat(day), int(count))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    parent = os.getpid()
    for line in sys.stdin:
        if pid := os.fork():
            print(pid, flush=True)  # noqa: T201
            continue
        try:
            _born(line.strip(), parent, Path(log))
        finally:
            os._exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
