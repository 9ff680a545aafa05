"""Need-to-know and the trail on decisions taken back, evidence of paper decisions and delegations."""

from django.db import migrations

from access.lifecycles import OnlyRelabelled
from access.walls import Protected

TABLES = ("revocation", "evidence", "delegation")
NEVER_CHANGED = ("revocation", "evidence")


class Migration(migrations.Migration):
    dependencies = [
        ("approvals", "0008_recall_evidence_delegation"),
        ("access", "0012_lowering_declined"),
        ("audit", "0002_triggers"),
    ]
    operations = [
        *[Protected(f"approvals_{table}") for table in TABLES],
        *[OnlyRelabelled(f"approvals_{table}") for table in NEVER_CHANGED],
    ]
