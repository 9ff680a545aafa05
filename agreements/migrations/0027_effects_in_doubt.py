"""An effect that lies before the entry into force was reckoned from days that contradict each other: it is in doubt.

An effect of a notice that was withdrawn, or never given, is none.
"""

from django.db import migrations

DOUBT_SQL = """
UPDATE agreements_agreement SET effect_on = NULL, needs_verification = true
WHERE state IN ('denunciation_notified', 'terminated') AND effect_on < eif_on;
UPDATE agreements_agreement SET effect_on = NULL
WHERE effect_on IS NOT NULL AND state NOT IN ('denunciation_notified', 'terminated');
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0026_parties_entered_together")]
    operations = [migrations.RunSQL(DOUBT_SQL, migrations.RunSQL.noop)]
