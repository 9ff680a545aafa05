"""Running servers shared between commands: whoever needs them first has them started, after the last they end.

Three files in PARLEY_HOME say it all. `servers.lock` is held by the keeper; `servers.json`, with the addresses, by a
keeper whose servers are ready; `users.lock` is held shared by all who use them, exclusively by a keeper winding up.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from embedded import broker, cluster, postgres, processes
from embedded.locks import Lock, Notice
from embedded.places import PROJECT, Places, Refused, places
from embedded.program import Program
from embedded.supervisor import Supervisor

START_PATIENCE = 120.0
_held: list[Lock] = []


def environment(home: str | os.PathLike[str] | None = None, *, durable: bool = True) -> None:
    """Have the servers of `home` until this process ends, and their addresses in `os.environ`.

    Addresses that are already there are kept, and the server they name is not started. `durable=False` is for tests.
    An embedded database is one for demonstration unless PARLEY_DEMO says otherwise.
    """
    here = places(home)
    os.environ["PARLEY_HOME"] = str(here.home)
    if wanted():
        lock, urls = use(here, durable=durable)
        _held.append(lock)
        os.environ.update(urls)
        if "DATABASE_URL" in urls:
            os.environ.setdefault("PARLEY_DEMO", "1")
        os.environ.update(signature(here))


@contextmanager
def servers(home: str | os.PathLike[str] | None = None, *, durable: bool = True) -> Iterator[dict[str, str]]:
    """The addresses of the servers of `home`, for the length of a block."""
    lock, urls = use(places(home), durable=durable)
    try:
        yield urls
    finally:
        lock.release()


def given(name: str) -> bool:
    """Whether the surroundings name this server, plainly or in a file."""
    return bool(os.environ.get(name) or os.environ.get(f"{name}_FILE"))


def signature(here: Places) -> dict[str, str]:
    """The variable that leads to the key that signs sessions, unless the surroundings name one."""
    return {} if given("PARLEY_SECRET_KEY") else {"PARLEY_SECRET_KEY_FILE": str(here.secret_key)}


def wanted() -> list[str]:
    """The servers nobody named another one for."""
    return [name for name in ("DATABASE_URL", "REDIS_URL") if not given(name)]


def urls_of(here: Places, names: list[str]) -> dict[str, str]:
    """The variables that lead to the embedded servers called `names`."""
    urls = {"PARLEY_HOME": str(here.home)}
    if "DATABASE_URL" in names:
        urls["DATABASE_URL"] = postgres.url(here, cluster.APPLICATION)
        urls["DATABASE_OWNER_URL"] = postgres.url(here, cluster.OWNER)
    if "REDIS_URL" in names:
        urls["REDIS_URL"] = broker.url(here)
    return urls


def servers_lock(here: Places) -> Lock:
    return Lock(here.home / "servers.lock")


def notice(here: Places) -> Notice:
    return Notice(here.home / "servers.json")


def users_lock(here: Places) -> Lock:
    return Lock(here.home / "users.lock")


def rows(here: Places, *, durable: bool) -> list[Program]:
    """The servers as the holder of their lock starts them; once they are up, others find them by the notice."""
    names = wanted()
    table = processes.servers(here, durable=durable)
    programs = [table[name] for name in names]
    note = {"pid": os.getpid(), "urls": urls_of(here, names)}
    return [*programs[:-1], *(replace(last, then=lambda: notice(here).post(note)) for last in programs[-1:])]


def keep(here: Places, *, durable: bool, until_unused: bool) -> None:
    """Be the keeper: run the servers until told to stop or, when so asked, until nobody uses them."""
    here.make()
    users = users_lock(here)
    if not servers_lock(here).take(patience=1):
        raise Refused(f"The servers of {here.home} are running already.")
    Supervisor(
        rows(here, durable=durable),
        say=lambda line: print(line, flush=True),
        finished=lambda: until_unused and users.take(),
        tick=0.2 if until_unused else 5.0,
    ).run()


def use(here: Places, *, durable: bool) -> tuple[Lock, dict[str, str]]:
    """Hold a share of the servers, having them started if nobody did."""
    here.make()
    share = users_lock(here)
    if not share.take(shared=True, patience=60):
        raise Refused(f"The servers of {here.home} do not finish ending; see {here.logs}.")
    urls = (running(here) or start(here, durable=durable, until_unused=True))["urls"]
    missing = [name for name in wanted() if name not in urls]
    if missing:
        raise Refused(
            f"The servers running in {here.home} were started without {missing[0]}; stop them first."
        )
    return share, {name: urls[name] for name in urls_of(here, wanted())}


def running(here: Places) -> dict[str, Any] | None:
    """The notice of the keeper, waiting for one whose servers are coming up; None when nobody keeps them."""
    deadline = time.monotonic() + START_PATIENCE
    while time.monotonic() < deadline:
        note = notice(here).read()
        if note is not None or not servers_lock(here).is_held:
            return note
        time.sleep(0.05)
    raise Refused(f"The servers of {here.home} do not come up; see {here.logs}.")


def start(here: Places, *, durable: bool, until_unused: bool) -> dict[str, Any]:
    """Start a keeper in the background and wait until the servers are ready, be it by another that was quicker."""
    here.make()
    argv = [sys.executable, "-m", "embedded", "keep"]
    argv += ["--until-unused"] * until_unused + ["--not-durable"] * (not durable)
    with here.log("keeper").open("wb") as log:
        child = subprocess.Popen(
            argv,
            cwd=PROJECT,
            env=os.environ | {"PARLEY_HOME": str(here.home)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    while (note := notice(here).read()) is None:
        if child.poll() is not None and not servers_lock(here).is_held:
            raise Refused(f"The embedded servers did not start:\n{here.log('keeper').read_text()}")
        time.sleep(0.05)
    return note
