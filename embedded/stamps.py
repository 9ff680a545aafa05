"""Notes that a step has been done, so that a second start takes seconds."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from embedded.places import PROJECT, Places


@dataclass(frozen=True)
class Stamp:
    """Holds while the file has this very content, or when there is nothing to do at all."""

    file: Path
    content: str
    needed: bool = True

    @classmethod
    def demo(cls, places: Places, *, needed: bool) -> Stamp:
        """The demo data are in this database; the note lies inside it and goes with it."""
        return cls(places.database / "parley-demo-data", "loaded", needed)

    @classmethod
    def static(cls, places: Places) -> Stamp:
        """The static files of the project and of these packages are collected."""
        seen = hashlib.sha256((PROJECT / "requirements" / "base.txt").read_bytes())
        for file in sorted(PROJECT.glob("*/static/**/*")):
            state = file.stat()
            seen.update(f"{file}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
        return cls(places.home / "static.stamp", seen.hexdigest())

    @property
    def holds(self) -> bool:
        return not self.needed or (self.file.exists() and self.file.read_text() == self.content)

    def press(self) -> None:
        self.file.write_text(self.content)
