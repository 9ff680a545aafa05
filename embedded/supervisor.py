"""Starts a table of programs in order, starts again what falls, stops all in reverse order."""

from __future__ import annotations

import os
import select
import signal
import time
from collections.abc import Callable, Sequence
from types import FrameType
from typing import Self

from embedded.places import Refused
from embedded.program import Program, Run

START_PATIENCE = 120.0
ATTEMPTS = 5  # of a program that falls while starting, be it on what a killed one still holds
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StoppedEarly(Exception):
    """A signal came before everything ran."""


class Supervisor:
    """`run()` returns when a signal or `finished` says so; whatever happens, no program of it is left behind."""

    def __init__(
        self,
        programs: Sequence[Program],
        *,
        say: Callable[[str], None],
        started: Callable[[], None] = lambda: None,
        finished: Callable[[], bool] = lambda: False,
        tick: float = 1.0,
    ) -> None:
        self._programs = programs
        self._say = say
        self._started = started
        self._finished = finished
        self._tick = tick
        self._runs: list[Run] = []
        self._told_to_stop = False

    def run(self) -> None:
        with _Bell(self._stop) as bell:
            try:
                for program in self._programs:
                    self._start(program, bell)
                self._started()
                while not self._told_to_stop and not self._finished():
                    self._revive()
                    bell.wait(self._pause())
            except StoppedEarly:
                pass
            finally:
                self._end_all(bell)

    def _stop(self) -> None:
        self._told_to_stop = True

    def _start(self, program: Program, bell: _Bell) -> None:
        run = Run(program)
        self._runs.append(run)
        deadline = time.monotonic() + START_PATIENCE
        for attempt in range(1, ATTEMPTS + 1):
            began = time.monotonic()
            run.start()
            if self._came_up(run, bell, deadline):
                program.then()
                self._say(
                    f"  {program.name:<14} {'done' if program.once else 'up'}, {time.monotonic() - began:.1f} s"
                )
                return
            if program.once or attempt == ATTEMPTS or time.monotonic() > deadline:
                raise Refused(f"{program.name} did not start. The end of {program.log}:\n{_tail(program)}")
            bell.wait(run.fell())

    def _came_up(self, run: Run, bell: _Bell, deadline: float) -> bool:
        """Wait until it is ready, or through when it runs once; False when it fell or never got there."""
        while True:
            if self._told_to_stop:
                raise StoppedEarly
            if run.status is not None:
                return run.program.once and run.status == 0
            if not run.program.once and run.is_ready:
                return True
            if not run.program.once and time.monotonic() > deadline:
                return False
            bell.wait(0.05)

    def _revive(self) -> None:
        for run in self._runs:
            program = run.program
            if program.once:
                continue
            if run.process is None and time.monotonic() >= run.starts_at:
                run.start()
            elif run.status is not None:
                status = run.status
                pause = run.fell()
                self._say(f"{program.name} ended ({status}); again in {pause:g} s. See {program.log}")

    def _pause(self) -> float:
        """How long nothing will have to be done unless a signal comes."""
        starts = [run.starts_at - time.monotonic() for run in self._runs if run.process is None]
        return max(0.0, min([self._tick, *starts]))

    def _end_all(self, bell: _Bell) -> None:
        """First all that others do not depend on, together; then the servers below them, last started first."""
        tops = [run for run in self._runs if not run.program.outlives]
        servers = [[run] for run in reversed(self._runs) if run.program.outlives]
        for group in [tops, *servers]:
            for run in group:
                run.end()
            while any([not run.ended for run in group]):  # noqa: C419 - each must be asked
                bell.wait(0.05)


class _Bell:
    """Waits that end at once when a signal arrives: one that stops us, or a child's end."""

    def __init__(self, stop: Callable[[], None]) -> None:
        self._stop = stop

    def __enter__(self) -> Self:
        self._out, self._in = os.pipe()
        os.set_blocking(self._out, False)
        os.set_blocking(self._in, False)
        self._wakeup = signal.set_wakeup_fd(self._in, warn_on_full_buffer=False)
        numbers = [number for number in (*STOPPING, signal.SIGCHLD) if not _asked_to_ignore(number)]
        self._before = {number: signal.signal(number, self._heard) for number in numbers}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._wakeup)
        os.close(self._in)
        os.close(self._out)

    def wait(self, seconds: float) -> None:
        if select.select([self._out], [], [], seconds)[0]:
            os.read(self._out, 512)

    def _heard(self, number: int, frame: FrameType | None) -> None:
        if number in STOPPING:
            self._stop()


def _asked_to_ignore(number: signal.Signals) -> bool:
    """`nohup` ignores the hang-up for us; it stays ignored."""
    return number == signal.SIGHUP and signal.getsignal(number) == signal.SIG_IGN


def _tail(program: Program, lines: int = 25) -> str:
    return "\n".join(program.log.read_text(errors="replace").splitlines()[-lines:])
