"""What other floors tell this one: what can be approved. Registered from their apps.py: ready(), declared in approvables.py."""

from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True)
class Matter:
    """What a case page shows of the thing under approval; titles are read under the viewer's own wall."""

    title: str
    url: str
    kind_label: Any
    summary: list[tuple[Any, Any]]


class Approvable(Protocol):
    """One kind of thing with frozen versions, e.g. mission papers."""

    kind: str  # "mission_paper"

    def matter(self, reference: str, version_no: int, *, to: Any) -> Matter:
        """The thing as the viewer may see it; raises foundation.errors.NotFound."""

    def content(self, reference: str, version_no: int, *, to: Any) -> dict[str, Any]:
        """The frozen content (what the hash covers) for the page and for differences between versions."""

    def moved(self, case: Any, *, by: Any, at: Any) -> None:
        """Called in the deciding transaction whenever the case's state or open order changed (case.state, case.phase)."""


_approvables: dict[str, Approvable] = {}


def register(approvable: Approvable) -> None:
    """Called once per kind."""
    _approvables[approvable.kind] = approvable


def approvable(kind: str) -> Approvable:
    """The adapter of a kind; KeyError when nobody registered it."""
    return _approvables[kind]
