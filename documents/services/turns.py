"""A worker's turn at an import: one at a time, seen by others while it lasts, over when the worker is gone."""

from zlib import crc32

from django.db import connection

from documents.selectors.progress import NAME

LOCK = 7022  # first key of the advisory locks of imports; the second is the import
CONTENT_LOCK = 7023  # of those while rows are written; the second is the table itself, whoever brought it in


def win(key: int) -> bool:
    """True for the one worker that holds the import until its transaction ends, however that comes about."""
    return _won(LOCK, key)


def win_content(kind: str, sha256: str) -> bool:
    """True for the one worker that writes a table of this content; another import of it waits for the next bell."""
    return _won(CONTENT_LOCK, crc32(f"{kind} {sha256}".encode()) - 2**31)


def _won(lock: int, key: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s::int)", [lock, key])
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
