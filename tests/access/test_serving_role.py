"""Who serves: a role that owns nothing, is no superuser and cannot bypass row security (decisions.md 5)."""

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from access.checks import serving_role_problems
from tests import ground


def test_the_suite_runs_as_the_application_role(db, settings):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone()[0] == settings.APP_ROLE
    assert serving_role_problems() == []


def test_the_owner_would_be_refused(db):
    with ground.owner() as owner:
        (count,) = owner.execute(
            "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
            "AND relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)"
        ).fetchone()
    assert count > 0


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE access_loweringproposal DISABLE ROW LEVEL SECURITY",
        "DROP POLICY need_to_know ON access_loweringproposal",
        "ALTER TABLE access_loweringproposal DISABLE TRIGGER ALL",
        "SET row_security = off; SELECT count(*) FROM access_loweringproposal",
        "SET session_replication_role = replica",
        "UPDATE audit_event SET verb = 'x'",
        "DELETE FROM audit_change",
        "TRUNCATE audit_event CASCADE",
        "CREATE OR REPLACE FUNCTION allowed_labels() RETURNS int[] LANGUAGE sql "
        "AS $$ SELECT array_agg(id) FROM access_label $$",
    ],
)
def test_the_application_role_cannot_switch_a_wall_off(db, statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_not_even_the_owner_changes_the_trail(db):
    with ground.owner() as owner, pytest.raises(psycopg.errors.RestrictViolation):
        owner.execute("UPDATE audit_event SET verb = 'x'")
