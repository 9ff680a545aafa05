"""The floor's tables: the same rows without labels, policies, triggers or indexes made for one question."""

from __future__ import annotations

import psycopg

COLUMNS = (
    "id, version, created_at, reference, title, kind_id, country_id, agreement_id, ad_hoc_reason, level, direction, "
    "aspect, place, starts_on, ends_on, planned_cost, currency, person_days, state, state_on"
)
REMINDER = 'rule_id, record, due_on, due_at, "offset", office_id, is_escalation, planned_on, state, label_id'
BUILD = (
    "CREATE SCHEMA floor",
    f"CREATE TABLE floor.activity AS SELECT {COLUMNS} FROM activities_activity ORDER BY id",  # nosec B608 - our own words
    "ALTER TABLE floor.activity ADD PRIMARY KEY (id)",
    "CREATE SEQUENCE floor.activity_id OWNED BY floor.activity.id",
    "SELECT setval('floor.activity_id', (SELECT max(id) FROM floor.activity))",
    "ALTER TABLE floor.activity ALTER id SET DEFAULT nextval('floor.activity_id'), "
    "ALTER version SET DEFAULT 1, ALTER created_at SET DEFAULT now(), ALTER state SET DEFAULT 'planned', "
    "ALTER state_on SET DEFAULT current_date",
    "CREATE UNIQUE INDEX ON floor.activity (reference)",
    "CREATE INDEX ON floor.activity (country_id, state, id DESC)",
    "CREATE INDEX ON floor.activity (starts_on)",
    "CREATE INDEX ON floor.activity (kind_id)",
    f"CREATE TABLE floor.reminder AS SELECT {REMINDER} FROM reminders_reminder",  # nosec B608 - our own words
    "ALTER TABLE floor.reminder ADD id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
    'CREATE UNIQUE INDEX ON floor.reminder (rule_id, record, due_on, "offset", office_id, due_at) NULLS NOT DISTINCT '
    "WHERE state <> 'superseded'",
)


def build_floor(owner: psycopg.Connection) -> None:
    """Once per home, after the volume set."""
    if owner.execute("SELECT to_regclass('floor.reminder')").fetchone()[0] is None:
        with owner.transaction():
            for statement in BUILD:
                owner.execute(statement)
