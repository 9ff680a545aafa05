"""Need-to-know on cases and their parts, the audit trail on routes, append-only where nothing is ever changed."""

from django.db import migrations

from access.walls import Protected
from audit.triggers import AppendOnly, Audited

PARTS = ("case", "caseeditor", "casestep", "caseseat", "decision", "movement")
NEVER_CHANGED = ("caseeditor", "caseseat", "decision", "movement")


class Migration(migrations.Migration):
    dependencies = [("approvals", "0001_initial"), ("access", "0002_walls"), ("audit", "0002_triggers")]
    operations = [
        Audited("approvals_route"),
        Audited("approvals_routestep"),
        *[Protected(f"approvals_{part}") for part in PARTS],
        *[AppendOnly(f"approvals_{part}") for part in NEVER_CHANGED],
    ]
