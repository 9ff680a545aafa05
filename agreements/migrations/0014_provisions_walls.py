"""Need-to-know on provisions, states by the table, the first day kept, words found."""

from django.db import migrations

from access.lifecycles import Lifecycle, OnlyRelabelled
from access.search import Searchable
from access.walls import Protected

SETTLED = ["fulfilled", "breached", "overtaken"]
STEPS = {
    "pending": ["due", "partial", *SETTLED],
    "due": ["pending", "partial", *SETTLED],
    "partial": SETTLED,
}
ADDED = ("provisionstage", "redating", "implementationevent")

GUARD_SQL = """
CREATE FUNCTION agreements_guard_provision() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    before bigint := NEW.depends_on_id;
    steps int := 0;
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.original_due_on IS NOT NULL AND NEW.original_due_on IS DISTINCT FROM OLD.original_due_on THEN
        RAISE EXCEPTION 'the first agreed day of a provision is kept' USING ERRCODE = '23514';
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.agreement_id <> OLD.agreement_id THEN
        RAISE EXCEPTION 'a provision stays with its agreement' USING ERRCODE = '23514';
    END IF;
    IF NEW.obliged_id IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM agreements_party WHERE id = NEW.obliged_id AND agreement_id = NEW.agreement_id) THEN
        RAISE EXCEPTION 'who must act is a party of the same agreement' USING ERRCODE = '23514';
    END IF;
    WHILE before IS NOT NULL LOOP
        steps := steps + 1;
        IF before = NEW.id OR steps > 1000 THEN
            RAISE EXCEPTION 'provisions wait for each other in a circle' USING ERRCODE = '23514';
        END IF;
        IF NOT EXISTS (SELECT 1 FROM agreements_provision WHERE id = before AND agreement_id = NEW.agreement_id) THEN
            RAISE EXCEPTION 'provisions of one agreement wait for each other' USING ERRCODE = '23514';
        END IF;
        SELECT depends_on_id INTO before FROM agreements_provision WHERE id = before;
    END LOOP;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_provision BEFORE INSERT OR UPDATE ON agreements_provision
    FOR EACH ROW EXECUTE FUNCTION agreements_guard_provision();
"""
GUARD_REVERSE_SQL = """
DROP TRIGGER guard_provision ON agreements_provision; DROP FUNCTION agreements_guard_provision();
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0013_provisions"), ("access", "0002_walls")]
    operations = [
        Protected("agreements_provision"),
        *(Protected(f"agreements_{table}") for table in ADDED),
        *(OnlyRelabelled(f"agreements_{table}") for table in ADDED),
        Lifecycle("agreements_provision", "agreements_provisionstage", "provision_id", STEPS, ["pending"]),
        migrations.RunSQL(GUARD_SQL, GUARD_REVERSE_SQL),
        Searchable("agreements_provision", ["reference", "article", "title", "text"]),
    ]
