"""All of `make run`, once through: up, killed, up again with everything still there, stopped."""

import http.client
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from embedded.keeper import notice
from embedded.places import Places
from tests.embedded.watching import descendants, eventually, finished, is_alive, started


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@contextmanager
def running(home: Path, port: int) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Parley, when it has said where it runs; with all it said until then."""
    with started("-m", "embedded", "run", home=home, PORT=str(port)) as parley:
        said = ""
        assert parley.stdout is not None
        while "Parley runs at" not in said:
            line = parley.stdout.readline()
            assert line, said
            said += line
        yield parley, said


def answer(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    return connection.getresponse().status


def tables(home: Path) -> int:
    note = notice(Places(home)).read()
    assert note is not None
    with psycopg.connect(note["urls"]["DATABASE_OWNER_URL"]) as owner:
        (count,) = owner.execute("SELECT count(*) FROM django_migrations").fetchone() or (0,)
    return int(count)


def test_up_killed_and_up_again(tmp_path: Path) -> None:
    port = free_port()
    with running(tmp_path, port) as (parley, said):
        assert all(f"  {step} " in said for step in ("migrate", "reference", "demo-data", "static")), said
        assert "cmd_desk" in said
        assert answer(port, "/health/ready") == 200
        assert finished("manage.py", "check", home=tmp_path).returncode == 0  # finds the running servers
        migrations = tables(tmp_path)
        below = descendants(parley.pid)
        assert len(below) > 8
        parley.kill()
        eventually(lambda: not [pid for pid in below if is_alive(pid)], within=60)
    with running(tmp_path, port) as (parley, said):
        assert "demo-data" not in said
        assert "static" not in said
        assert answer(port, "/health/ready") == 200
        assert tables(tmp_path) == migrations
        below = descendants(parley.pid)
        parley.send_signal(signal.SIGINT)
        rest, _ = parley.communicate(timeout=60)
        assert (parley.returncode, rest.splitlines()[-1]) == (0, "Stopped.")
        assert not [pid for pid in below if is_alive(pid)]
