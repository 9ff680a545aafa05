"""PostgreSQL refuses to run as root: this decides whom the servers run as instead."""

from __future__ import annotations

import ctypes
import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from embedded.places import Refused

CLONE_NEWUSER = 0x10000000


@dataclass(frozen=True)
class Account:
    """An operating-system account for a child process; the default is to stay who we are."""

    uid: int | None = None
    gid: int | None = None
    namespace: bool = False

    def become(self) -> None:
        """Runs in the child between fork and exec."""
        if self.namespace:
            _enter_user_namespace()
        elif self.uid is not None and self.gid is not None:
            os.setgroups([])
            os.setgid(self.gid)
            os.setuid(self.uid)


def account_for(data: Path, binary: Path) -> Account:
    """As an ordinary user: ourselves. As root: the owner of the data, else nobody, else a user namespace."""
    if os.geteuid() != 0:
        return Account()
    nobody = pwd.getpwnam("nobody")
    candidates = [Account(nobody.pw_uid, nobody.pw_gid), Account(namespace=True)]
    if data.exists():
        owner = data.stat()
        candidates = [Account(owner.st_uid, owner.st_gid)] if owner.st_uid else [Account(namespace=True)]
    for account in candidates:
        if _reaches(account, data.parent, binary):
            return account
    raise Refused(
        f"PostgreSQL does not run as root, and no other account can reach {data.parent} and {binary}.\n"
        "Start as an ordinary user, or move the project to a directory that others may enter."
    )


def _reaches(account: Account, directory: Path, binary: Path) -> bool:
    """Whether the account can walk to the data and run the server, asked by doing it."""
    for command in (["/bin/sh", "-c", 'cd "$1"', "sh", str(directory)], [str(binary), "--version"]):
        try:
            tried = subprocess.run(
                command, cwd="/", capture_output=True, check=False, preexec_fn=account.become
            )
        except (OSError, subprocess.SubprocessError):
            return False
        if tried.returncode != 0:
            return False
    return True


def _enter_user_namespace() -> None:
    """Be an ordinary account to oneself while staying root to the file system: nothing has to be opened to others."""
    uid, gid = os.geteuid(), os.getegid()
    ordinary = next(entry for entry in pwd.getpwall() if entry.pw_uid and entry.pw_gid)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{ordinary.pw_uid} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{ordinary.pw_gid} {gid} 1")
