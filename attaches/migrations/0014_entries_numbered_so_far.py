"""Language results and clearances that are there are numbered in the order in which they were entered."""

from django.db import migrations

NUMBER_SQL = """
UPDATE attaches_{table} r SET no = n.no
FROM (SELECT id, row_number() OVER (PARTITION BY officer_id ORDER BY id) AS no FROM attaches_{table}) n
WHERE n.id = r.id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('attaches', '0013_entries_withdrawn'),
    ]

    operations = [
        migrations.RunSQL(NUMBER_SQL.format(table=table), migrations.RunSQL.noop)
        for table in ("languageresult", "officerclearance")
    ]
