"""Tables of officers, what they learn, posts and postings (docs/decisions/0011): columns, and the service of a row."""

from attaches.imports.officers import OFFICERS
from attaches.imports.postings import POSTINGS
from attaches.imports.posts import POSTS
from attaches.imports.qualifications import QUALIFICATIONS
from documents.registry import register


def register_all() -> None:
    """Called from apps.py: ready()."""
    for definition in (OFFICERS, *QUALIFICATIONS, POSTS, POSTINGS):
        register(definition)
