"""Parties written in one act with the first stage of their agreement are an entry, whatever is entered with them."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("agreements.migrations.0026_parties_entered_together")
# The row of the first stage is only added, so that its transaction is that in which the agreement was entered.
ENTERED = """
    IF TG_OP = 'INSERT' AND EXISTS (
        SELECT 1 FROM agreements_party p JOIN agreements_stageevent s ON s.agreement_id = p.agreement_id
        WHERE p.id = NEW.id AND s.xmin = p.xmin
          AND s.id = (SELECT min(f.id) FROM agreements_stageevent f WHERE f.agreement_id = p.agreement_id)) THEN
        RETURN NULL;
    END IF;
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0028_notice_takes_effect")]
    operations = [
        migrations.RunSQL(
            BEFORE.HEAD + BEFORE.ENTERED + ENTERED + BEFORE.TAIL, BEFORE.HEAD + BEFORE.ENTERED + BEFORE.TAIL
        )
    ]
