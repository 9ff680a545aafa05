"""Who reads the audit trail and what the serving role may add to it (decisions.md 10, 12).

Hand-written SQL on tables of the floor below, which knows nothing of labels. Rows of tables are told by the triggers
alone, which write as owner; so the newest event of a row carries the label the row has now.
"""

PRESENT_LABEL_SQL = """
CREATE OR REPLACE FUNCTION present_label(event bigint) RETURNS integer
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce((SELECT newest.label_id FROM audit_event newest
                     WHERE newest."table" = e."table" AND newest.record_id = e.record_id
                     ORDER BY newest.id DESC LIMIT 1), e.label_id)
    FROM audit_event e WHERE e.id = event
$$;
"""
PRESENT_LABEL_REVERSE_SQL = "DROP FUNCTION present_label(bigint);"

# Values: at the event's label, at the one the row had before, and at the one it has now. The function comes last, so
# that it is asked for the few rows the other two let through.
STRICTER_SQL = """
DROP POLICY read_values ON audit_change;
CREATE POLICY read_values ON audit_change FOR SELECT USING (
    (label_id IN (SELECT unnest(allowed_labels()))
     AND coalesce((before->>'label_id')::int, label_id) IN (SELECT unnest(allowed_labels()))
     AND present_label(event_id) IN (SELECT unnest(allowed_labels())))
    OR (label_id IS NULL AND (SELECT subject_role()) IN ('mod_security', 'mfa_security')));
"""
STRICTER_REVERSE_SQL = """
DROP POLICY read_values ON audit_change;
CREATE POLICY read_values ON audit_change FOR SELECT USING (
    label_id IN (SELECT unnest(allowed_labels()))
    OR (label_id IS NULL AND (SELECT subject_role()) IN ('mod_security', 'mfa_security')));
"""

# What is no change of a row (sign-ins, refusals, readings) the application tells itself: as whoever acts, now.
OWN_WORDS_SQL = """
DROP POLICY write_envelopes ON audit_event;
CREATE POLICY write_envelopes ON audit_event FOR INSERT WITH CHECK (
    record_id IS NULL
    AND actor_id IS NOT DISTINCT FROM nullif(current_setting('parley.user_id', true), '')::bigint
    AND office_id IS NOT DISTINCT FROM nullif(current_setting('parley.office_id', true), '')::bigint
    AND transaction = pg_current_xact_id()::text::bigint
    AND at BETWEEN transaction_timestamp() AND clock_timestamp());
"""
OWN_WORDS_REVERSE_SQL = """
DROP POLICY write_envelopes ON audit_event;
CREATE POLICY write_envelopes ON audit_event FOR INSERT WITH CHECK (true);
"""

# Reference data are open, and so is their history. Only triggers tell of rows (record_id): nobody writes lines here.
OPEN_DIRECTORY_SQL = """
CREATE POLICY read_open_directory ON audit_event FOR SELECT USING (
    label_id IS NULL AND record_id IS NOT NULL AND "table" LIKE 'directory\\_%'
    AND (SELECT subject_role()) IS NOT NULL);
CREATE POLICY read_open_directory ON audit_change FOR SELECT USING (
    label_id IS NULL AND EXISTS (
        SELECT 1 FROM audit_event e
        WHERE e.id = event_id AND e.record_id IS NOT NULL AND e."table" LIKE 'directory\\_%')
    AND (SELECT subject_role()) IS NOT NULL);
"""
OPEN_DIRECTORY_REVERSE_SQL = """
DROP POLICY read_open_directory ON audit_event;
DROP POLICY read_open_directory ON audit_change;
"""
