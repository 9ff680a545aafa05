"""A proposal remembers the label it starts from, because its own rises with the record; parts are lowered with it."""

import django.db.models.deletion
from django.db import migrations, models

from access.walls import DOMINANCE_SQL, PROPOSAL_REVERSE_SQL, PROPOSAL_SQL


class Migration(migrations.Migration):
    dependencies = [("access", "0007_open_directory_trail")]
    operations = [
        migrations.AddField(
            "loweringproposal",
            "from_label",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.label",
                verbose_name="present label",
            ),
        ),
        migrations.RunSQL(DOMINANCE_SQL, migrations.RunSQL.noop),
        migrations.RunSQL(PROPOSAL_SQL, PROPOSAL_REVERSE_SQL),
    ]
