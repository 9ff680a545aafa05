"""What the flags said becomes memberships whose beginning is not known; XK is no code of ISO 3166."""

from django.db import migrations

KEPT_SQL = """
INSERT INTO directory_organisation (version, is_demo, code, name_en, name_az)
SELECT 1, false, said.code, said.code, said.code FROM (VALUES ('OSCE'), ('NATO'), ('EU')) said (code)
WHERE NOT EXISTS (SELECT 1 FROM directory_organisation o WHERE upper(o.code) = said.code)
  AND EXISTS (SELECT 1 FROM directory_country c WHERE (c.is_osce AND said.code = 'OSCE')
              OR (c.is_nato AND said.code = 'NATO') OR (c.is_eu AND said.code = 'EU'));
INSERT INTO directory_membership (version, is_demo, kind, period, country_id, organisation_id)
SELECT 1, c.is_demo, 'member', daterange(NULL, NULL), c.id, o.id
FROM directory_country c
JOIN directory_organisation o
  ON (c.is_osce AND upper(o.code) = 'OSCE') OR (c.is_nato AND upper(o.code) = 'NATO')
  OR (c.is_eu AND upper(o.code) = 'EU')
WHERE NOT EXISTS (SELECT 1 FROM directory_membership m WHERE m.country_id = c.id AND m.organisation_id = o.id);
UPDATE directory_country SET is_iso = false WHERE iso2 = 'XK';
"""
KEPT_REVERSE_SQL = """
UPDATE directory_country c SET
    is_osce = EXISTS (SELECT 1 FROM directory_membership m JOIN directory_organisation o ON o.id = m.organisation_id
                      WHERE m.country_id = c.id AND o.code = 'OSCE' AND m.kind = 'member' AND m.period @> home_today()),
    is_nato = EXISTS (SELECT 1 FROM directory_membership m JOIN directory_organisation o ON o.id = m.organisation_id
                      WHERE m.country_id = c.id AND o.code = 'NATO' AND m.kind = 'member' AND m.period @> home_today()),
    is_eu = EXISTS (SELECT 1 FROM directory_membership m JOIN directory_organisation o ON o.id = m.organisation_id
                    WHERE m.country_id = c.id AND o.code = 'EU' AND m.kind = 'member' AND m.period @> home_today());
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0008_trees"), ("foundation", "0001_functions")]
    operations = [migrations.RunSQL(KEPT_SQL, KEPT_REVERSE_SQL)]
