"""Locks that cannot go stale: the kernel lets go of them when their holder dies, however it dies."""

from __future__ import annotations

import fcntl
import json
import os
import time
from pathlib import Path
from typing import Any


class Lock:
    """An advisory lock on a file, with a note of its holder in it. Fork shares it, exec does not."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: int | None = None

    def take(self, *, shared: bool = False, patience: float = 0.0) -> bool:
        """Hold it, waiting at most `patience` seconds; False when another holds it longer than that."""
        file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        deadline = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(file, kind | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    os.close(file)
                    return False
                time.sleep(0.02)
            else:
                self._file = file
                return True

    def release(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    @property
    def is_held(self) -> bool:
        """Whether anybody holds it now."""
        probe = Lock(self.path)
        free = not self.path.exists() or probe.take(shared=True)
        probe.release()
        return not free


class Notice:
    """A note that is true while it is held: who reads it and finds it held knows its writer lives and meant it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._draft = Lock(path.with_suffix(".new"))

    def post(self, note: dict[str, Any]) -> None:
        """Hold first, show afterwards: nobody ever reads half a note, or an older one as ours."""
        self._draft.path.unlink(missing_ok=True)
        self._draft.take()
        self._draft.path.write_text(json.dumps(note))
        self._draft.path.replace(self.path)

    def read(self) -> dict[str, Any] | None:
        """The note, or None when its writer is gone."""
        try:
            text = self.path.read_text()
        except FileNotFoundError:
            return None
        if not Lock(self.path).is_held:
            return None
        note: dict[str, Any] = json.loads(text)
        return note
