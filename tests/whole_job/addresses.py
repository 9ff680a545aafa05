"""Every address of the house, read from its URL patterns, so that a new one is walked by itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.admindocs.views import extract_views_from_urlpatterns, simplify_regex
from django.urls import get_resolver

from config.composition import rooms
from foundation.site import site

ABSENT = "MPA-2026-AAAAA"
PLACEHOLDER = re.compile(r"<(?:(\w+):)?(\w+)>")
BY_NAME = {"no": "1", "slug": "nothing", "uidb36": "1", "content_type_id": "1", "id": "1", "key": "k"}
BY_TYPE = {"int": "1", "slug": "nothing", "str": ABSENT, "path": ABSENT, "uuid": "0" * 32}


@dataclass(frozen=True)
class Address:
    """A pattern with its view, and a path that leads there."""

    pattern: str
    path: str
    view: Any

    @property
    def is_plain(self) -> bool:
        """Without anything to fill in."""
        return "<" not in self.pattern


def _filled(found: re.Match[str]) -> str:
    kind, name = found.groups()
    return BY_NAME.get(name) or BY_TYPE.get(kind or "str", ABSENT)


def addresses() -> Iterator[Address]:
    """All of them, the admin's and the libraries' included."""
    for view, regex, _namespace, _name in extract_views_from_urlpatterns(get_resolver().url_patterns):
        pattern = _with_types(str(regex))
        yield Address(pattern, PLACEHOLDER.sub(_filled, pattern), view)


def _with_types(regex: str) -> str:
    """Django's simplifier forgets the converters of path(); keep them."""
    routes = PLACEHOLDER.findall(regex)
    simple = simplify_regex(regex)
    for kind, name in routes:
        if kind and f"<{kind}:{name}>" not in simple:
            simple = simple.replace(f"<{name}>", f"<{kind}:{name}>")
    return simple if simple.startswith("/") else f"/{simple}"


def resources() -> dict[str, type]:
    """Plural name and viewset of every REST resource."""
    return {name: viewset for room in rooms("api.urls") for name, viewset in room.RESOURCES}


def admin_pages() -> dict[str, Any]:
    """Address of the list of every model in data entry, with its admin."""
    rooms("admin")
    return {
        f"/admin/{model._meta.app_label}/{model._meta.model_name}/": admin
        for model, admin in site._registry.items()
    }
