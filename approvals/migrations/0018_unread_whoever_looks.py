"""Whoever ends a matter learns which approved cases of it are still to be read: their keys, and nothing of them.

A case may be marked higher than its matter, so that whoever ends the matter does not see it.
"""

from django.db import migrations

SQL = """
CREATE FUNCTION approvals_unread(matter text) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.id FROM approvals_case c
    WHERE c.object_reference = matter AND c.state = 'approved'
      AND EXISTS (SELECT 1 FROM approvals_casestep s
                  WHERE s.case_id = c.id AND s.aftermath AND s.state IN ('waiting', 'open'))
$$;
"""
REVERSE_SQL = "DROP FUNCTION approvals_unread(text);"


class Migration(migrations.Migration):
    dependencies = [("approvals", "0017_read_while_it_stands")]
    operations = [migrations.RunSQL(SQL, REVERSE_SQL)]
