"""The planner's statements, set-based: what is to be said of a rule's deadlines, and what lapsed (walls.md 4).

Each is filled in by planning: `{deadlines}` is the rule's queryset, `{moment}` its day or its instant.
"""

# How far back a plan looks is counted from its own day, so that what is entered late is not told of as if it were new;
# and, where it was not made for a while, from the day of the last one: but then only of records that had come into the
# register by that day, or not long after their own. What leaves no trail of its coming was always there.
KNOWN = """(NOT EXISTS (SELECT 1 FROM audit_event e WHERE e.reference = {row}.reference AND e.reference <> '')
        OR EXISTS (SELECT 1 FROM audit_event e WHERE e.reference = {row}.reference AND e.reference <> ''
                   AND e.at < interval '1 day' + greatest(
                       %(last)s::timestamptz, {row}.moment::timestamptz + %(history)s * interval '1 day')))"""
ESCALATED_STEP = 1000  # beyond every ordinary offset: an escalation has a key of its own

# One statement per rule: the latest offset reached of every standing deadline, for every office addressed, unless it
# is there already. The anti-join spares the unique index on a day with nothing new. Where several facts of a record
# fall due alike, they are one reminder under the label that most people may read: it says no more than that one does.
# Labels are no ladder: of several, an office is told under one that somebody who holds it may read, where there is one.
# What its people may read is asked only of offices in doubt, once each. An office told of the day is not told again
# under another label: it knows all that the other fact would say (decisions 0031).
TO_SAY_SQL = """
WITH standing AS MATERIALIZED (
    SELECT reference::text, label_id::int, due_on::date, due_at, {moment} AS moment,
           mission_id::bigint, office_id::bigint
    FROM ({deadlines}) d{narrowed}
), reached AS (
    SELECT d.*, (SELECT max(o.step) FROM unnest(%(offsets)s::int[], %(reaches)s::{clock}[]) o(step, upto)
                 WHERE d.moment <= o.upto) AS step
    FROM standing d
    WHERE d.moment >= %(eldest)s
), ranked AS MATERIALIZED (
    SELECT id, row_number() OVER (ORDER BY level, cardinality(caveats) + cardinality(compartments), id) AS rank
    FROM access_label
), said AS (
    SELECT r.reference, r.label_id, r.due_on, r.due_at, r.step, f.id AS office, false AS escalation
    FROM reached r
    JOIN reminders_ruleaudience a ON a.rule_id = %(rule)s
    JOIN accounts_office f ON CASE WHEN a.is_owner THEN f.id = r.office_id
        ELSE f.role = a.role AND (NOT a.at_mission OR f.mission_id = r.mission_id) END
    WHERE r.step IS NOT NULL AND (r.step > 0 OR r.moment >= %(missed)s)
      AND (r.moment >= %(oldest)s AND (r.step > 0 OR r.moment >= %(fresh)s) OR {known_of_r})
    UNION ALL
    SELECT d.reference, d.label_id, d.due_on, d.due_at, {escalated_step} + e.step, f.id, true
    FROM standing d
    JOIN reminders_ruleescalation e ON e.rule_id = %(rule)s
    JOIN unnest(%(waits)s::int[], %(passed)s::{clock}[]) w(after, upto) ON w.after = e.after AND d.moment <= w.upto
    LEFT JOIN accounts_office own ON own.id = d.office_id
    LEFT JOIN accounts_office above ON above.id = own.superior_id
    JOIN accounts_office f ON CASE e.role WHEN 'superior' THEN f.id = own.superior_id
        WHEN 'superior_2' THEN f.id = above.superior_id
        ELSE f.role = e.role AND (NOT e.at_mission OR f.mission_id = d.mission_id) END
    WHERE d.moment >= %(eldest)s AND (d.moment >= %(oldest)s OR {known_of_d})
), addressed AS MATERIALIZED (
    SELECT s.reference, s.due_on, s.due_at, s.step, s.office, s.escalation, min(l.rank) AS rank, max(l.rank) AS last
    FROM said s JOIN ranked l ON l.id = s.label_id
    GROUP BY s.reference, s.due_on, s.due_at, s.step, s.office, s.escalation
), doubtful AS MATERIALIZED (
    SELECT n.* FROM addressed n WHERE n.rank < n.last
), readable AS MATERIALIZED (
    SELECT DISTINCT a.office_id AS office, label_id
    FROM (SELECT DISTINCT office FROM doubtful) o
    JOIN {holders} ON a.office_id = o.office
    CROSS JOIN LATERAL unnest(subject_labels(a.user_id, a.office_id)) label_id
), told AS (
    SELECT d.reference, d.due_on, d.due_at, d.step, d.office, min(l.rank) AS rank
    FROM doubtful d
    JOIN said s ON s.reference = d.reference AND s.due_on = d.due_on AND s.due_at IS NOT DISTINCT FROM d.due_at
        AND s.step = d.step AND s.office = d.office
    JOIN readable f ON f.office = s.office AND f.label_id = s.label_id
    JOIN ranked l ON l.id = s.label_id
    GROUP BY d.reference, d.due_on, d.due_at, d.step, d.office
)
{to_what}
"""
# What is to be said and stands in no row yet.
NEW = """
FROM addressed n
LEFT JOIN told t ON n.rank < n.last AND t.reference = n.reference AND t.due_on = n.due_on AND t.step = n.step
    AND t.office = n.office AND t.due_at IS NOT DISTINCT FROM n.due_at
JOIN ranked l ON l.rank = coalesce(t.rank, n.rank)
WHERE NOT EXISTS (SELECT 1 FROM reminders_reminder h
                  WHERE h.rule_id = %(rule)s AND h.record = n.reference AND h.due_on = n.due_on
                    AND h."offset" = n.step AND h.office_id = n.office
                    AND h.due_at IS NOT DISTINCT FROM n.due_at AND h.state <> 'superseded')
"""
# A date that went and came back: what lapsed meanwhile, told or not, stays so and is planned anew.
ONCE = """ON CONFLICT (rule_id, record, due_on, "offset", office_id, due_at) WHERE state <> 'superseded' DO NOTHING"""
INSERT = f"""INSERT INTO reminders_reminder
    (rule_id, record, due_on, due_at, "offset", office_id, is_escalation, planned_on, state, label_id)
SELECT %(rule)s, n.reference, n.due_on, n.due_at, n.step, n.office, n.escalation, %(on)s, 'pending', l.id
{NEW}"""  # nosec B608 - our own SQL, values are parameters
# What was told of a deadline that is gone, or has moved, stands in no inbox any more: who saw it stays with the record.
# Rows that an act or a dispatcher holds this moment are asked about by the next plan.
TOLD_GONE = """, told_gone AS (
    UPDATE reminders_reminder SET state = 'superseded'
    WHERE id IN (
        SELECT r.id FROM reminders_reminder r
        WHERE r.rule_id = %(rule)s AND r.state = 'sent'
          AND NOT EXISTS (SELECT 1 FROM standing d WHERE d.reference = r.record AND d.due_on = r.due_on
                            AND d.due_at IS NOT DISTINCT FROM r.due_at)
        FOR UPDATE OF r SKIP LOCKED)
    RETURNING id
)"""
# How many are planned, and how many told of lapse: the deadlines are worked out once for both.
PLAN_SQL = TO_SAY_SQL.replace("{narrowed}", "").replace(
    "{to_what}",
    f"""{TOLD_GONE}, put AS (
    {INSERT}
    {ONCE}
    RETURNING id
)
SELECT (SELECT count(*) FROM put), (SELECT count(*) FROM told_gone)""",  # nosec B608 - our own SQL
)
# Beside it, however long ago its day was: what lapsed a moment before because of its marking is said anew.
ANEW_SQL = TO_SAY_SQL.replace(
    "{narrowed}",
    """
    WHERE d.reference IN (SELECT record FROM reminders_reminder WHERE id = ANY (%(lapsed)s))""",
).replace(
    "{to_what}",
    f"""{INSERT}
  AND EXISTS (SELECT 1 FROM reminders_reminder b
              WHERE b.id = ANY (%(lapsed)s) AND b.record = n.reference AND b.due_on = n.due_on
                AND b."offset" = n.step AND b.office_id = n.office AND b.due_at IS NOT DISTINCT FROM n.due_at)
{ONCE}""",  # nosec B608 - our own SQL, values are parameters
)
COUNT_SQL = TO_SAY_SQL.replace("{narrowed}", "").replace("{to_what}", f"SELECT count(*) {NEW}")
# Before it: what nobody of an office may read gives way to a fact of the same day that somebody may.
READABLE_SQL = TO_SAY_SQL.replace(
    "{narrowed}",
    """
    WHERE d.reference IN (SELECT record FROM reminders_reminder WHERE rule_id = %(rule)s AND state = 'vacant')""",
).replace(
    "{to_what}",
    """UPDATE reminders_reminder r SET state = 'superseded'
FROM told t
WHERE r.rule_id = %(rule)s AND r.state = 'vacant' AND r.record = t.reference AND r.due_on = t.due_on
  AND r."offset" = t.step AND r.office_id = t.office AND r.due_at IS NOT DISTINCT FROM t.due_at
RETURNING r.id""",
)
# Before planning, so that a fact whose marking was changed is planned under the marking it has now.
GONE_SQL = """
UPDATE reminders_reminder r SET state = 'superseded'
WHERE r.rule_id = %(rule)s AND r.state IN ('pending', 'vacant', 'raised')
  AND (r.state = 'raised'
       OR NOT EXISTS (SELECT 1 FROM ({deadlines}) d WHERE d.reference = r.record AND d.due_on::date = r.due_on
                        AND d.label_id = r.label_id AND d.due_at IS NOT DISTINCT FROM r.due_at))
RETURNING r.id
"""
# After it: of what waits, only the latest offset is said.
OVERTAKEN_SQL = """
UPDATE reminders_reminder r SET state = 'superseded'
WHERE r.rule_id = %(rule)s AND r.state IN ('pending', 'vacant') AND NOT r.is_escalation
  AND EXISTS (SELECT 1 FROM reminders_reminder later
              WHERE later.rule_id = r.rule_id AND later.record = r.record AND later.due_on = r.due_on
                AND later.office_id = r.office_id AND later."offset" > r."offset" AND NOT later.is_escalation
                AND later.state <> 'superseded')
"""
