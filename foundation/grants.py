"""What the application role may do with each table: read and write, append only, or just read."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections

# Tables of libraries live beside ours and are open (decisions.md 1).
EVERYTHING, APPEND, READ = "SELECT, INSERT, UPDATE, DELETE", "SELECT, INSERT", "SELECT"


def rights_of(model: Any) -> str:
    """A model says `append_only = True` or `read_only_table = True`; all others are read and written."""
    if getattr(model, "read_only_table", False):
        return READ
    return APPEND if getattr(model, "append_only", False) else EVERYTHING


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
            table = model._meta.db_table
            if table in present:
                name = connection.ops.quote_name(table)
                cursor.execute(f"REVOKE ALL ON {name} FROM {role}")
                cursor.execute(f"GRANT {rights_of(model)} ON {name} TO {role}")
        if "django_migrations" in present:
            cursor.execute(f"GRANT SELECT ON django_migrations TO {role}")
