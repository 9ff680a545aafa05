"""The authentic texts kept so far become texts of their language."""

from django.db import migrations

COPY_SQL = """
INSERT INTO agreements_agreementtext (agreement_id, language, is_authentic, prevails, file_id, label_id, version, is_demo)
SELECT a.id, a.language, true, false, a.authentic_text_id, a.label_id, 1, a.is_demo
FROM agreements_agreement a WHERE a.authentic_text_id IS NOT NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0006_kin_without_circles")]
    operations = [migrations.RunSQL(COPY_SQL, migrations.RunSQL.noop)]
