"""What floors above tell of a plan: what became of its items. Registered in their apps.py: ready()."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Carried:
    """One activity that stands on an item."""

    reference: str
    url: str
    state_label: Any
    tone: str
    held: bool
    over: bool
    label_id: int


class Execution(Protocol):
    """Finds the activities that stand on a plan's items, as the viewer may see them."""

    def __call__(self, plan_id: int, *, to: Any) -> Mapping[int, list[Carried]]:
        """By number of the item."""


_providers: list[Execution] = []
_doors: list[str] = []


def register_execution(provider: Execution, *, door: str) -> None:
    """Called once by the floor of activities; `door` names the page on which items become activities."""
    _providers[:], _doors[:] = [provider], [door]


def carried_out(plan_id: int, *, to: Any) -> Mapping[int, list[Carried]]:
    """What became of the items; nothing where no floor tells."""
    return _providers[0](plan_id, to=to) if _providers else {}


def door() -> str:
    """Name of the address that makes activities from a plan; empty where there is none."""
    return _doors[0] if _doors else ""
