"""Which office may use which verb: every app declares its own in verbs.py and registers them here."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from foundation.errors import NotPermitted


class Acting(Protocol):
    """What is asked of a subject here: the role of the office acted in, and whether its key may write."""

    @property
    def role(self) -> str: ...
    @property
    def scope(self) -> str: ...


_roles_of: dict[str, frozenset[str]] = {}


def register(verbs: Mapping[str, Iterable[str]]) -> None:
    """Called from apps.py: ready() with e.g. {"posts.establish": {Role.CMD_DESK}}."""
    for verb, roles in verbs.items():
        _roles_of[verb] = frozenset(str(role) for role in roles)


def may(subject: Acting | None, verb: str) -> bool:
    """True when the office acted in may use the verb; KeyError for a verb nobody declared."""
    allowed = _roles_of[verb]
    return subject is not None and subject.scope == "write" and subject.role in allowed


def require(subject: Acting, verb: str) -> None:
    """Raise NotPermitted unless may()."""
    if not may(subject, verb):
        raise NotPermitted


def declared() -> dict[str, frozenset[str]]:
    """Every verb with its roles, for the documentation and the tests."""
    return dict(_roles_of)
