"""Need-to-know on what is said of an activity beside its days."""

from django.db import migrations

from access.walls import Protected

# I21: what was spent and who came is known once the activity is under way.
SPENT_SQL = """
CREATE FUNCTION activities_spent_under_way() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM activities_activity a WHERE a.id = NEW.activity_id AND a.state NOT IN
               ('ongoing', 'completed', 'aar_submitted', 'closed', 'cancelled')) THEN
        RAISE EXCEPTION 'activity % has not begun', NEW.activity_id USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER spent_under_way BEFORE INSERT OR UPDATE OF actual ON activities_costline FOR EACH ROW
    WHEN (NEW.actual IS NOT NULL) EXECUTE FUNCTION activities_spent_under_way();
CREATE TRIGGER spent_under_way BEFORE INSERT OR UPDATE OF actual ON activities_contingent FOR EACH ROW
    WHEN (NEW.actual IS NOT NULL) EXECUTE FUNCTION activities_spent_under_way();
"""
SPENT_REVERSE_SQL = """
DROP TRIGGER spent_under_way ON activities_contingent; DROP TRIGGER spent_under_way ON activities_costline;
DROP FUNCTION activities_spent_under_way();
"""
TABLES = ("supportinginstitution", "servedobjective", "guidingpaper", "contingent", "costline")


class Migration(migrations.Migration):
    dependencies = [("activities", "0003_particulars"), ("missions", "0013_paper_parts_held")]
    operations = [
        *(Protected(f"activities_{table}") for table in TABLES),
        migrations.RunSQL(SPENT_SQL, SPENT_REVERSE_SQL),
    ]
