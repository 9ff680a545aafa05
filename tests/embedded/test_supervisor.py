"""The supervisor, with stand-ins: order, ends, falls, and what a kill leaves behind."""

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.embedded.watching import descendants, eventually, finished, is_alive, started

FALLS_ONCE_ALL_RUN = "while [ ! -e started ]; do sleep 0.02; done; exit 3"
STAGE = ("-m", "tests.embedded.stage")


def stays(name: str) -> str:
    """A program that stays, without children of its own, until it is told to end, and then says so."""
    plain = name.strip("+")
    return f"{name}=trap 'echo {plain} >>ends; exit' TERM; mkfifo {plain}; read never <>{plain}"


@contextmanager
def stage(directory: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    with started(*STAGE, str(directory), *words, home=directory) as supervisor:
        yield supervisor


def test_starts_in_order_and_waits_for_what_runs_once(tmp_path: Path) -> None:
    with stage(
        tmp_path, ".first=echo first >>order", ".second=echo second >>order", stays("web")
    ) as supervisor:
        eventually((tmp_path / "started").exists)
        assert (tmp_path / "order").read_text().split() == ["first", "second"]
        assert supervisor.poll() is None


def test_ends_what_others_depend_on_last_and_leaves_nobody(tmp_path: Path) -> None:
    with stage(tmp_path, stays("+database"), stays("+broker"), stays("web"), stays("worker")) as supervisor:
        eventually((tmp_path / "started").exists)
        below = descendants(supervisor.pid)
        supervisor.terminate()
        assert supervisor.wait(timeout=30) == 0
        ends = (tmp_path / "ends").read_text().split()
    assert sorted(ends[:2]) == ["web", "worker"]
    assert ends[2:] == ["broker", "database"]
    assert not [pid for pid in below if is_alive(pid)]


def test_ctrl_c_is_passed_on_in_order(tmp_path: Path) -> None:
    """The terminal signals a whole process group; only the supervisor is in it."""
    with stage(tmp_path, stays("+database"), stays("web")) as supervisor:
        eventually((tmp_path / "started").exists)
        assert {os.getpgid(pid) for pid in descendants(supervisor.pid)}.isdisjoint(
            {os.getpgid(supervisor.pid)}
        )
        supervisor.send_signal(signal.SIGINT)
        assert supervisor.wait(timeout=30) == 0
    assert (tmp_path / "ends").read_text().split() == ["web", "database"]


def test_kill_9_of_the_supervisor_leaves_nobody(tmp_path: Path) -> None:
    with stage(tmp_path, "+database=exec sleep 600", "web=exec sleep 600") as supervisor:
        eventually((tmp_path / "started").exists)
        below = descendants(supervisor.pid)
        assert len(below) == 2
        supervisor.kill()
        eventually(lambda: not [pid for pid in below if is_alive(pid)])


def test_a_program_that_does_not_end_is_killed_with_its_children(tmp_path: Path) -> None:
    with stage(tmp_path, "stubborn=trap '' TERM; sleep 600 & sleep 600; sleep 600") as supervisor:
        eventually((tmp_path / "started").exists)
        eventually(lambda: len(descendants(supervisor.pid)) == 3)
        below = descendants(supervisor.pid)
        supervisor.terminate()
        assert supervisor.wait(timeout=30) == 0
        eventually(lambda: not [pid for pid in below if is_alive(pid)])


def test_what_falls_is_started_again_with_growing_pauses(tmp_path: Path) -> None:
    pauses: list[float] = []
    with stage(tmp_path, f"restless={FALLS_ONCE_ALL_RUN}", stays("web")) as supervisor:
        said = supervisor.stdout
        assert said is not None
        while len(pauses) < 3:
            line = said.readline()
            assert line, "the supervisor ended"
            pauses += map(float, re.findall(r"restless ended \(3\); again in ([\d.]+) s", line))
    assert pauses == [0.5, 1, 2]


def test_a_step_that_fails_is_shown_and_ends_the_rest(tmp_path: Path) -> None:
    supervisor = finished(
        *STAGE,
        str(tmp_path),
        stays("+database"),
        ".migrate=echo no such table; exit 1",
        stays("web"),
        home=tmp_path,
    )
    assert supervisor.returncode == 1
    assert "migrate did not start" in supervisor.stderr
    assert "no such table" in supervisor.stderr
    assert (tmp_path / "ends").read_text().split() == ["database"]


def test_a_signal_during_a_step_ends_the_step(tmp_path: Path) -> None:
    with stage(
        tmp_path, stays("+database"), ".migrate=touch running; exec sleep 600", stays("web")
    ) as supervisor:
        eventually((tmp_path / "running").exists)
        supervisor.terminate()
        assert supervisor.wait(timeout=30) == 0
    assert (tmp_path / "ends").read_text().split() == ["database"]
