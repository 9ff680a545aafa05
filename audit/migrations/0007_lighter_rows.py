"""A row is held once while the trail is written, and what has no reference is in no index of references."""

from django.db import migrations, models

from audit.triggers import AUDIT_FUNCTION_SQL


class Migration(migrations.Migration):
    dependencies = [("audit", "0006_found_by_moment")]
    operations = [
        migrations.RunSQL(AUDIT_FUNCTION_SQL, migrations.RunSQL.noop),
        migrations.RemoveIndex("event", "event_by_reference"),
        migrations.AddIndex(
            "event",
            models.Index(
                fields=["reference", "id"], name="event_by_reference", condition=~models.Q(reference="")
            ),
        ),
    ]
