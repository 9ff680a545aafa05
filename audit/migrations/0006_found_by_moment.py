"""The trail of one day is found without reading what came after it."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("audit", "0005_once_per_statement")]
    operations = [migrations.AddIndex("event", BrinIndex(fields=["at"], name="event_by_moment"))]
