"""The relation with one State in plain SQL: what country-360 asks, on the present state of the tables alone."""

from __future__ import annotations

from typing import Any

import psycopg

COUNTRY = "(SELECT id FROM directory_country WHERE iso2 = %(country)s)"
WITH_IT = f"(SELECT agreement_id FROM agreements_party WHERE country_id = {COUNTRY} AND NOT is_home)"  # nosec B608
POST = f"""attaches_post p JOIN directory_diplomaticmission m ON m.id = p.mission_id AND m.country_id = {COUNTRY}"""  # nosec B608
# The parts of the report, each as one statement: our own words, what is asked is a parameter.
PARTS = {
    "activities": f"""SELECT k.code AS kind, a.aspect, count(*) AS number,
        count(*) FILTER (WHERE a.state IN ('completed', 'aar_submitted', 'closed')) AS held,
        sum(a.person_days) AS person_days, array_agg(a.reference ORDER BY a.reference) AS refs
        FROM floor.activity a JOIN directory_activitykind k ON k.id = a.kind_id
        WHERE a.country_id = {COUNTRY} AND a.starts_on >= date_trunc('year', current_date)::date
            AND a.starts_on < (date_trunc('year', current_date) + interval '1 year')::date AND a.state <> 'cancelled'
        GROUP BY 1, 2""",  # nosec B608
    "derived": f"""SELECT 'signing' AS kind, a.reference FROM agreements_party p
        JOIN agreements_agreement a ON a.id = p.agreement_id
            AND a.signed_on BETWEEN date_trunc('year', current_date)::date AND current_date
        WHERE p.country_id = {COUNTRY} AND NOT p.is_home
        UNION ALL SELECT 'signing', reference FROM agreements_bilateralplan
        WHERE country_id = {COUNTRY} AND signed_on BETWEEN date_trunc('year', current_date)::date AND current_date
        UNION ALL SELECT 'appointment', g.reference FROM attaches_accreditation c
        JOIN attaches_posting g ON g.id = c.posting_id
            AND lower(g.incumbency) BETWEEN date_trunc('year', current_date)::date AND current_date
        WHERE c.country_id = {COUNTRY}""",  # nosec B608
    "tier": f"""SELECT p.political, p.geographic, v.title, d.reference FROM missions_guidancepriority p
        JOIN missions_documentversion v ON v.id = p.version_id AND v.effective @> current_date
        JOIN missions_strategicdocument d ON d.id = v.document_id
        WHERE p.country_id = {COUNTRY} OR p.region = (SELECT region FROM directory_country WHERE iso2 = %(country)s)""",  # nosec B608
    "missions": f"""SELECT m.code, m.name_en, t.public_name FROM directory_diplomaticmission m
        LEFT JOIN directory_headofmissiontenure t ON t.mission_id = m.id AND t.period @> current_date
        WHERE m.country_id = {COUNTRY} OR m.id IN (
            SELECT s.diplomaticmission_id FROM directory_diplomaticmission_side_accredited s
            WHERE s.country_id = {COUNTRY})""",  # nosec B608
    "posts": f"""SELECT p.reference, p.code, p.title, p.state, g.reference AS posting, g.state AS stands,
        o.full_name, upper(g.planned) AS until
        FROM {POST} LEFT JOIN attaches_posting g ON g.post_id = p.id AND (g.incumbency @> current_date
            OR g.state NOT IN ('in_post', 'handover', 'ended', 'debriefed', 'withdrawn', 'recalled'))
        LEFT JOIN attaches_officer o ON o.id = g.officer_id ORDER BY p.code""",  # nosec B608
    "served": f"""SELECT p.id, count(*) AS served FROM {POST} JOIN attaches_posting g ON g.post_id = p.id
        AND lower(g.incumbency) <= current_date GROUP BY 1""",  # nosec B608
    "foreign": f"""SELECT reference, full_name, rank, title, state FROM attaches_foreignattache
        WHERE country_id = {COUNTRY} AND function @> current_date""",  # nosec B608
    "papers": f"""SELECT reference, title, upper(period) AS until FROM missions_missionpaper
        WHERE country_id = {COUNTRY} AND period @> current_date AND state IN ('effective', 'under_review')""",  # nosec B608
    "agreements": f"""SELECT a.reference, a.title_en, a.kind, a.state, a.eif_on, c.renewal_mode,
        (SELECT array_agg(x.iso2) FROM agreements_party q JOIN directory_country x ON x.id = q.country_id
            WHERE q.agreement_id = a.id AND NOT q.is_home) AS others,
        (SELECT json_object_agg(d.kind, d.due_on) FROM agreements_agreementdeadline d
            WHERE d.agreement_id = a.id) AS days
        FROM agreements_agreement a LEFT JOIN agreements_clause c ON c.agreement_id = a.id
        WHERE a.id IN {WITH_IT} AND a.state NOT IN ('terminated', 'expired', 'superseded', 'abandoned')""",  # nosec B608
    "plans": f"""SELECT p.reference, p.state, i.no, i.title_en, array_agg(a.state) AS states
        FROM agreements_bilateralplan p LEFT JOIN agreements_planitem i ON i.plan_id = p.id
        LEFT JOIN activities_activity a ON a.plan_item_id = i.id
        WHERE p.country_id = {COUNTRY} AND p.year = extract(year FROM current_date) GROUP BY 1, 2, 3, 4""",  # nosec B608
    "factors": f"""SELECT DISTINCT ON (d.sort, v.definition_id, v.source) d.code, d.name_en, v.year, v.value, v.unit,
        v.text_en, v.source, v.as_of FROM directory_factorvalue v
        JOIN directory_factordefinition d ON d.id = v.definition_id
        WHERE v.country_id = {COUNTRY} AND v.as_of <= current_date
        ORDER BY d.sort, v.definition_id, v.source, v.year DESC""",  # nosec B608
    "obligations": f"""SELECT reference, article, title, due_on, state FROM agreements_provision
        WHERE is_obligation AND state NOT IN ('fulfilled', 'breached', 'overtaken') AND agreement_id IN {WITH_IT}""",  # nosec B608
    "correspondence": f"""SELECT reference, subject, direction, reply_due_on FROM correspondence_correspondence
        WHERE reply_expected AND state IN ('dispatched', 'received')
            AND (sender_country_id = {COUNTRY} OR addressee_country_id = {COUNTRY})""",  # nosec B608
    "lessons": f"""SELECT l.reference, l.observation, l.due_on FROM activities_lesson l
        JOIN activities_activity a ON a.id = l.activity_id AND a.country_id = {COUNTRY} WHERE l.done_on IS NULL""",  # nosec B608
    "conflicts": f"""SELECT c.task, c.objective, p.reference FROM missions_paperconflict c
        JOIN missions_missionpaper p ON p.id = c.paper_id AND p.country_id = {COUNTRY} WHERE c.state = 'open'""",  # nosec B608
}


def relation(connection: psycopg.Connection, country: str) -> dict[str, Any]:
    """Every part with its rows."""
    asked = {"country": country}
    return {part: connection.execute(statement, asked).fetchall() for part, statement in PARTS.items()}
