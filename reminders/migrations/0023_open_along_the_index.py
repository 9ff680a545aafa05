"""What is open of a rule is found along an index, in a small register as in a large one.

Asked at the end of every act: to read the whole outbox for it would make each act dearer with every reminder told.
"""

from django.db import migrations

OPEN = "ALTER FUNCTION reminders_open(text[], integer)"
# A bitmap would first gather all that was ever told of the rule, of which few are wanted.
ALONG_THE_INDEX = f"{OPEN} SET enable_seqscan = off; {OPEN} SET enable_bitmapscan = off;"
AS_BEFORE = f"{OPEN} RESET enable_seqscan; {OPEN} RESET enable_bitmapscan;"


class Migration(migrations.Migration):
    dependencies = [("reminders", "0022_how_long_it_waits")]
    operations = [migrations.RunSQL(ALONG_THE_INDEX, AS_BEFORE)]
