"""Need-to-know on activities and exercises, steps by the table, notification before the start, words found."""

from django.db import migrations

from access.lifecycles import Lifecycle, OnlyRelabelled
from access.search import Searchable
from access.walls import Protected
from activities.lifecycle import ENTERED_AS, TRANSITIONS

# I19: over a threshold of the Vienna Document, nothing starts without a timely notification or a reason why not.
NOTIFIED_SQL = """
CREATE FUNCTION activities_notified_first() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM activities_exercise e
               WHERE e.activity_id = NEW.id AND e.notify_by IS NOT NULL AND e.exemption = ''
                 AND (e.notified_on IS NULL OR e.notified_on > e.notify_by)) THEN
        RAISE EXCEPTION 'exercise % starts without its notification', NEW.id USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER notified_first BEFORE UPDATE OF state ON activities_activity FOR EACH ROW
    WHEN (OLD.state = 'preparing' AND NEW.state = 'ongoing') EXECUTE FUNCTION activities_notified_first();
"""
NOTIFIED_REVERSE_SQL = """
DROP TRIGGER notified_first ON activities_activity; DROP FUNCTION activities_notified_first();
"""


class Migration(migrations.Migration):
    dependencies = [("activities", "0001_initial"), ("access", "0002_walls")]
    operations = [
        Protected("activities_activity"),
        Protected("activities_activityparticipant"),
        Protected("activities_activitystep"),
        OnlyRelabelled("activities_activitystep"),
        Protected("activities_exercise"),
        Protected("activities_planningconference"),
        Lifecycle("activities_activity", "activities_activitystep", "activity_id", TRANSITIONS, ENTERED_AS),
        migrations.RunSQL(NOTIFIED_SQL, NOTIFIED_REVERSE_SQL),
        Searchable("activities_activity", ["title", "reference"]),
    ]
