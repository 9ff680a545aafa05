"""Real gunicorn for both sides, with the same workers and threads, spoken to over one kept connection each."""

from __future__ import annotations

import http.client
import socket
import subprocess  # nosec B404 - our own commands
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bench.home import PROJECT, Installation

GUNICORN = ("--worker-class", "gthread", "--workers", "1", "--threads", "1", "--no-control-socket")
GUNICORN_KEEPS = ("--keep-alive", "75", "--log-level", "warning", "--graceful-timeout", "2")
PATIENCE = 60.0


@dataclass
class Server:
    """One kept connection and the headers of every request."""

    connection: http.client.HTTPConnection
    headers: dict[str, str]

    def send(self, method: str, path: str, body: bytes | None = None) -> tuple[int, bytes]:
        """One request; the answer is read whole."""
        self.connection.request(method, path, body, self.headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read()


@contextmanager
def product_server(installation: Installation) -> Iterator[Server]:
    """Parley as it serves: the application role, no credentials of the owner."""
    environment = {k: v for k, v in installation.environment.items() if not k.startswith("DATABASE_OWNER")}
    with _gunicorn("config.wsgi", environment) as connection:
        headers = {"Authorization": f"Token {installation.token}", "Content-Type": "application/json"}
        yield Server(connection, headers)


@contextmanager
def floor_server(installation: Installation) -> Iterator[Server]:
    """The floor, as owner, so that no policy applies."""
    environment = {**installation.environment, "PARLEY_FLOOR_DATABASE": installation.owner}
    with _gunicorn("bench.floor", environment) as connection:
        yield Server(connection, {"Content-Type": "application/json"})


@contextmanager
def _gunicorn(application: str, environment: dict[str, str]) -> Iterator[http.client.HTTPConnection]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        *GUNICORN,
        *GUNICORN_KEEPS,
        "--bind",
        f"127.0.0.1:{port}",
        application,
    ]
    process = subprocess.Popen(command, cwd=PROJECT, env=environment)  # nosec B603 - our own command
    try:
        yield _connected(process, port)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _connected(process: subprocess.Popen[bytes], port: int) -> http.client.HTTPConnection:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        try:
            connection.connect()
        except OSError:
            time.sleep(0.1)
        else:
            return connection
    raise SystemExit("gunicorn did not come up; its words stand above.")
