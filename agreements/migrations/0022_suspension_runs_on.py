"""Suspension frees from performance alone: what is suspended ends as what is applied, and stays so through a notice.

VCLT arts 57, 68, 72. A notice that is taken back leads to where it was given.
"""

from django.db import migrations

BEFORE = {
    "proposed": ("mandated", "abandoned"),
    "mandated": ("negotiating", "abandoned"),
    "negotiating": ("initialled", "signed", "abandoned"),
    "initialled": ("signed", "abandoned"),
    "signed": ("domestic_procedures", "in_force"),
    "domestic_procedures": ("notified",),
    "notified": ("in_force",),
    "in_force": ("denunciation_notified", "expired", "suspended", "superseded"),
    "suspended": ("in_force",),
    "denunciation_notified": ("terminated", "in_force"),
}
NOW = BEFORE | {
    "suspended": ("in_force", "denunciation_notified", "expired", "superseded"),
    "denunciation_notified": ("terminated", "in_force", "suspended"),
}


def _may_step(steps: dict[str, tuple[str, ...]]) -> str:
    pairs = ", ".join(f"('{source}', '{target}')" for source, after in steps.items() for target in after)
    return f"""
CREATE OR REPLACE FUNCTION agreements_agreement_may_step(source text, target text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog AS $$ SELECT (source, target) IN ({pairs}) $$;
"""


NOTICE_SQL = """
CREATE FUNCTION agreements_notice_taken_back() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.state <> (
        SELECT s.state FROM agreements_stageevent s
        WHERE s.agreement_id = NEW.id AND s.state IN ('in_force', 'suspended') ORDER BY s.id DESC LIMIT 1)
    THEN
        RAISE EXCEPTION 'a notice taken back leads to where it was given' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER notice_taken_back BEFORE UPDATE OF state ON agreements_agreement FOR EACH ROW
    WHEN (OLD.state = 'denunciation_notified' AND NEW.state IN ('in_force', 'suspended'))
    EXECUTE FUNCTION agreements_notice_taken_back();
"""
NOTICE_REVERSE_SQL = """
DROP TRIGGER notice_taken_back ON agreements_agreement; DROP FUNCTION agreements_notice_taken_back();
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0021_clauses_before_walls")]
    operations = [
        migrations.RunSQL(_may_step(NOW), _may_step(BEFORE)),
        migrations.RunSQL(NOTICE_SQL, NOTICE_REVERSE_SQL),
    ]
