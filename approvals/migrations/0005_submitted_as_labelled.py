"""A case is born under the label it was submitted with: without one, nothing would tell that its marking has changed.

Hand-written and without an ignore switch, like the rules beside it (walls.md 2).
"""

import django.db.models.deletion
from django.db import migrations, models

BORN_SQL = """
CREATE FUNCTION approvals_guard_birth() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.submitted_label_id IS DISTINCT FROM NEW.label_id THEN
        RAISE EXCEPTION 'a case begins under the label submitted' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER born_as_labelled BEFORE INSERT ON approvals_case
    FOR EACH ROW EXECUTE FUNCTION approvals_guard_birth();
"""
BORN_REVERSE_SQL = "DROP TRIGGER born_as_labelled ON approvals_case; DROP FUNCTION approvals_guard_birth();"


class Migration(migrations.Migration):
    dependencies = [("approvals", "0004_relabelled")]
    operations = [
        migrations.AlterField(
            "case",
            "submitted_label",
            models.ForeignKey(
                editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to="access.label", verbose_name="label submitted",
            ),
        ),
        migrations.RunSQL(BORN_SQL, BORN_REVERSE_SQL),
    ]
