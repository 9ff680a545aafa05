"""What was stored stays what it is: digests are signed with the records that name the file (walls.md 2 and 5).

Hand-written and without an ignore switch: only the marking and the owner of a file change.
"""

from django.db import migrations

SQL = """
CREATE FUNCTION documents_file_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'a stored file stays as it came in' USING ERRCODE = '23514';
END $$;
CREATE TRIGGER stays BEFORE UPDATE ON documents_storedfile
    FOR EACH ROW WHEN (to_jsonb(NEW) - ARRAY['label_id', 'version', 'owner_unit_id']
                       <> to_jsonb(OLD) - ARRAY['label_id', 'version', 'owner_unit_id'])
    EXECUTE FUNCTION documents_file_stays();
"""
REVERSE_SQL = "DROP TRIGGER stays ON documents_storedfile; DROP FUNCTION documents_file_stays();"


class Migration(migrations.Migration):
    dependencies = [("documents", "0005_import_walls")]
    operations = [migrations.RunSQL(SQL, REVERSE_SQL)]
