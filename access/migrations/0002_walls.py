"""Wall 1: the functions, the audit trail's policies, immutable labels, audit on the open tables of this floor."""

from django.db import migrations

from access.walls import ALLOWED_LABELS_REVERSE_SQL, ALLOWED_LABELS_SQL, DOMINANCE_REVERSE_SQL, DOMINANCE_SQL
from audit.triggers import AppendOnly, Audited

# Envelopes: whoever may read the record, plus auditors. Values: only at a label the subject holds today, both the
# event's and the record's (the record's present label is asked by audit selectors through the record itself).
TRAIL_SQL = """
ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_envelopes ON audit_event FOR SELECT USING (
    label_id IN (SELECT unnest(allowed_labels())) OR (SELECT subject_role()) = 'auditor'
    OR (label_id IS NULL AND (SELECT subject_role()) IN ('mod_security', 'mfa_security')));
CREATE POLICY write_envelopes ON audit_event FOR INSERT WITH CHECK (true);
ALTER TABLE audit_change ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_values ON audit_change FOR SELECT USING (
    label_id IN (SELECT unnest(allowed_labels()))
    OR (label_id IS NULL AND (SELECT subject_role()) IN ('mod_security', 'mfa_security')));
"""
TRAIL_REVERSE_SQL = """
DROP POLICY read_values ON audit_change; ALTER TABLE audit_change DISABLE ROW LEVEL SECURITY;
DROP POLICY write_envelopes ON audit_event; DROP POLICY read_envelopes ON audit_event;
ALTER TABLE audit_event DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial"), ("audit", "0002_triggers")]
    operations = [
        migrations.RunSQL(ALLOWED_LABELS_SQL, ALLOWED_LABELS_REVERSE_SQL),
        migrations.RunSQL(DOMINANCE_SQL, DOMINANCE_REVERSE_SQL),
        migrations.RunSQL(TRAIL_SQL, TRAIL_REVERSE_SQL),
        AppendOnly("access_label"),
        Audited("access_label"),
        Audited("access_clearance"),
        Audited("access_compartmentgrant"),
    ]
