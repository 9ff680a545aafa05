"""Notes that are drafted from records of representation: registered with the register of correspondence."""

from attaches.drafts.foreign import ForeignAttacheNotes
from attaches.drafts.postings import AccreditationNotes, PostingNotes
from attaches.drafts.posts import PostNotes
from attaches.selectors.officers import merged_references
from correspondence import registry


def register_all() -> None:
    """Called from apps.py."""
    for drafting in (AccreditationNotes(), PostingNotes(), PostNotes(), ForeignAttacheNotes()):
        registry.register(drafting)
    registry.register_merged("officer", merged_references)
