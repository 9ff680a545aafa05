"""A worker's turn at an import: one at a time, seen by others while it lasts, over when the worker is gone."""

from django.db import connection

from documents.selectors.progress import NAME

LOCK = 7022  # first key of the advisory locks of imports; the second is the import


def win(key: int) -> bool:
    """True for the one worker that holds the import until its transaction ends, however that comes about."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s::int)", [LOCK, key])
        return bool(cursor.fetchone()[0])


def keeps_waiting() -> bool:
    """True when somebody waits for what this transaction holds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_locks l "
            "WHERE NOT l.granted AND pg_backend_pid() = ANY (pg_blocking_pids(l.pid)))"
        )
        return bool(cursor.fetchone()[0])


def tell(key: int, done: int, rows: int) -> None:
    """Say how far it is, outside the transaction and until it ends: the name of a session is seen at once."""
    with connection.cursor() as cursor:
        name = NAME.format(key=key, done=done, rows=rows)
        cursor.execute("SELECT set_config('application_name', %s, true)", [name])
