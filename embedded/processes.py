"""The tables of what runs: the two servers, and behind `make run` all of Parley."""

from __future__ import annotations

import signal

from embedded import broker, postgres
from embedded.places import Places
from embedded.program import Program


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
