"""The table of what runs: the two servers, and on top of them, behind `make run`, all of Parley."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from embedded import broker, postgres
from embedded.listening import Address
from embedded.places import Places
from embedded.program import Program
from embedded.stamps import Stamp

OWNERS_SECRETS = ("DATABASE_OWNER_URL", "DATABASE_OWNER_URL_FILE")


def servers(places: Places, *, durable: bool) -> dict[str, Program]:
    """The embedded servers by the variable that would name another one in their stead."""
    return {
        "DATABASE_URL": Program(
            "database",
            postgres.command(places, durable=durable),
            places.log("database"),
            prepare=lambda: postgres.prepare(places),
            ready=lambda pid: postgres.is_ready(places, pid),
            account=lambda: postgres.account(places),
            ends_by=signal.SIGINT,  # its fast stop: sessions are ended, everything is written
            dies_by=signal.SIGINT,
            patience=30,
            outlives=True,
        ),
        "REDIS_URL": Program(
            "broker",
            broker.command(places, durable=durable),
            places.log("broker"),
            prepare=lambda: broker.prepare(places),
            ready=lambda pid: broker.is_ready(places),
            account=lambda: broker.account(places),
            dies_by=signal.SIGTERM,
            outlives=True,
        ),
    }


@dataclass(frozen=True)
class Installation:
    """What the rows below need to know of the one they are made for."""

    places: Places
    variables: Mapping[str, str]
    address: Address
    demo: bool  # an embedded database in demo mode: gets the demo data, once

    def program(self, name: str, *argv: str | Path, owner: bool = False, **rest: Any) -> Program:
        """A row. Only what changes the schema gets the owner's credentials."""
        variables = {
            k: v for k, v in (os.environ | self.variables).items() if owner or k not in OWNERS_SECRETS
        }
        return Program(name, [sys.executable, *map(str, argv)], self.places.log(name), variables, **rest)


def parley(it: Installation) -> list[Program]:
    """Everything above the servers, in the order it starts. What runs `once` ends before the next row begins."""
    demo, static = Stamp.demo(it.places), Stamp.static(it.places)
    beats = it.places.home / "beat-schedule"
    rows = [
        it.program(
            "migrate", "manage.py", "migrate", "--database", "owner", "--noinput", owner=True, once=True
        ),
        it.program("reference", "manage.py", "load_reference", owner=True, once=True),
        it.program("demo-data", "manage.py", "load_demo", owner=True, once=True, then=demo.press),
        it.program("static", "manage.py", "collectstatic", "--noinput", "--ignore=redoc", once=True, then=static.press),
        it.program("web", *_gunicorn(it.address), ready=lambda pid: it.address.answers),
        it.program(
            "worker", "-m", "celery", "-A", "config", "worker", "--loglevel", "INFO", "--concurrency", "2"
        ),
        it.program("beat", "-m", "celery", "-A", "config", "beat", "--loglevel", "INFO", "--schedule", beats),
        it.program("dispatcher", "manage.py", "dispatch_reminders"),
    ]
    idle = {
        name for name, idle in (("demo-data", not it.demo or demo.holds), ("static", static.holds)) if idle
    }
    return [row for row in rows if row.name not in idle]


def _gunicorn(address: Address) -> list[str]:
    switches = ["--bind", address.binding, "--workers", "2", "--threads", "4", "--graceful-timeout", "3"]
    return ["-m", "gunicorn", "config.wsgi", "--no-control-socket", *switches, "--access-logfile", "-"]
