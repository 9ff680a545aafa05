"""Sensitive remarks on a posting, each at its own label (decisions.md 6)."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.selectors.readers import may_read
from access.services.labels import intern
from attaches.models import Posting, PostingRemark
from foundation.acts import verb
from foundation.errors import InvalidInput
from foundation.permissions import require
from foundation.writes import insert


class LabelNotHeld(InvalidInput):
    """Nobody writes what he may not read."""

    def __init__(self) -> None:
        super().__init__(fields={"level": [_("You do not hold this level with these caveats.")]})


class LabelTooLow(InvalidInput):
    """A remark is at least as restricted as the posting it stands by (dominance)."""

    def __init__(self) -> None:
        super().__init__(fields={"level": [_("Not below the posting's own level.")]})


@verb("postings.remark")
def add(
    posting: Posting, *, by: Subject, text: str, level: str, caveats: Iterable[str] = (),
    compartments: Iterable[str] = (), is_demo: bool = False,
) -> PostingRemark:  # fmt: skip
    """Add a remark that only those who hold its label read."""
    require(by, "postings.remark")
    label = intern(level, caveats, compartments)
    if label.level < posting.label.level:
        raise LabelTooLow
    if by.office_id is None or not may_read(by.user_id, by.office_id, label.pk):
        raise LabelNotHeld
    return insert(PostingRemark(posting=posting, label=label, text=text.strip(), is_demo=is_demo))
