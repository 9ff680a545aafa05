"""What floors above show beside a record in data entry: panels, registered when their own data entry is loaded."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Panel:
    """A heading, what stands under it, and the labels of everything it tells."""

    title: Any
    body: SafeString
    label_ids: tuple[int, ...] = ()


Provider = Callable[..., Panel]  # (record, to=subject)
_providers: dict[str, list[Provider]] = {}


def shown_beside(kind: str) -> Callable[[Provider], Provider]:
    """Decorator: the panel stands on the page of every record of a kind, e.g. "attaches.posting"."""

    def register(provider: Provider) -> Provider:
        if provider not in _providers.setdefault(kind, []):
            _providers[kind].append(provider)
        return provider

    return register


def beside(record: Any, *, to: Any) -> list[Panel]:
    """The panels of a record, as the reader may see them; none on a form for a new one."""
    if record is None or to is None:
        return []
    return [provider(record, to=to) for provider in _providers.get(record._meta.label_lower, ())]


def labels_of(panels: Iterable[Panel]) -> list[int]:
    """Labels of everything they tell."""
    return [label for panel in panels for label in panel.label_ids]
