"""The table of what runs: the two servers, and on top of them, behind `make run`, all of Parley."""

from __future__ import annotations

import os
import shlex
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
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
    loads_demo: bool  # an embedded database in demo mode: gets the demo data, once

    def step(
        self, name: str, command: str, *, owner: bool = False, unless: Stamp | None = None
    ) -> list[Program]:
        """A row that ends before the next one starts; no row when the stamp says that it has been done."""
        if unless is None:
            return [self._program(name, command, owner=owner, once=True)]
        return (
            [] if unless.holds else [self._program(name, command, owner=owner, once=True, then=unless.press)]
        )

    def stays(
        self, name: str, command: str, ready: Callable[[int], bool] = lambda pid: True
    ) -> list[Program]:
        """A row that runs until the end. Only steps ever get the owner's credentials."""
        return [self._program(name, command, owner=False, ready=ready)]

    def _program(self, name: str, command: str, *, owner: bool, **rest: Any) -> Program:
        every = os.environ | self.variables
        variables = {name: value for name, value in every.items() if owner or name not in OWNERS_SECRETS}
        return Program(
            name, [sys.executable, *shlex.split(command)], self.places.log(name), variables, **rest
        )


def parley(it: Installation) -> list[Program]:
    """Everything above the servers, in the order it starts."""
    demo = Stamp.demo(it.places, needed=it.loads_demo)
    static = Stamp.static(it.places)
    beat_schedule = shlex.quote(str(it.places.home / "beat-schedule"))
    gunicorn = "-m gunicorn config.wsgi --no-control-socket --workers 2 --threads 4 --graceful-timeout 3"
    return [
        *it.step("migrate", "manage.py migrate --database owner --noinput", owner=True),
        *it.step("reference", "manage.py load_reference", owner=True),
        *it.step("demo-data", "manage.py load_demo", owner=True, unless=demo),
        *it.step("static", "manage.py collectstatic --noinput --ignore=redoc", unless=static),
        *it.stays("worker", "-m celery -A config worker --loglevel INFO --concurrency 2"),
        *it.stays("beat", f"-m celery -A config beat --loglevel INFO --schedule {beat_schedule}"),
        *it.stays("dispatcher", "manage.py dispatch_reminders"),
        *it.stays(
            "web",
            f"{gunicorn} --logger-class config.access_log.AccessLog --access-logfile - --bind {it.address.binding}",
            ready=lambda pid: it.address.answers,
        ),
    ]
