"""Looking at processes from outside: who is alive, who descends from whom, waiting until something holds."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from embedded import keeper
from embedded.places import Places

PROJECT = Path(__file__).resolve().parent.parent.parent
NAMED_SERVERS = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")


def eventually(holds: Callable[[], object], *, within: float = 30.0) -> None:
    """Wait until it holds, and fail when it never does."""
    deadline = time.monotonic() + within
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


def is_alive(pid: int) -> bool:
    """A process that is over but not yet waited for is not alive."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def descendants(pid: int) -> set[int]:
    """All processes below this one, as far down as they go."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found: set[int] = set()
    waiting = [pid]
    while waiting:
        below = children.get(waiting.pop(), [])
        found.update(below)
        waiting.extend(below)
    return found


def surroundings(home: Path, **more: str) -> dict[str, str]:
    """An environment in which nobody named a server, for an installation at `home`."""
    kept = {name: value for name, value in os.environ.items() if name not in NAMED_SERVERS}
    return kept | {"PARLEY_HOME": str(home)} | more


@contextmanager
def started(*argv: str, home: Path, **more: str) -> Iterator[subprocess.Popen[str]]:
    """A Python program of the project in the background; killed at the end should it still be there."""
    process = subprocess.Popen(
        [sys.executable, *argv],
        cwd=PROJECT,
        env=surroundings(home, **more),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@contextmanager
def kept(here: Places) -> Iterator[int]:
    """A keeper of its own process, killed at the end."""
    with started("-m", "embedded", "keep", home=here.home) as process:
        eventually(lambda: process.poll() is not None or keeper.notice(here).read())
        yield process.pid


def finished(*argv: str, home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """A Python program of the project, run to its end."""
    return subprocess.run(
        [sys.executable, *argv],
        cwd=PROJECT,
        env=surroundings(home, **more),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
