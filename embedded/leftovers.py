"""Servers that outlived their keeper, where the kernel does not end children with their parent."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

from embedded.places import Refused

PATIENCE = 30.0


def end_orphan(pid_file: Path, place: Path, by: signal.Signals) -> None:
    """End the server whose pid file this is: the caller holds the servers' lock, so whoever still runs is an orphan.

    The number alone may have been given out again, so the process has to name `place` on its command line.
    """
    pid = first_number(pid_file)
    deadline = time.monotonic() + PATIENCE
    while pid and os.fsencode(place) in _command_line(pid):
        if time.monotonic() > deadline:
            raise Refused(f"An older server (process {pid}) on {place} does not end.")
        os.kill(pid, by)
        time.sleep(0.1)


def first_number(pid_file: Path) -> int:
    """What the first line says, 0 when it says nothing."""
    try:
        line = pid_file.read_text().partition("\n")[0].strip()
    except OSError:
        return 0
    return int(line) if line.isdecimal() else 0


def _command_line(pid: int) -> bytes:
    if Path("/proc/self/cmdline").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return b""
    listing = ["ps", "-ww", "-o", "command=", "-p", str(pid)]
    return subprocess.run(listing, stdout=subprocess.PIPE, check=False).stdout
