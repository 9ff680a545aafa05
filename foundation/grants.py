"""What the application role may do with each table: read and write, append only, or just read."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections

# Tables of libraries live beside ours and are open (decisions.md 1).
EVERYTHING, APPEND, READ = "SELECT, INSERT, DELETE, UPDATE ({})", "SELECT, INSERT", "SELECT"
KEPT = "SELECT, INSERT, UPDATE ({})"
RELABEL = "UPDATE (label_id)"

# Functions that write as owner run by their triggers alone: nobody hangs one on a table of his own to forge the trail.
CLOSED_SQL = """
DO $$
DECLARE
    closed regprocedure;
BEGIN
    FOR closed IN
        SELECT oid FROM pg_proc
        WHERE prorettype = 'trigger'::regtype AND pronamespace = 'public'::regnamespace
          AND pg_get_userbyid(proowner) = current_user
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', closed);
    END LOOP;
END $$
"""


def rights_of(model: Any, quoted: Callable[[str], str] = str) -> str:
    """A model says `append_only`, `read_only_table`, `only_relabelled` or `never_deleted`; others are read and written.

    Relabelled only: rows that follow their record's label and change in nothing else; triggers write them, or, where
    the model is `append_only` too, the application adds them. Never deleted: what was taken out could come back under
    a lower label, without a second person. A row keeps its number: the trail knows it by that.
    """
    added = APPEND if getattr(model, "append_only", False) else READ
    if getattr(model, "only_relabelled", False):
        return f"{added}, {RELABEL}"
    if added == APPEND or getattr(model, "read_only_table", False):
        return added
    fields = model._meta.local_concrete_fields
    rights = KEPT if getattr(model, "never_deleted", False) else EVERYTHING
    return rights.format(", ".join(quoted(f.column) for f in fields if not f.primary_key))


def grant_after_migrate(using: str = "owner", **_: Any) -> None:
    """Give the application role its rights; runs as owner after every migrate and repeats without harm."""
    connection = connections[using]
    role = connection.ops.quote_name(settings.APP_ROLE)
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        if cursor.fetchone()[0] == settings.APP_ROLE:
            return
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}")
        for model in apps.get_models(include_auto_created=True):
            if model._meta.db_table in present:
                name = connection.ops.quote_name(model._meta.db_table)
                cursor.execute(f"REVOKE ALL ON {name} FROM {role}")
                cursor.execute(f"GRANT {rights_of(model, connection.ops.quote_name)} ON {name} TO {role}")
        if "django_migrations" in present:
            cursor.execute(f"GRANT SELECT ON django_migrations TO {role}")
        cursor.execute(CLOSED_SQL)
