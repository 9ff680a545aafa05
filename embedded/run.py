"""`make run`: all of Parley on this machine until Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess

from embedded import keeper, processes
from embedded.leash import die_with_parent
from embedded.listening import Address
from embedded.locks import Lock, Notice
from embedded.places import PROJECT, Places, Refused
from embedded.program import Program
from embedded.supervisor import Supervisor


def run(here: Places, *, with_parent: bool) -> None:
    """Run until told to stop. `with_parent` ends with the caller as well: with `make`, however that ends."""
    if with_parent:
        die_with_parent(os.getppid(), signal.SIGTERM)
    here.make()
    notice = _be_the_only_one(here)
    address, demo = _settle()
    _say(f"Parley in {here.home}, its logs in {here.logs}")
    rows, variables, share = _servers(here)
    loads_demo = demo and not keeper.given("DATABASE_URL")
    variables |= keeper.signature(here) | {"PORT": str(address.port)}
    it = processes.Installation(here, variables, address, loads_demo)

    def announce() -> None:
        notice.post({"pid": os.getpid(), "url": address.url})
        sign_ins = _sign_ins(it) if demo else ""
        _say(f"\n{sign_ins}Parley runs at {address.url} - Ctrl-C stops it.")

    try:
        Supervisor([*rows, *processes.parley(it)], say=_say, started=announce).run()
    finally:
        share.release()
    _say("Stopped.")


def _be_the_only_one(here: Places) -> Notice:
    notice = Notice(here.home / "run.json")
    if not Lock(here.home / "run.lock").take(patience=5):  # one that was told to stop is given time to
        note = notice.read()
        raise Refused(f"Parley in {here.home} is running already" + (f", at {note['url']}." if note else "."))
    return notice


def _settle() -> tuple[Address, bool]:
    """The address and whether this is a demo, which is what an embedded database is for unless told otherwise."""
    if not keeper.given("DATABASE_URL"):
        os.environ.setdefault("PARLEY_DEMO", "1")
    elif not keeper.given("DATABASE_OWNER_URL"):
        raise Refused(
            "DATABASE_URL is set: set DATABASE_OWNER_URL too, the owner's address, to migrate with."
        )
    demo = os.environ.get("PARLEY_DEMO", "").lower() in {"1", "true", "yes", "on"}
    address = Address.chosen()
    address.check(demo=demo)
    return address, demo


def _servers(here: Places) -> tuple[list[Program], dict[str, str], Lock]:
    """Our own servers; or those a command has running for itself, which then stay as long as we do."""
    lock = keeper.servers_lock(here)
    if keeper.wanted() and not lock.take():
        share, urls = keeper.use(here, durable=True)
        return [], urls, share
    return keeper.rows(here, durable=True), keeper.urls_of(here, keeper.wanted()), lock


def _sign_ins(it: processes.Installation) -> str:
    """What `manage.py demo_sign_ins` has to say."""
    (asked,) = it.step("sign-ins", "manage.py demo_sign_ins")
    answer = subprocess.run(
        asked.argv, env=dict(asked.environment), cwd=PROJECT, capture_output=True, text=True, check=False
    )
    return f"{answer.stdout}\n" if answer.returncode == 0 else ""


def _say(line: str) -> None:
    print(line, flush=True)
