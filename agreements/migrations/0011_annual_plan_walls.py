"""Need-to-know on annual plans, steps by the table; what was approved stays as it was approved."""

from django.db import migrations

from access.lifecycles import Lifecycle, OnlyRelabelled
from access.search import Searchable
from access.walls import Protected
from agreements.lifecycle import PLAN_ENTERED_AS, PLAN_TRANSITIONS

TABLES = ("bilateralplan", "planitem", "planstep", "planeditor", "plansubmission")

# From approval on an item is taken out with a reason, and not rewritten. One entered with its plan comes with it.
ITEMS_SQL = """
CREATE FUNCTION agreements_items_stay() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    held record;
    told text[] := ARRAY['dropped_on', 'dropped_because', 'version', 'label_id'];
BEGIN
    SELECT state, version INTO held FROM agreements_bilateralplan
        WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.plan_id ELSE NEW.plan_id END;
    IF held.state IN ('collecting', 'draft', 'staff_talks', 'costed') OR (TG_OP = 'INSERT' AND held.version = 1) THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - told = to_jsonb(OLD) - told THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'items of a plan that is % stay as they are', held.state USING ERRCODE = '23514';
END $$;
CREATE TRIGGER items_stay BEFORE INSERT OR UPDATE OR DELETE ON agreements_planitem
    FOR EACH ROW EXECUTE FUNCTION agreements_items_stay();
"""
ITEMS_REVERSE_SQL = """
DROP TRIGGER items_stay ON agreements_planitem; DROP FUNCTION agreements_items_stay();
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0010_annual_plans"), ("access", "0012_lowering_declined")]
    operations = [
        *(Protected(f"agreements_{table}") for table in TABLES),
        OnlyRelabelled("agreements_planstep"),
        OnlyRelabelled("agreements_planeditor"),
        OnlyRelabelled("agreements_plansubmission"),
        Lifecycle("agreements_bilateralplan", "agreements_planstep", "plan_id", PLAN_TRANSITIONS, PLAN_ENTERED_AS),
        migrations.RunSQL(ITEMS_SQL, ITEMS_REVERSE_SQL),
        Searchable("agreements_bilateralplan", ["reference", "note"]),
        Searchable("agreements_planitem", ["title_en", "title_az", "objective", "place"]),
    ]
