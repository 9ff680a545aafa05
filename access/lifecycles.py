"""Lifecycles in SQL: a step that is not in the table is refused, and each one taken leaves a row (decisions.md 12, 17).

Hand-written and without an ignore switch. The step rows are written here alone: the state of a record can never
disagree with them, whatever way it was written.
"""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.migrations.operations import RunSQL

from audit.triggers import AppendOnly

LIFECYCLE_SQL = """
CREATE OR REPLACE FUNCTION {table}_may_step(source text, target text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog AS $$ SELECT (source, target) IN ({pairs}) $$;

CREATE OR REPLACE FUNCTION {table}_step() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state NOT IN ({initial}) THEN
            RAISE EXCEPTION '{table} cannot begin as %', NEW.state USING ERRCODE = '23514';
        END IF;
    ELSIF NEW.state = OLD.state THEN
        IF NEW.state_on IS DISTINCT FROM OLD.state_on THEN
            RAISE EXCEPTION '{table}: the day of a step is not changed afterwards' USING ERRCODE = '23514';
        END IF;
    ELSIF NOT {table}_may_step(OLD.state, NEW.state) THEN
        RAISE EXCEPTION '{table} cannot go from % to %', OLD.state, NEW.state USING ERRCODE = '23514';
    ELSIF NEW.state_on < OLD.state_on THEN
        RAISE EXCEPTION '{table}: a step cannot precede the one before it' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER lifecycle BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_step();

CREATE OR REPLACE FUNCTION {table}_stepped() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO {rows} ({link}, {columns})
        SELECT n.id, {values} FROM new_rows n;
    ELSE
        INSERT INTO {rows} ({link}, {columns})
        SELECT n.id, {values} FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE o.state <> n.state;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER lifecycle_begun AFTER INSERT ON {table} REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_stepped();
CREATE TRIGGER lifecycle_stepped AFTER UPDATE ON {table} REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_stepped();
"""
LIFECYCLE_REVERSE_SQL = """
DROP TRIGGER lifecycle_stepped ON {table}; DROP TRIGGER lifecycle_begun ON {table}; DROP TRIGGER lifecycle ON {table};
DROP FUNCTION {table}_stepped(); DROP FUNCTION {table}_step(); DROP FUNCTION {table}_may_step(text, text);
"""
COLUMNS = "state, reached_on, recorded_at, by_id, office_id, reason, label_id"
VALUES = """n.state, n.state_on, clock_timestamp(), nullif(current_setting('parley.user_id', true), '')::bigint,
               nullif(current_setting('parley.office_id', true), '')::bigint,
               coalesce(current_setting('parley.reason', true), ''), n.label_id"""


def _list(words: Collection[str]) -> str:
    return ", ".join(f"'{word}'" for word in sorted(words))


class Lifecycle(RunSQL):
    """Migration operation: `table` (columns state, state_on, label_id) follows `steps`; its rows lie in `rows`.

    `rows` has the columns `link`, state, reached_on, recorded_at, by_id, office_id, reason, label_id.
    """

    def __init__(
        self, table: str, rows: str, link: str, steps: Mapping[str, Collection[str]], initial: Collection[str]
    ) -> None:
        self.args = (table, rows, link, {k: sorted(v) for k, v in steps.items()}, sorted(initial))
        pairs = ", ".join(
            f"('{source}', '{target}')" for source in sorted(steps) for target in sorted(steps[source])
        )
        words = {"table": table, "rows": rows, "link": link, "columns": COLUMNS, "values": VALUES}
        super().__init__(
            LIFECYCLE_SQL.format(pairs=pairs, initial=_list(initial), **words),
            LIFECYCLE_REVERSE_SQL.format(table=table),
        )

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, list(self.args), {}

    def describe(self) -> str:
        return f"Steps of {self.args[0]} follow its table and are kept in {self.args[1]}"


class OnlyRelabelled(RunSQL):
    """Migration operation: rows of `table` are only added; only their label may follow their record's (decisions.md 8).

    The model says `only_relabelled`, because the application role needs UPDATE for that one column.
    """

    def __init__(self, table: str) -> None:
        self.table = table
        super().__init__(
            f"""
            CREATE FUNCTION {table}_only_relabelled() RETURNS trigger
            LANGUAGE plpgsql SET search_path = pg_catalog AS $$
            BEGIN
                IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'label_id' = to_jsonb(OLD) - 'label_id' THEN
                    RETURN NEW;
                END IF;
                RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23001';
            END $$;
            CREATE TRIGGER only_relabelled BEFORE UPDATE OR DELETE ON {table}
                FOR EACH ROW EXECUTE FUNCTION {table}_only_relabelled();
            CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON {table}
                FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
            """,
            f"""
            DROP TRIGGER append_only_truncate ON {table}; DROP TRIGGER only_relabelled ON {table};
            DROP FUNCTION {table}_only_relabelled();
            """,
        )

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.table], {}

    def describe(self) -> str:
        return f"Rows of {self.table} are only added and relabelled"


def relabelled_from_now_on(table: str) -> list[RunSQL]:
    """Operations for a table that was append-only: its rows may follow their record's label, and no more."""
    before = AppendOnly(table)
    return [RunSQL(before.reverse_sql or "", before.sql), OnlyRelabelled(table)]
