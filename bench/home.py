"""An embedded home of the benchmarks' own: migrated, filled once with a volume set, with plain tables for the floor."""

from __future__ import annotations

import os
import subprocess  # nosec B404 - our own commands
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

import embedded
from bench.floor_tables import build_floor

PROJECT = Path(__file__).resolve().parent.parent
DEFAULT_ACTIVITIES = 1_000_000
BUSIEST = """SELECT c.iso2 FROM activities_activity a JOIN directory_country c ON c.id = a.country_id
    GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"""
CLERK = "cmd_desk"  # holds about forty of the sixty labels


@dataclass(frozen=True)
class Installation:
    """A filled installation: how it is reached and how much lies in it."""

    activities: int
    environment: dict[str, str]
    token: str
    server_version: str
    parallel_workers: int
    busiest: str  # the State with most activities

    @property
    def application(self) -> str:
        return self.environment["DATABASE_URL"]

    @property
    def owner(self) -> str:
        return self.environment["DATABASE_OWNER_URL"]


def home_of(activities: int) -> Path:
    """var/bench, or a home beside it for another size."""
    return PROJECT / "var" / ("bench" if activities == DEFAULT_ACTIVITIES else f"bench-{activities}")


@contextmanager
def prepared(home: Path, activities: int) -> Iterator[Installation]:
    """The installation, made where it is not there yet; its servers end with the block."""
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
        os.environ.pop(name, None)  # never somebody's data
    with embedded.servers(home) as urls:
        environment = {**os.environ, **urls, "PARLEY_HOME": str(home), "PARLEY_DEMO": "1"}
        _manage(environment, "migrate", "--database", "owner", "--verbosity", "0")
        with psycopg.connect(environment["DATABASE_OWNER_URL"], autocommit=True) as owner:
            if _count(owner) == 0:
                _manage(environment, "make_volume", "--activities", str(activities))
            build_floor(owner)
            owner.execute("VACUUM (ANALYZE)")
            found = _count(owner)
            version, workers = owner.execute(
                "SELECT current_setting('server_version'), current_setting('max_parallel_workers_per_gather')::int"
            ).fetchone()
            busiest = owner.execute(BUSIEST).fetchone()[0]
        token = _manage(
            environment, "issue_token", CLERK, "--name", "bench", "--days", "1", "--scope", "write"
        )
        yield Installation(found, environment, token.strip().splitlines()[-1], version, workers, busiest)


def _count(owner: psycopg.Connection) -> int:
    return owner.execute(
        "SELECT count(*) FROM activities_activity WHERE reference LIKE 'ACT-2000-%'"
    ).fetchone()[0]


def _manage(environment: dict[str, str], *arguments: str) -> str:
    says = arguments[0] == "make_volume"
    done = subprocess.run(  # nosec B603 - our own command
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT,
        env=environment,
        check=True,
        text=True,
        stdout=None if says else subprocess.PIPE,
    )
    return done.stdout or ""
