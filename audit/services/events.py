"""Events that are not row changes: sign-ins, refusals, reads above a level, exports (walls.md 3)."""

from django.db import connection


def record(
    verb: str, *, reference: str = "", table: str = "", reason: str = "", label_id: int | None = None
) -> None:
    """Write one envelope; who and which office come from the running context."""
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO audit_event (at, transaction, actor_id, office_id, request_id, purpose, verb, reason,
                                        "table", reference, label_id)
               SELECT clock_timestamp(), pg_current_xact_id()::text::bigint,
                      nullif(current_setting('parley.user_id', true), '')::bigint,
                      nullif(current_setting('parley.office_id', true), '')::bigint,
                      coalesce(current_setting('parley.request_id', true), ''),
                      coalesce(current_setting('parley.purpose', true), ''), %s, %s, %s, %s, %s""",
            [verb, reason, table, reference, label_id],
        )
