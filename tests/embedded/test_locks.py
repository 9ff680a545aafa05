"""Locks and notices: nothing that a killed holder leaves behind keeps the next one out."""

import subprocess
import sys
from pathlib import Path

from embedded.locks import Lock, Notice
from tests.embedded.watching import PROJECT

HOLDS = """
import sys, time
from pathlib import Path
from embedded.locks import Lock, Notice
Lock(Path(sys.argv[1])).take()
Notice(Path(sys.argv[2])).post({"pid": 1})
print("held", flush=True)
time.sleep(600)
"""


def test_a_killed_holder_lets_go(tmp_path: Path) -> None:
    lock, notice = tmp_path / "a.lock", tmp_path / "a.json"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(lock), str(notice)], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    assert not Lock(lock).take()
    assert Notice(notice).read() == {"pid": 1}
    holder.kill()
    holder.communicate()
    assert Lock(lock).take()
    assert notice.exists()
    assert Notice(notice).read() is None


def test_a_notice_is_replaced_as_a_whole(tmp_path: Path) -> None:
    old, new = Notice(tmp_path / "a.json"), Notice(tmp_path / "a.json")
    old.post({"is": "old"})
    new.post({"is": "new"})
    assert Notice(tmp_path / "a.json").read() == {"is": "new"}


def test_sharers_share_and_keep_an_exclusive_holder_out(tmp_path: Path) -> None:
    one, two, alone = (Lock(tmp_path / "a.lock") for _ in range(3))
    assert one.take(shared=True)
    assert two.take(shared=True)
    one.release()
    assert not alone.take()
    two.release()
    assert alone.take()
    assert not one.take(shared=True)


def test_nobody_ever_held_a_lock_without_a_file(tmp_path: Path) -> None:
    assert not Lock(tmp_path / "a.lock").is_held
    assert Notice(tmp_path / "a.json").read() is None
