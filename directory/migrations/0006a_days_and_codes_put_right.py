"""What the next rules would refuse is put right before; the trail keeps what stood there."""

from django.db import migrations

SQL = """
UPDATE directory_country SET iso2 = upper(iso2), iso3 = upper(iso3), version = version + 1
    WHERE iso2 <> upper(iso2) OR iso3 <> upper(iso3);
UPDATE directory_headofmissiontenure SET agrement_on = NULL, credentials_on = NULL, version = version + 1
    WHERE kind <> 'ambassador' AND (agrement_on IS NOT NULL OR credentials_on IS NOT NULL);
UPDATE directory_headofmissiontenure SET agrement_on = NULL, version = version + 1
    WHERE agrement_on > lower(period);
UPDATE directory_headofmissiontenure SET credentials_on = NULL, version = version + 1
    WHERE NOT period @> credentials_on;
DELETE FROM directory_headofmissiontenure WHERE isempty(period);
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0005_memberships_names_formats")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
