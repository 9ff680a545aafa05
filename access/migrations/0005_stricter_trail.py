"""Values of the trail at the stricter label, no words put into it for others, and four eyes on lowering in SQL."""

from django.db import migrations

from access import trail
from access.walls import DOMINANCE_SQL


class Migration(migrations.Migration):
    dependencies = [("access", "0004_lowering_walls"), ("audit", "0003_whole_trail")]
    operations = [
        migrations.RunSQL(trail.PRESENT_LABEL_SQL, trail.PRESENT_LABEL_REVERSE_SQL),
        migrations.RunSQL(trail.STRICTER_SQL, trail.STRICTER_REVERSE_SQL),
        migrations.RunSQL(trail.OWN_WORDS_SQL, trail.OWN_WORDS_REVERSE_SQL),
        migrations.RunSQL(DOMINANCE_SQL, migrations.RunSQL.noop),
    ]
