"""A withdrawal has a reason, is not taken back, and what was withdrawn stays as it was read."""

from django.db import migrations, models

NUMBERED = {
    "languageresult": "language_results_are_numbered",
    "officerclearance": "officer_clearances_are_numbered",
}
REASONED = {
    "languageresult": "language_result_withdrawn_for_a_reason",
    "officerclearance": "officer_clearance_withdrawn_for_a_reason",
    "trainingrecord": "training_withdrawn_for_a_reason",
}

# A duplicate's entries go over to the officer who stays (number and officer); labels rise; all else of it is history.
STAYS_SQL = """
CREATE FUNCTION attaches_withdrawn_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    kept text[] := ARRAY['officer_id', 'no', 'label_id', 'version'];
BEGIN
    IF to_jsonb(NEW) - kept IS DISTINCT FROM to_jsonb(OLD) - kept THEN
        RAISE EXCEPTION 'what was withdrawn is not changed any more' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
"""
STAYS_REVERSE_SQL = "DROP FUNCTION attaches_withdrawn_stays();"
ON_SQL = """
CREATE TRIGGER withdrawn_stays BEFORE UPDATE ON attaches_{table} FOR EACH ROW
    WHEN (OLD.withdrawn_on IS NOT NULL) EXECUTE FUNCTION attaches_withdrawn_stays();
"""
OFF_SQL = "DROP TRIGGER withdrawn_stays ON attaches_{table};"


class Migration(migrations.Migration):

    dependencies = [
        ('attaches', '0014_entries_numbered_so_far'),
    ]

    operations = [
        *(
            migrations.AddConstraint(
                model_name=model,
                constraint=models.UniqueConstraint(
                    deferrable=models.Deferrable['DEFERRED'], fields=('officer', 'no'), name=name
                ),
            )
            for model, name in NUMBERED.items()
        ),
        *(
            migrations.AddConstraint(
                model_name=model,
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(('withdrawn_because', ''), ('withdrawn_on__isnull', True)),
                        models.Q(('withdrawn_on__isnull', False), models.Q(('withdrawn_because', ''), _negated=True)),
                        _connector='OR',
                    ),
                    name=name,
                ),
            )
            for model, name in REASONED.items()
        ),
        migrations.RunSQL(STAYS_SQL, STAYS_REVERSE_SQL),
        *(migrations.RunSQL(ON_SQL.format(table=table), OFF_SQL.format(table=table)) for table in REASONED),
    ]
