"""python -m embedded start|stop|status|env|run: the servers of PARLEY_HOME, and `make run`, by hand."""

from __future__ import annotations

import argparse
import os
import shlex
import signal
import sys

from embedded import keeper
from embedded.places import Refused, places
from embedded.run import run


def start() -> None:
    """Start the servers of PARLEY_HOME in the background, until `stop`."""
    here = places()
    if keeper.running(here) is None:
        keeper.start(here, durable=True, until_unused=False)
    status()


def stop() -> None:
    """End them, and wait until they ended."""
    here = places()
    note = keeper.running(here)
    if note is not None:
        os.kill(note["pid"], signal.SIGTERM)
        lock = keeper.servers_lock(here)
        if not lock.take(patience=60):
            raise Refused(f"The servers of {here.home} (process {note['pid']}) do not end; see {here.logs}.")
        lock.release()
    status()


def status() -> None:
    """Say whether they run."""
    here = places()
    note = keeper.running(here)
    print(f"{here.home}: " + ("not running" if note is None else f"running, kept by process {note['pid']}"))


def env() -> None:
    """Print export lines for the running servers: eval "$(python -m embedded env)"."""
    here = places()
    note = keeper.running(here)
    if note is None:
        raise Refused("The servers are not running: python -m embedded start")
    for name, value in (note["urls"] | keeper.signature(here)).items():
        print(f"export {name}={shlex.quote(value)}")
    print('export PARLEY_DEMO="${PARLEY_DEMO:-1}"')


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m embedded", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for command in (start, stop, status, env):
        commands.add_parser(command.__name__, help=command.__doc__).set_defaults(call=command)
    everything = commands.add_parser("run", help="all of Parley until Ctrl-C")
    everything.add_argument("--with-parent", action="store_true", help="end when the caller ends")
    keep = commands.add_parser("keep", help="keep the servers in the foreground")
    keep.add_argument("--until-unused", action="store_true")
    keep.add_argument("--not-durable", action="store_true")
    chosen = parser.parse_args()
    try:
        if chosen.command == "keep":
            keeper.keep(places(), durable=not chosen.not_durable, until_unused=chosen.until_unused)
        elif chosen.command == "run":
            run(places(), with_parent=chosen.with_parent)
        else:
            chosen.call()
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
