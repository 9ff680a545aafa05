"""Where one installation keeps what it writes: everything under PARLEY_HOME, and sockets in a short directory."""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
LONGEST_SOCKET_PATH = 103  # sun_path holds 104 bytes on macOS and 108 on Linux, the closing zero included
LONGEST_SOCKET_NAME = len("/.s.PGSQL.5432.lock")


class Refused(Exception):
    """What a person has to know or do before it can go on; its text is printed as it stands."""


@dataclass(frozen=True)
class Places:
    """The files and directories of one PARLEY_HOME."""

    home: Path

    @property
    def database(self) -> Path:
        return self.home / "database"

    @property
    def broker(self) -> Path:
        return self.home / "broker"

    @property
    def logs(self) -> Path:
        return self.home / "logs"

    @property
    def passwords(self) -> Path:
        return self.home / "database-passwords.json"

    @property
    def secret_key(self) -> Path:
        """What signs the sessions of this installation."""
        return once(self.home / "secret-key", secrets.token_urlsafe(48))

    @property
    def sockets(self) -> Path:
        """A socket's path has about a hundred bytes, a home may be deeper: a short directory named after the home.

        Others can guess the name; private_directory() checks owner and mode.
        """
        name = "parley-" + hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]
        for parent in (tempfile.gettempdir(), "/tmp"):  # nosec B108
            directory = Path(parent, name)
            if len(os.fsencode(directory)) + LONGEST_SOCKET_NAME <= LONGEST_SOCKET_PATH:
                return directory
        raise Refused(f"No directory for sockets is short enough, {directory} neither.")

    def log(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def make(self) -> None:
        """Make the home. Others may enter it: what is private inside carries its own mode."""
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            self.logs.mkdir(exist_ok=True, mode=0o700)
        except OSError as error:
            raise Refused(f"PARLEY_HOME {self.home} cannot be used: {error.strerror}.") from error


def places(home: str | os.PathLike[str] | None = None) -> Places:
    """The places of `home`, else of PARLEY_HOME, else of `var` in the project."""
    return Places(Path(home or os.environ.get("PARLEY_HOME") or PROJECT / "var").resolve())


def once(file: Path, secret: str) -> Path:
    """The file, with `secret` in it unless it has one already; nobody else may read it."""
    if not file.exists():
        partial = file.with_suffix(".new")
        partial.touch(mode=0o600)
        partial.write_text(secret)
        partial.rename(file)
    return file


def private_directory(directory: Path, uid: int | None, gid: int | None) -> None:
    """A directory only `uid` (and root) can enter. Its name may be guessable, so whoever made it must be one of us."""
    try:
        directory.mkdir(mode=0o700)
    except FileExistsError:
        found = directory.lstat()
        if directory.is_symlink() or not directory.is_dir() or found.st_uid not in {os.geteuid(), uid}:
            raise Refused(f"{directory} belongs to somebody else; remove it and start again.") from None
    if uid is not None and gid is not None:
        os.chown(directory, uid, gid)
    directory.chmod(0o700)
