"""What somebody may try with a shell as the application role; nothing of it may touch what was agreed to."""

RAW = (
    "UPDATE missions_paperversion SET risks = 'none at all' WHERE frozen_at IS NOT NULL",
    "UPDATE missions_paperversion SET content = 'x', content_hash = encode(sha256('x'), 'hex') WHERE state <> 'draft'",
    "UPDATE missions_paperversion SET state = 'approved' WHERE frozen_at IS NOT NULL",
    "UPDATE missions_missionpaper SET state = 'approved' WHERE state <> 'draft'",
    "UPDATE missions_objective SET target = '9' WHERE version_id IN"
    " (SELECT id FROM missions_paperversion WHERE frozen_at IS NOT NULL)",
    "DELETE FROM missions_resourceline WHERE version_id IN"
    " (SELECT id FROM missions_paperversion WHERE frozen_at IS NOT NULL)",
    "UPDATE documents_storedfile SET sha256 = repeat('0', 64)",
    "UPDATE missions_paperattachment SET file_id = (SELECT max(id) FROM documents_storedfile) WHERE version_id IN"
    " (SELECT id FROM missions_paperversion WHERE frozen_at IS NOT NULL)",
    "UPDATE approvals_case SET state = 'approved', closed_on = home_today() WHERE state = 'open'",
    "UPDATE approvals_case SET content_hash = repeat('0', 64)",
    "UPDATE approvals_casestep SET state = 'done', closed_on = home_today() WHERE state = 'open'",
    "UPDATE approvals_decision SET content_hash = repeat('0', 64)",
    "DELETE FROM approvals_caseeditor",
    "DELETE FROM approvals_decision",
)
RAW_DECISION = """
INSERT INTO approvals_decision (case_id, step_id, seat_id, office_id, user_id, is_acting, verdict, reason_code, comment,
                                content_hash, at, "on", label_id)
SELECT s.case_id, s.id, seat.id, seat.office_id, %s, false, s.verdict, '', '', %s, now(), home_today(), s.label_id
FROM approvals_casestep s JOIN approvals_caseseat seat ON seat.step_id = s.id JOIN approvals_case c ON c.id = s.case_id
WHERE c.state = 'open' AND s.state = 'open' AND seat.office_id = %s RETURNING id
"""
