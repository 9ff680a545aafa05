"""Extensions and the SQL functions that every table of ours leans on."""

from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations

from foundation.azerbaijani import SEARCH_FOLD_SQL, SORT_FOLD_SQL
from foundation.references import NEW_REFERENCE_SQL

HOME_TODAY_SQL = f"""
CREATE OR REPLACE FUNCTION home_today() RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog AS
$$ SELECT (now() AT TIME ZONE '{settings.TIME_ZONE}')::date $$;
"""


class Migration(migrations.Migration):
    dependencies = []
    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(HOME_TODAY_SQL, "DROP FUNCTION home_today()"),
        migrations.RunSQL(NEW_REFERENCE_SQL, "DROP FUNCTION new_reference(text, text)"),
        migrations.RunSQL(SORT_FOLD_SQL, "DROP FUNCTION az_sort_key(text)"),
        migrations.RunSQL(SEARCH_FOLD_SQL, "DROP FUNCTION az_search_fold(text)"),
    ]
