"""One program under supervision: what it is, and a run of it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from embedded.accounts import Account
from embedded.leash import spawn
from embedded.places import PROJECT

FIRST_DELAY, LONGEST_DELAY = 0.5, 30.0
STEADY = 60.0  # seconds after which a program counts as recovered
LARGEST_LOG = 10_000_000


@dataclass(frozen=True)
class Program:
    """A row of the table in `processes.py`. `once` runs to its end before the next row starts; others keep running."""

    name: str
    argv: Sequence[str]
    log: Path
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    once: bool = False
    prepare: Callable[[], None] = lambda: None
    ready: Callable[[int], bool] = lambda pid: True
    then: Callable[[], None] = lambda: None  # when it came up for the first time, or ran to its end
    account: Callable[[], Account] = Account
    ends_by: signal.Signals = signal.SIGTERM
    dies_by: signal.Signals = signal.SIGKILL  # sent by the kernel when the supervisor is killed
    patience: float = 10.0  # seconds to end by itself before it is killed
    outlives: bool = False  # others use it: it ends after all that came later in the table


class Run:
    """A program being run, and run again after it fell, each time after a longer pause."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.process: subprocess.Popen[bytes] | None = None
        self.starts_at = 0.0
        self._kill_at = 0.0
        self._started_at = 0.0
        self._delay = FIRST_DELAY

    def start(self) -> None:
        program = self.program
        program.prepare()
        _make_room(program)
        self._started_at = time.monotonic()
        self.process = spawn(
            program.argv,
            log=program.log,
            environment=program.environment,
            account=program.account(),
            dies_by=program.dies_by,
            directory=PROJECT,
        )

    @property
    def is_ready(self) -> bool:
        return self.process is not None and self.status is None and self.program.ready(self.process.pid)

    @property
    def status(self) -> int | None:
        """The exit status of a run that is over, a negative signal number when killed."""
        return self.process.poll() if self.process else None

    def fell(self) -> float:
        """Note the end of an unwanted run; returns the pause before the next."""
        if time.monotonic() - self._started_at > STEADY:
            self._delay = FIRST_DELAY
        self._sweep()
        self.process = None
        pause, self._delay = self._delay, min(self._delay * 2, LONGEST_DELAY)
        self.starts_at = time.monotonic() + pause
        return pause

    def end(self) -> None:
        """Ask it to end; `ended` forces it when its patience is over."""
        if self.process and self.status is None:
            self._kill_at = time.monotonic() + self.program.patience
            self.process.send_signal(self.program.ends_by)

    @property
    def ended(self) -> bool:
        if self.process is None:
            return True
        if self.status is None and time.monotonic() < self._kill_at:
            return False
        self._sweep()
        self.process.wait()
        return True

    def _sweep(self) -> None:
        """Kill what is left of its session's first process group: itself when stuck, children it forgot."""
        if self.process:
            with suppress(ProcessLookupError, PermissionError):  # macOS says EPERM of a group of the dead
                os.killpg(self.process.pid, signal.SIGKILL)


def _make_room(program: Program) -> None:
    """A step's log is that of its last run; the others keep one full log besides the present one."""
    log = program.log
    log.parent.mkdir(parents=True, exist_ok=True)
    if program.once:
        log.unlink(missing_ok=True)
    elif log.exists() and log.stat().st_size > LARGEST_LOG:
        log.rename(log.with_suffix(".log.1"))
