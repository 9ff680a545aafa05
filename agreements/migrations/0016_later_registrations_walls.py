"""Need-to-know on registrations of later actions; the party named is one of the agreement's."""

from django.db import migrations

from access.lifecycles import OnlyRelabelled
from access.walls import Protected

PARTY_SQL = """
ALTER TABLE agreements_laterregistration ADD CONSTRAINT later_action_of_its_party FOREIGN KEY (party_id, agreement_id)
    REFERENCES agreements_party (id, agreement_id) DEFERRABLE INITIALLY DEFERRED;
"""
REVERSE_SQL = "ALTER TABLE agreements_laterregistration DROP CONSTRAINT later_action_of_its_party;"


class Migration(migrations.Migration):
    dependencies = [("agreements", "0015_later_registrations"), ("access", "0002_walls")]
    operations = [
        Protected("agreements_laterregistration"),
        OnlyRelabelled("agreements_laterregistration"),
        migrations.RunSQL(PARTY_SQL, REVERSE_SQL),
    ]
