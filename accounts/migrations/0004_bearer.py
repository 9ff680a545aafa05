"""Who comes with a token: asked by every REST request, so PostgreSQL keeps its plan instead of making it each time."""

from django.db import migrations

BEARER_SQL = """
CREATE FUNCTION accounts_bearer(token_digest text, moment timestamptz, day date)
RETURNS TABLE (user_id bigint, username text, full_name text, office_id bigint, role text, institution text,
               mission_id bigint, acting boolean, scope text)
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
        SELECT u.id, u.username::text, u.full_name::text, o.id, o.role::text, i.code::text, o.mission_id,
               a.kind <> 'holder', t.scope::text
        FROM accounts_apitoken t
        JOIN accounts_user u ON u.id = t.user_id AND u.is_active
        JOIN accounts_office o ON o.id = t.office_id
        JOIN directory_institution i ON i.id = o.institution_id
        JOIN accounts_appointment a ON a.user_id = u.id AND a.office_id = o.id
            AND a.confirmed_at IS NOT NULL AND a.valid @> day
        WHERE t.digest = token_digest AND (t.expiry IS NULL OR t.expiry > moment);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_second_steps_audited")]
    operations = [
        migrations.RunSQL(BEARER_SQL, "DROP FUNCTION accounts_bearer(text, timestamptz, date)"),
    ]
