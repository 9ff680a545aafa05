"""A post stays what it is while somebody holds it or a case runs about it, also where whoever looks does not see that."""

from django.db import migrations

SQL = """
CREATE FUNCTION attaches_post_stays() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    held boolean := EXISTS (
        SELECT 1 FROM attaches_posting g WHERE g.post_id = NEW.id AND g.state NOT IN
            ('ended', 'debriefed', 'withdrawn', 'recalled', 'declared_png', 'consent_refused'));
    moved boolean := (NEW.kind, NEW.mission_id) IS DISTINCT FROM (OLD.kind, OLD.mission_id);
BEGIN
    IF OLD.state = 'closed' THEN
        RAISE EXCEPTION 'a closed post is not changed' USING ERRCODE = '23514';
    END IF;
    IF held AND (moved OR NEW.state = 'closed') THEN
        RAISE EXCEPTION 'somebody holds this post' USING ERRCODE = '23514';
    END IF;
    IF moved AND EXISTS (
        SELECT 1 FROM attaches_accreditation a JOIN attaches_posting g ON g.id = a.posting_id
        WHERE g.post_id = NEW.id
          AND a.state NOT IN ('consent_refused', 'objected', 'ended', 'withdrawn')) THEN
        RAISE EXCEPTION 'an accreditation to this post stands' USING ERRCODE = '23514';
    END IF;
    IF (NEW.kind, NEW.mission_id, NEW.title, NEW.rank_min, NEW.rank_max, NEW.language, NEW.required_slp,
        NEW.training_required, NEW.clearance_required)
       IS DISTINCT FROM
       (OLD.kind, OLD.mission_id, OLD.title, OLD.rank_min, OLD.rank_max, OLD.language, OLD.required_slp,
        OLD.training_required, OLD.clearance_required)
       AND EXISTS (
        SELECT 1 FROM approvals_case c JOIN attaches_posting g ON g.reference = c.object_reference
        WHERE g.post_id = NEW.id AND c.state = 'open'
          AND c.kind IN ('posting', 'posting_extension', 'posting_recall')) THEN
        RAISE EXCEPTION 'a posting to this post is under approval' USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER stays AFTER UPDATE OF state, kind, mission_id, title, designation, staff_level, rank_min, rank_max,
    language, required_slp, training_required, clearance_required, tour_months, consent_required, consent_on
    ON attaches_post FOR EACH ROW EXECUTE FUNCTION attaches_post_stays();
"""
REVERSE_SQL = "DROP TRIGGER stays ON attaches_post; DROP FUNCTION attaches_post_stays();"


class Migration(migrations.Migration):
    dependencies = [("attaches", "0009_posts_that_make_sense"), ("approvals", "0006_rise_with_record")]
    operations = [migrations.RunSQL(SQL, REVERSE_SQL)]
