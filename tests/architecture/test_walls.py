"""walls.md 1 and 3 in the database as it stands: no protected table without its policy and triggers."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from access.models import Classified

pytestmark = pytest.mark.django_db

PROTECTED = [model for model in apps.get_models(include_auto_created=True) if issubclass(model, Classified)]
TRIGGERS = {"check_dominance": 2, "check_relabelling": 1, "audit_write": 3}
TRAIL = ["audit_event", "audit_change"]
HOUSE = {config.name for config in apps.get_app_configs() if Path(config.path).parent == settings.BASE_DIR}
# The trail itself; tokens and forms sent are little but a digest: what was done with them is said elsewhere in it.
UNWATCHED = {*TRAIL, "accounts_apitoken", "accounts_sentform", "reminders_heartbeat"}


def rows(question: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchall()


def test_the_suite_runs_as_a_role_that_owns_nothing_and_bypasses_nothing():
    (role,) = rows("SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user")
    assert role == (False, False, False)
    owned = rows(
        "SELECT relname FROM pg_class WHERE relowner = current_user::regrole AND relkind IN ('r', 'v', 'm')"
    )
    assert owned == []


@pytest.mark.parametrize("table", [model._meta.db_table for model in PROTECTED])
def test_a_protected_table_has_row_security_and_policies(table: str):
    assert rows("SELECT relrowsecurity FROM pg_class WHERE oid = %s::regclass", table) == [(True,)]
    policies = rows("SELECT cmd, qual, with_check FROM pg_policies WHERE tablename = %s", table)
    assert any("allowed_labels()" in (policy[1] or policy[2] or "") for policy in policies)
    assert all("allowed_labels()" in (policy[1] or policy[2] or "") for policy in policies)


@pytest.mark.parametrize("table", [model._meta.db_table for model in PROTECTED])
def test_a_protected_table_has_its_dominance_and_audit_triggers(table: str):
    found = rows(
        "SELECT p.proname, count(*) FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
        "WHERE t.tgrelid = %s::regclass AND NOT t.tgisinternal AND t.tgenabled <> 'D' GROUP BY p.proname",
        table,
    )
    counted = dict(found)
    assert {name: counted.get(name) for name in TRIGGERS} == TRIGGERS


def test_every_table_of_the_house_leaves_a_trail():
    ours = {m for m in apps.get_models(include_auto_created=True) if m.__module__.split(".")[0] in HOUSE}
    tables = {m._meta.db_table for m in ours} | {"mfa_authenticator"}
    watched = rows(
        "SELECT t.tgrelid::regclass::text FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
        "WHERE p.proname = 'audit_write' AND t.tgenabled <> 'D' GROUP BY 1 HAVING count(*) = 3"
    )
    assert tables - {name for (name,) in watched} == UNWATCHED


@pytest.mark.parametrize("table", TRAIL)
def test_the_trail_is_append_only_by_grant_and_by_trigger(table: str):
    (rights,) = rows(
        "SELECT has_table_privilege(%s, 'UPDATE'), has_table_privilege(%s, 'DELETE'), "
        "has_table_privilege(%s, 'TRUNCATE')",
        *[table] * 3,
    )
    assert rights == (False, False, False)
    refusing = rows(
        "SELECT t.tgname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
        "WHERE t.tgrelid = %s::regclass AND p.proname = 'refuse_change' AND t.tgenabled <> 'D'",
        table,
    )
    assert len(refusing) == 2


@pytest.mark.parametrize("table", [model._meta.db_table for model in PROTECTED])
def test_a_protected_table_has_no_plain_index_on_its_label(table: str):
    found = rows("SELECT indexdef FROM pg_indexes WHERE tablename = %s", table)
    assert [
        definition for (definition,) in found if "(label_id)" in definition or "(label_id, id)" in definition
    ] == []


def test_the_definer_functions_pin_their_search_path():
    loose = rows(
        "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace "
        "AND NOT coalesce(array_to_string(proconfig, ',') LIKE '%%search_path=%%', false)"
    )
    assert loose == []


def test_nothing_protected_is_copied_into_a_view():
    views = rows(
        "SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace"
    )
    assert views == []
