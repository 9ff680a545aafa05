"""How far a worker is with an import, asked of its session: nothing is written for it, and it ends with the worker.

docs/decisions/0014 says why.
"""

from dataclasses import dataclass

from django.db import connection

NAME = "parley import {key} {done}/{rows}"


@dataclass(frozen=True)
class Progress:
    """Rows done of all; both zero while the file is read."""

    done: int
    rows: int


def progress_of(key: int) -> Progress | None:
    """None when no worker is at it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT application_name FROM pg_stat_activity WHERE datname = current_database() "
            "AND usename = current_user AND starts_with(application_name, %s) LIMIT 1",
            [NAME.partition("{done}")[0].format(key=key)],
        )
        found = cursor.fetchone()
    if found is None:
        return None
    done, _slash, rows = found[0].rpartition(" ")[2].partition("/")
    return Progress(int(done), int(rows))
