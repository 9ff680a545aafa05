"""The statement-level triggers that write the trail, and the migration operation that puts them on a table.

Statement-level with transition tables: one row or a million leave one INSERT each (decisions.md 30).
"""

from typing import Any

from django.db.migrations.operations import RunSQL

AUDIT_FUNCTION_SQL = """
CREATE OR REPLACE FUNCTION audit_write() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    source text;
    secret text[] := string_to_array(coalesce(TG_ARGV[0], ''), ',');
    without text := CASE WHEN secret = '{}' THEN '' ELSE '- $3' END;
    written text := coalesce(current_setting('parley.written', true), '');
BEGIN
    -- Which tables an act wrote, for whoever asks at its end (foundation.acts).
    IF NOT TG_TABLE_NAME = ANY (string_to_array(written, ',')) THEN
        PERFORM set_config('parley.written', concat_ws(',', nullif(written, ''), TG_TABLE_NAME), true);
    END IF;
    source := CASE TG_OP
        WHEN 'INSERT' THEN 'SELECT NULL::jsonb AS b, to_jsonb(n) AS a FROM new_rows n'
        WHEN 'DELETE' THEN 'SELECT to_jsonb(o) AS b, NULL::jsonb AS a FROM old_rows o'
        -- FULL: a row whose own number is changed has no partner and stands in the trail as gone and come.
        ELSE 'SELECT to_jsonb(o) AS b, to_jsonb(n) AS a FROM old_rows o FULL JOIN new_rows n ON n.id = o.id
              WHERE to_jsonb(o) IS DISTINCT FROM to_jsonb(n)' END;
    -- What is the same for every row is asked once and handed in.
    EXECUTE format($q$
        WITH diff AS MATERIALIZED (
            SELECT nextval('audit_event_id_seq') AS event, b, a FROM (%s) rows),
        events AS (
            INSERT INTO audit_event (id, at, transaction, actor_id, office_id, request_id, purpose, verb, reason,
                                     "table", record_id, reference, label_id)
            SELECT event, clock_timestamp(), $4, $5, $6, $7, $8, $1, $9,
                   $2, (coalesce(a, b)->>'id')::bigint, coalesce(coalesce(a, b)->>'reference', ''),
                   (coalesce(a, b)->>'label_id')::int
            FROM diff)
        INSERT INTO audit_change (event_id, columns, before, after, label_id)
        SELECT event,
               CASE WHEN a IS NULL OR b IS NULL THEN ARRAY[]::varchar[]
                    ELSE ARRAY(SELECT key FROM jsonb_each(a) WHERE value IS DISTINCT FROM b->key) END,
               b %s, a %s, (coalesce(a, b)->>'label_id')::int
        FROM diff $q$, source, without, without)
    USING coalesce(nullif(current_setting('parley.verb', true), ''), lower(TG_OP)), TG_TABLE_NAME::text, secret,
          pg_current_xact_id()::text::bigint,
          nullif(current_setting('parley.user_id', true), '')::bigint,
          nullif(current_setting('parley.office_id', true), '')::bigint,
          coalesce(current_setting('parley.request_id', true), ''),
          coalesce(current_setting('parley.purpose', true), ''),
          coalesce(current_setting('parley.reason', true), '');
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23001';
END $$;
"""

AUDIT_FUNCTION_REVERSE_SQL = "DROP FUNCTION audit_write(); DROP FUNCTION refuse_change();"


class Audited(RunSQL):
    """Migration operation: every write to `table` stands in the trail; `secret` columns are left out of the values."""

    def __init__(self, table: str, secret: tuple[str, ...] = ()) -> None:
        self.table, self.secret = table, secret
        left_out = ",".join(secret)
        events = (
            ("insert", "NEW TABLE AS new_rows"),
            ("update", "OLD TABLE AS old_rows NEW TABLE AS new_rows"),
            ("delete", "OLD TABLE AS old_rows"),
        )
        super().__init__(
            "".join(
                f"CREATE TRIGGER audit_{event} AFTER {event.upper()} ON {table} REFERENCING {rows} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION audit_write('{left_out}');\n"
                for event, rows in events
            ),
            "".join(f"DROP TRIGGER audit_{event} ON {table};\n" for event, _ in events),
        )

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.table, self.secret], {}

    def describe(self) -> str:
        return f"Every write to {self.table} stands in the audit trail"


class AppendOnly(RunSQL):
    """Migration operation: rows of `table` are never changed, deleted or truncated, not even by its owner's shell."""

    def __init__(self, table: str) -> None:
        self.table = table
        super().__init__(
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change();"
            f"CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();",
            f"DROP TRIGGER append_only ON {table}; DROP TRIGGER append_only_truncate ON {table};",
        )

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.table], {}

    def describe(self) -> str:
        return f"{self.table} is append-only"
