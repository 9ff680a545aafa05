"""Need-to-know of what is kept around a posting; a host that wants one note accredits by its consent."""

from importlib import import_module

from django.db import migrations

from access.lifecycles import OnlyRelabelled
from access.walls import Protected

before = import_module("attaches.migrations.0002_walls")
TABLES = (
    "officerclearance", "trainingrecord", "waiver", "postingdrafter", "postingsubmission", "handoveritem", "call",
    "actingtenure", "hostpractice",
)  # fmt: skip
ONE_NOTE = ["accreditation_requested", "accredited"]
POSTING_STEPS = {
    **before.POSTING_STEPS,
    "consent_granted": [*ONE_NOTE, "withdrawn", *before.BROKEN_OFF],
}
ACCREDITATION_STEPS = {**before.ACCREDITATION_STEPS, "consent_granted": [*ONE_NOTE, *before.LOST]}


def replaced(name: str, old: dict[str, list[str]], new: dict[str, list[str]], initial: str) -> list[migrations.RunSQL]:
    """The table's steps as they are from now on; reversible."""
    was = before.lifecycle(name, old, initial)
    return [migrations.RunSQL(was.reverse_sql, was.sql), before.lifecycle(name, new, initial)]

# I3 from then on: whoever is in post stands on an accreditation that stands.
STANDING_SQL = """
CREATE FUNCTION attaches_principal_stands() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM attaches_posting g WHERE g.id = NEW.posting_id
               AND g.state IN ('in_post', 'extension_pending', 'handover')) THEN
        RAISE EXCEPTION 'an officer is in post on this accreditation' USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER principal_stands AFTER UPDATE OF state ON attaches_accreditation FOR EACH ROW
    WHEN (OLD.role = 'principal' AND OLD.state = 'accredited' AND NEW.state <> 'accredited')
    EXECUTE FUNCTION attaches_principal_stands();
"""
STANDING_REVERSE_SQL = """
DROP TRIGGER principal_stands ON attaches_accreditation; DROP FUNCTION attaches_principal_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("attaches", "0003_selection_and_handover"), ("access", "0012_lowering_declined")]
    operations = [
        *(Protected(f"attaches_{table}") for table in TABLES),
        OnlyRelabelled("attaches_postingdrafter"),
        OnlyRelabelled("attaches_postingsubmission"),
        *replaced("posting", before.POSTING_STEPS, POSTING_STEPS, "proposed"),
        *replaced("accreditation", before.ACCREDITATION_STEPS, ACCREDITATION_STEPS, "planned"),
        migrations.RunSQL(STANDING_SQL, STANDING_REVERSE_SQL),
    ]
