"""Merging two officers takes every posting along, also those whoever merges may not see (I2 is asked of all of them)."""

from django.db import migrations

SQL = """
CREATE FUNCTION attaches_merge_postings(gone bigint, kept bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF subject_role() IS DISTINCT FROM 'mod_personnel' THEN
        RAISE EXCEPTION 'personnel merges officers' USING ERRCODE = '42501';
    END IF;
    UPDATE attaches_posting SET officer_id = kept, version = version + 1 WHERE officer_id = gone;
END $$;
"""
REVERSE_SQL = "DROP FUNCTION attaches_merge_postings(bigint, bigint);"


class Migration(migrations.Migration):
    dependencies = [("attaches", "0006_foreign_attaches_walls")]
    operations = [migrations.RunSQL(SQL, REVERSE_SQL)]
