"""What reports about posts share: their filters, and the doors to posts and postings."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from access.context import Subject
from attaches.selectors.rotation_board import missions_with_posts
from foundation.sorting import name_key


def missions(to: Subject) -> list[tuple[str, str]]:
    """Missions somebody may be posted to."""
    return [(mission.code, mission.name) for mission in missions_with_posts(to=to)]


def countries(to: Subject) -> list[tuple[str, str]]:
    """Countries somebody may be posted to."""
    found = {m.country.iso2: m.country.name for m in missions_with_posts(to=to) if m.country}
    return sorted(found.items(), key=lambda pair: name_key(pair[1]))


def posting_list(column: str) -> Callable[[dict[str, Any]], str]:
    """The posting behind a name."""
    listed = "admin:attaches_posting_changelist"
    return lambda row: f"{reverse(listed)}?q={row[column]}" if row[column] else ""


def post_page(row: dict[str, Any]) -> str:
    """The post behind a row."""
    return f"{reverse('admin:attaches_post_changelist')}?q={row['post']}"
