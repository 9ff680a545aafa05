"""Starting a child that cannot outlive us."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from embedded.accounts import Account

PR_SET_PDEATHSIG = 1


def die_with_parent(parent: int, by: signal.Signals) -> None:
    """Have the kernel send us `by` when `parent` dies (Linux). Elsewhere the next start clears what was left."""
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(by))
    if os.getppid() != parent:  # it died before we asked
        os.kill(os.getpid(), by)


def spawn(
    argv: Sequence[str | Path],
    *,
    log: Path,
    environment: Mapping[str, str],
    account: Account,
    dies_by: signal.Signals,
    directory: Path,
) -> subprocess.Popen[bytes]:
    """Start `argv` in a session of its own (Ctrl-C is ours to pass on, in order), writing to `log`."""
    parent = os.getpid()

    def between_fork_and_exec() -> None:
        account.become()
        die_with_parent(parent, dies_by)  # last: changing accounts would clear it

    with log.open("ab") as output:
        return subprocess.Popen(
            [str(part) for part in argv],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(environment),
            cwd=directory,
            start_new_session=True,
            preexec_fn=between_fork_and_exec,  # safe: the supervisor has one thread
        )
