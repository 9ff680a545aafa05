"""Which office may use which verb: every app declares its own in verbs.py and registers them here."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Protocol

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from foundation.errors import NotPermitted


class Acting(Protocol):
    """What is asked of a subject here: the role of the office acted in, and whether its key may write."""

    @property
    def role(self) -> str: ...
    @property
    def scope(self) -> str: ...


_roles_of: dict[str, frozenset[str]] = {}


_words_of: dict[str, Any] = {}
_reasons: dict[str, Any] = {}


def register(
    verbs: Mapping[str, Iterable[str]],
    words: Mapping[str, Any] = MappingProxyType({}),
    reasons: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Called from apps.py: ready() with e.g. {"posts.establish": {Role.CMD_DESK}}.

    For whoever reads the trail `words` say what was done, and `reasons` what a coded reason means.
    Raises ImproperlyConfigured when two packages mean different rights by one name: the later would win unseen.
    """
    for verb, roles in verbs.items():
        if _roles_of.get(verb, frozenset(map(str, roles))) != frozenset(map(str, roles)):
            raise ImproperlyConfigured(f"Two packages declare the verb {verb}.")
        _roles_of[verb] = frozenset(str(role) for role in roles)
    _words_of.update(words)
    _reasons.update(reasons)


def in_words(verb: str) -> str:
    """What was done, in the reader's language; reference data are added and changed under names of their tables."""
    table_verb = {"recorded": _("recorded"), "amended": _("changed")}.get(verb.rpartition(".")[2], verb)
    return str(_words_of.get(verb, table_verb))


def reason_in_words(reason: str) -> str:
    """A coded reason in the reader's language; any other is in somebody's own words."""
    return str(_reasons.get(reason, reason))


def all_words() -> dict[str, str]:
    """Every verb that has words, for lists to choose from, in the order of the words."""
    return dict(sorted(((verb, str(words)) for verb, words in _words_of.items()), key=lambda pair: pair[1]))


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
