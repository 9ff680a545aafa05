"""What decides does not change before the approvers: the strength of an exercise and a visit with its lists too."""

from django.db import migrations

# An exercise is notified and a phase of a visit is done while it waits; what is decided about stays.
COLUMNS = {
    "exercise": ("activity_id", "size", "troops", "tanks", "acvs", "artillery", "special", "sorties"),
    "visit": ("activity_id", "protocol_level", "purpose", "contact", "gifts"),
}
OF_VISITS = ("delegationseat", "programmeitem")
FROZEN_SQL = (
    "".join(
        f"""
CREATE TRIGGER frozen BEFORE INSERT OR DELETE OR UPDATE OF {", ".join(columns)} ON activities_{part}
    FOR EACH ROW EXECUTE FUNCTION activities_guard_parts();
"""
        for part, columns in COLUMNS.items()
    )
    + """
CREATE FUNCTION activities_guard_visits() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'label_id' = to_jsonb(OLD) - 'label_id' THEN
        RETURN NEW;
    END IF;
    IF EXISTS (SELECT 1 FROM activities_activity a JOIN activities_visit v ON v.activity_id = a.id
               WHERE a.state = 'in_approval' AND v.id = ANY (ARRAY[
               CASE WHEN TG_OP <> 'INSERT' THEN OLD.visit_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.visit_id END])
               FOR SHARE OF a) THEN
        RAISE EXCEPTION 'what lies with the approvers does not change' USING ERRCODE = '23514';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
"""
    + "".join(
        f"""
CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON activities_{part}
    FOR EACH ROW EXECUTE FUNCTION activities_guard_visits();
"""
        for part in OF_VISITS
    )
)
FROZEN_REVERSE_SQL = (
    "".join(f"DROP TRIGGER frozen ON activities_{part};" for part in (*COLUMNS, *OF_VISITS))
    + "DROP FUNCTION activities_guard_visits();"
)


class Migration(migrations.Migration):
    dependencies = [("activities", "0031_names_and_markings_walls")]
    operations = [migrations.RunSQL(FROZEN_SQL, FROZEN_REVERSE_SQL)]
