"""Tables of officers, posts and postings (docs/decisions/0011): their columns, and the service each row calls."""

from attaches.imports.officers import OFFICERS
from attaches.imports.postings import POSTINGS
from attaches.imports.posts import POSTS
from documents.registry import register


def register_all() -> None:
    """Called from apps.py: ready()."""
    for definition in (OFFICERS, POSTS, POSTINGS):
        register(definition)
