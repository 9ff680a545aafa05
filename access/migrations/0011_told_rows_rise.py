"""A record is not raised above rows that tell of it by its reference alone, whether the raiser sees them or not."""

from django.db import migrations

from access.walls import DOMINANCE_SQL


class Migration(migrations.Migration):
    dependencies = [("access", "0010_who_acts_grants")]
    operations = [migrations.RunSQL(DOMINANCE_SQL, migrations.RunSQL.noop)]
