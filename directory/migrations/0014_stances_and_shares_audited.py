"""How we stand towards States stands in the trail; the tiers never share more than there is."""

from django.db import migrations

from audit.triggers import Audited

WHOLE_SQL = """
CREATE FUNCTION directory_guard_shares() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM directory_effortshare day
        WHERE (SELECT sum(s.percent) FROM directory_effortshare s
               WHERE CASE WHEN lower_inf(day.period) THEN lower_inf(s.period)
                          ELSE s.period @> lower(day.period) END) > 100) THEN
        RAISE EXCEPTION 'the tiers share more than there is' USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER shares_of_a_whole AFTER INSERT OR UPDATE ON directory_effortshare
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION directory_guard_shares();
"""
REVERSE_SQL = """
DROP TRIGGER shares_of_a_whole ON directory_effortshare;
DROP FUNCTION directory_guard_shares();
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0013_stances_and_shares"), ("audit", "0002_triggers")]
    operations = [
        Audited("directory_stance"),
        Audited("directory_effortshare"),
        migrations.RunSQL(WHOLE_SQL, REVERSE_SQL),
    ]
