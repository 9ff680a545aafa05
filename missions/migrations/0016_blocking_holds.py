"""What blocks a paper blocks it in the database too: said of a draft only, lifted by those it concerns (A2.16, A7.32).

Hand-written and without an ignore switch. The paper and its version are held while something blocking is said, so that
it and a submission never pass each other. Of what lies in no section the ministry that made the remark alone lifts it.
"""

from django.db import migrations

ROWS = {
    "objectives": "objective", "indicators": "indicator", "tasks": "task", "strategies": "strategy",
    "instruments": "instrument", "contingencies": "contingency", "contacts": "contact", "attachments": "paperattachment",
}  # fmt: skip
_OF_ROWS = " ".join(
    f"WHEN '{part}' THEN (SELECT r.section FROM missions_{table} r WHERE r.version_id = v AND r.code = said_row)"
    for part, table in ROWS.items()
)
SECTION_SQL = f"""
CREATE FUNCTION missions_section_of(v bigint, part text, said_row text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN part IN ('host_context', 'national_interests', 'public_diplomacy') THEN 'political'
                WHEN part = 'defence_chapter' THEN 'defence'
                WHEN said_row <> '' THEN CASE part {_OF_ROWS} END END
$$;
REVOKE ALL ON FUNCTION missions_section_of(bigint, text, text) FROM PUBLIC;
"""

BLOCKING_SQL = """
CREATE FUNCTION missions_guard_blocking() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM missions_missionpaper p WHERE p.id = NEW.paper_id FOR SHARE;
    PERFORM 1 FROM missions_paperversion v WHERE v.paper_id = NEW.paper_id FOR SHARE;
    IF EXISTS (SELECT 1 FROM missions_missionpaper p
               JOIN missions_paperversion v ON v.paper_id = p.id AND v.no = p.current_no
               WHERE p.id = NEW.paper_id
                 AND (p.state NOT IN ('draft', 'returned') OR v.state NOT IN ('draft', 'returned'))) THEN
        RAISE EXCEPTION 'only a draft is blocked; what was submitted is returned' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER blocks_a_draft BEFORE INSERT ON missions_papercomment
    FOR EACH ROW WHEN (NEW.severity = 'blocking') EXECUTE FUNCTION missions_guard_blocking();
CREATE TRIGGER blocks_a_draft BEFORE INSERT ON missions_paperconflict
    FOR EACH ROW EXECUTE FUNCTION missions_guard_blocking();
"""

LIFTED_SQL = """
CREATE FUNCTION missions_guard_lifting() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    acting bigint := nullif(current_setting('parley.office_id', true), '')::bigint;
    section text := missions_section_of(NEW.version_id, NEW.part, NEW.row);
    role text;
    ministry text;
BEGIN
    SELECT o.role, i.code INTO role, ministry
    FROM accounts_office o JOIN directory_institution i ON i.id = o.institution_id WHERE o.id = acting;
    IF TG_OP = 'INSERT' THEN
        IF NEW.office_id IS DISTINCT FROM acting OR NEW.ministry IS DISTINCT FROM ministry THEN
            RAISE EXCEPTION 'a remark is made by the office acted in' USING ERRCODE = '23514';
        END IF;
    ELSIF NEW.resolved_office_id IS DISTINCT FROM acting THEN
        RAISE EXCEPTION 'the office acted in resolves' USING ERRCODE = '23514';
    ELSIF NEW.severity = 'blocking' AND NOT coalesce(
        (ministry = NEW.ministry AND (NEW.resolution <> 'accepted' OR section IS NULL))
        OR (NEW.resolution = 'accepted' AND CASE section WHEN 'defence' THEN role IN ('attache', 'cmd_desk')
                WHEN 'political' THEN role IN ('head_of_mission', 'mfa_desk') END), false) THEN
        RAISE EXCEPTION 'a blocking remark is lifted by those it concerns' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER said_by_office BEFORE INSERT ON missions_papercomment
    FOR EACH ROW EXECUTE FUNCTION missions_guard_lifting();
CREATE TRIGGER lifted_by_those_it_concerns BEFORE UPDATE OF resolution ON missions_papercomment
    FOR EACH ROW WHEN (NEW.resolution <> OLD.resolution) EXECUTE FUNCTION missions_guard_lifting();
"""

REVERSE_SQL = """
DROP TRIGGER lifted_by_those_it_concerns ON missions_papercomment; DROP TRIGGER said_by_office ON missions_papercomment;
DROP FUNCTION missions_guard_lifting();
DROP TRIGGER blocks_a_draft ON missions_paperconflict; DROP TRIGGER blocks_a_draft ON missions_papercomment;
DROP FUNCTION missions_guard_blocking(); DROP FUNCTION missions_section_of(bigint, text, text);
"""


class Migration(migrations.Migration):
    dependencies = [("missions", "0015_paper_attachments_held")]
    operations = [migrations.RunSQL(SECTION_SQL + BLOCKING_SQL + LIFTED_SQL, REVERSE_SQL)]
