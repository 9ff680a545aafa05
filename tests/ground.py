"""The test database: built once as owner, kept as a template, cloned again after a test that really committed."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql

_name = "parley_test"


def _dsn(alias: str, database: str) -> dict:
    found = settings.DATABASES[alias]
    keys = {"USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    return {"dbname": database, **{keys[k]: v for k, v in found.items() if k in keys and v}}


@contextmanager
def owner(database: str | None = None) -> Iterator[psycopg.Connection]:
    """A connection of the owner, for what the application role must not be able to do."""
    with psycopg.connect(**_dsn("owner", database or _name), autocommit=True) as connection:
        yield connection


def end_connections_to(name: str) -> None:
    """Threads of a live server may still hold theirs; only the role that opened them may end them."""
    with psycopg.connect(
        **_dsn("default", str(settings.DATABASES["owner"]["SERVED"])), autocommit=True
    ) as app:
        app.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = current_user",
            [name],
        )


def _drop(connection: psycopg.Connection, name: str) -> None:
    """By force only where the owner himself still holds it: to force out an autovacuum worker he has no right."""
    end_connections_to(name)
    statement = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name))
    try:
        connection.execute(statement)
    except psycopg.errors.ObjectInUse:
        end_connections_to(name)
        connection.execute(statement + sql.SQL(" WITH (FORCE)"))


def _recreate(name: str, template: str) -> None:
    with owner(str(settings.DATABASES["owner"]["SERVED"])) as connection:
        _drop(connection, name)
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )


def _point_connections_at(name: str) -> None:
    for alias in ("default", "owner"):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


def build(suffix: str = "") -> None:
    """Make template and working copy for this worker."""
    global _name
    _name = "_".join(filter(None, ("parley_test", os.environ.get("PARLEY_TEST_NAME"), suffix)))
    settings.DATABASES["owner"].setdefault("SERVED", connections["owner"].settings_dict["NAME"])
    _recreate(f"{_name}_template", "template0")
    _point_connections_at(f"{_name}_template")
    call_command("migrate", database="owner", verbosity=0)
    call_command("load_reference", verbosity=0)
    from tests.cast import load_cast

    load_cast()
    reset()


def reset() -> None:
    """Back to the template."""
    _point_connections_at(_name)
    _recreate(_name, f"{_name}_template")
    _point_connections_at(_name)


@contextmanager
def aside(suffix: str, fill: Callable[[], None]) -> Iterator[Callable[[], AbstractContextManager[None]]]:
    """A further database made from the template, filled once; gives the switch that points the tests at it."""
    name = f"{_name}_{suffix}"
    _recreate(name, f"{_name}_template")

    @contextmanager
    def used() -> Iterator[None]:
        _point_connections_at(name)
        try:
            yield
        finally:
            _point_connections_at(_name)

    with used():
        fill()
    yield used
    with owner(str(settings.DATABASES["owner"]["SERVED"])) as connection:
        _drop(connection, name)


def tear_down() -> None:
    """Nothing stays on the server."""
    _point_connections_at(str(settings.DATABASES["owner"]["SERVED"]))
    with owner(str(settings.DATABASES["owner"]["SERVED"])) as connection:
        for name in (_name, f"{_name}_template"):
            _drop(connection, name)
