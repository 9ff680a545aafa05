"""What a reminder is for stays as it was set."""

from django.db import migrations

STAYS_SQL = """
CREATE FUNCTION reminders_about_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'what a reminder is for stays' USING ERRCODE = '23514';
END $$;
CREATE TRIGGER about_stays BEFORE UPDATE ON reminders_customreminder
    FOR EACH ROW WHEN (OLD.about IS DISTINCT FROM NEW.about) EXECUTE FUNCTION reminders_about_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("reminders", "0011_marking_review")]
    operations = [
        migrations.RunSQL(
            STAYS_SQL,
            "DROP TRIGGER about_stays ON reminders_customreminder; DROP FUNCTION reminders_about_stays()",
        ),
    ]
