"""Whether a kind of guidance is in effect is no secret, whatever the marking of the document.

Hand-written. A pinned function answers yes or no for a kind and a day; which document it is stays behind the wall.
"""

from django.db import migrations

KNOWN_SQL = """
CREATE FUNCTION missions_guided(day date) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT d.kind::text), ARRAY[]::text[]) FROM missions_strategicdocument d
    WHERE d.state = 'effective' AND d.effective @> day
$$;
"""
REVERSE_SQL = "DROP FUNCTION missions_guided(date);"


class Migration(migrations.Migration):
    dependencies = [("missions", "0016_blocking_holds")]
    operations = [migrations.RunSQL(KNOWN_SQL, REVERSE_SQL)]
