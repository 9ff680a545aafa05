"""Names of visitors stand on the list `personal` alone; their places stay with the visit (decisions.md 6).

What the trail tells of names from before follows the label their rows carry now; of rows that are gone a last line
raises it, for the newest line of a row says who reads its values.
"""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.db import migrations

from access.walls import Protected

LIST = "personal"
SEATS_SQL = """
INSERT INTO activities_delegationseat (visit_id, place, country_id, rank_level, is_head, label_id)
SELECT visit_id, place, country_id, rank_level, is_head, label_id FROM activities_delegate ORDER BY id;
UPDATE activities_delegate d SET seat_id = s.id
FROM activities_delegationseat s WHERE s.visit_id = d.visit_id AND s.place = d.place;
"""
GONE_SQL = """
INSERT INTO audit_event (at, transaction, request_id, purpose, verb, reason, "table", record_id, reference, label_id)
SELECT clock_timestamp(), pg_current_xact_id()::text::bigint, '', 'migration', 'update', '', e."table", e.record_id,
       '', %s
FROM (SELECT DISTINCT ON (record_id) "table", record_id, label_id FROM audit_event
      WHERE "table" = 'activities_delegate' ORDER BY record_id, id DESC) e
WHERE e.label_id = %s AND NOT EXISTS (SELECT 1 FROM activities_delegate d WHERE d.id = e.record_id)
"""
BACK_SQL = """
ALTER TABLE activities_delegate DISABLE TRIGGER relabelling;
INSERT INTO activities_delegate (visit_id, seat_id, name, position, is_head, label_id)
SELECT s.visit_id, s.id, '', '', s.is_head, s.label_id FROM activities_delegationseat s
WHERE NOT EXISTS (SELECT 1 FROM activities_delegate d WHERE d.seat_id = s.id);
UPDATE activities_delegate d SET place = s.place, country_id = s.country_id, rank_level = s.rank_level,
    is_head = s.is_head, label_id = s.label_id
FROM activities_delegationseat s WHERE s.id = d.seat_id;
UPDATE activities_delegate SET seat_id = NULL;
DELETE FROM activities_delegationseat;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE activities_delegate ENABLE TRIGGER relabelling;
"""


def behind_the_list(apps: Any, editor: Any) -> None:
    """Each row its place, and itself the label of its visit with the list."""
    with editor.connection.cursor() as cursor:
        cursor.execute(SEATS_SQL)
        for label_id in _labels_told(cursor):
            personal = _with_list(cursor, label_id)
            cursor.execute(
                "UPDATE activities_delegate SET label_id = %s WHERE label_id = %s", [personal, label_id]
            )
            cursor.execute(GONE_SQL, [personal, label_id])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _labels_told(cursor: Any) -> list[int]:
    cursor.execute(
        """SELECT DISTINCT l.id FROM access_label l
           WHERE NOT %s = ANY (l.compartments) AND l.id IN (
             SELECT label_id FROM activities_delegate
             UNION SELECT label_id FROM audit_event WHERE "table" = 'activities_delegate')""",
        [LIST],
    )
    return [row[0] for row in cursor.fetchall()]


def _with_list(cursor: Any, label_id: int) -> int:
    """The label with the list added, made where there is none."""
    cursor.execute(
        "SELECT level, caveats, compartments, releasable_to FROM access_label WHERE id = %s", [label_id]
    )
    level, caveats, lists, releasable = cursor.fetchone()
    values = [sorted(caveats), sorted({*lists, LIST}), sorted(releasable)]
    words = [settings.LADDER[level][0], *values]
    digest = hashlib.sha256(json.dumps(words).encode()).hexdigest()
    cursor.execute(
        """INSERT INTO access_label (level, caveats, compartments, releasable_to, digest)
           VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING""",
        [level, *values, digest],
    )
    cursor.execute("SELECT id FROM access_label WHERE digest = %s", [digest])
    return int(cursor.fetchone()[0])


def with_the_visit(apps: Any, editor: Any) -> None:
    """Back to one row each, as everybody saw it."""
    with editor.connection.cursor() as cursor:
        cursor.execute(BACK_SQL)


class Migration(migrations.Migration):
    dependencies = [("activities", "0028_seats_of_delegations"), ("audit", "0004_found_by_transaction")]
    operations = [
        Protected("activities_delegationseat"),
        migrations.RunPython(behind_the_list, with_the_visit),
    ]
