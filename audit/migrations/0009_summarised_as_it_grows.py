"""What was written lately is found as quickly as what is old.

A page range is summarised when the next one begins; else every question by transaction, and each act asks one, would
read whatever was written since the last vacuum.
"""

from django.contrib.postgres.indexes import BrinIndex
from django.db import migrations

BY = {"event_by_transaction": "transaction", "event_by_moment": "at"}


def _each(words: str) -> str:
    return "".join(f"ALTER INDEX {name} {words};" for name in BY)


class Migration(migrations.Migration):
    dependencies = [("audit", "0008_which_tables_were_written")]
    operations = [
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(_each("SET (autosummarize = on)"), _each("RESET (autosummarize)"))],
            [
                operation
                for name, field in BY.items()
                for operation in (
                    migrations.RemoveIndex("event", name),
                    migrations.AddIndex("event", BrinIndex(fields=[field], name=name, autosummarize=True)),
                )
            ],
        )
    ]
