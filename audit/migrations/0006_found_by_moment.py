"""The trail of one day is found without reading what came after it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0005_once_per_statement")]
    operations = [
        migrations.AddIndex(
            model_name="event", index=models.Index(fields=["at"], name="event_by_moment")
        )
    ]
