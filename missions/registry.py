"""What floors above tell of a paper: the work that serves it. Registered in their apps.py: ready()."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Work:
    """One activity as a paper shows it; `kind` is the code of its kind of activity."""

    reference: str
    title: str
    url: str
    kind: str
    on: dt.date
    label_id: int


class Provider(Protocol):
    """Finds work in a State, of these kinds or their sub-kinds, that falls into a period; as the viewer may see it."""

    def __call__(
        self, *, country: int, kinds: Collection[str], first: dt.date, after: dt.date, to: Any
    ) -> list[Work]: ...


_providers: list[Provider] = []


def register_work(provider: Provider) -> None:
    """Called once per floor that has work to show."""
    if provider not in _providers:
        _providers.append(provider)


def work(*, country: int, kinds: Collection[str], first: dt.date, after: dt.date, to: Any) -> list[Work]:
    """Everything the floors above have to show, by day; nothing where no kind is asked for."""
    if not kinds:
        return []
    found = [
        row
        for provider in _providers
        for row in provider(country=country, kinds=kinds, first=first, after=after, to=to)
    ]
    return sorted(found, key=lambda row: (row.on, row.reference))
