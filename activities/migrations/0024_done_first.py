"""What could not wait counts as approved while both leaderships are asked to ratify it (domain.md C9).

Hand-written and without an ignore switch (walls.md 2).
"""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("activities.migrations.0006_submission_walls").APPROVED_SQL
OLD = f"CREATE OR REPLACE {BEFORE[BEFORE.index('FUNCTION') : BEFORE.index('END $$;')]}END $$;"
NEW = OLD.replace(
    "c.state = 'approved'",
    "(c.state = 'approved' OR c.state = 'open' AND c.acted_on IS NOT NULL AND NEW.starts_on <= home_today())",
)


class Migration(migrations.Migration):
    dependencies = [("activities", "0023_approval_is_given"), ("approvals", "0013_done_first")]
    operations = [migrations.RunSQL(NEW, OLD)]
