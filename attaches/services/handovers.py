"""Handing over: the checklist of the outgoing officer, worked through line by line (domain.md B2)."""

import datetime as dt

from django.utils.translation import gettext_lazy

from access.context import Subject
from attaches.lifecycle import INCUMBENT
from attaches.models import HandoverItem, Posting
from attaches.services.steps import Frozen, StepInFuture, at_own_post, lock, next_number
from foundation.acts import verb
from foundation.errors import DomainError
from foundation.permissions import require
from foundation.wording import legal_day
from foundation.writes import insert, update

# What every handover goes through; a post adds its own lines.
STANDARD = (
    gettext_lazy("Classified documents and registers"),
    gettext_lazy("Keys, passes and means of communication"),
    gettext_lazy("Money, accounts and inventory"),
    gettext_lazy("Contacts: the successor is introduced in person"),
    gettext_lazy("Correspondence that waits for an answer"),
    gettext_lazy("Mission paper, activities under way and their deadlines"),
    gettext_lazy("Residence, vehicle and local staff"),
)


class AlreadyDone(DomainError):
    """A line is ticked off once."""

    message = gettext_lazy("This has been done already.")


def write_standard(posting: Posting) -> None:
    """The lines every handover begins with, in the language of whoever begins it; part of that verb.

    They follow those the officer added while in post.
    """
    first = next_number(posting.handover.all())
    HandoverItem.objects.bulk_create(
        HandoverItem(posting=posting, label=posting.label, no=place, text=str(text), is_demo=posting.is_demo)
        for place, text in enumerate(STANDARD, start=first)
    )


@verb("handovers.add")
def add(posting: Posting, *, by: Subject, text: str, is_demo: bool = False) -> HandoverItem:
    """One more line of the checklist."""
    require(by, "handovers.add")
    at_own_post(by, posting.post.mission_id)
    held = lock(posting)
    if held.state not in INCUMBENT:
        raise Frozen
    number = next_number(HandoverItem.objects.visible_to(by).filter(posting=held))
    words = " ".join(text.split())
    row = HandoverItem(posting=held, label=held.label, no=number, text=words, is_demo=is_demo)
    return insert(row)  # fmt: skip


@verb("handovers.complete")
def complete(
    item: HandoverItem, *, by: Subject, on: dt.date, at: dt.datetime, remark: str = "", version: int | None = None
) -> HandoverItem:  # fmt: skip
    """A line is done; who did it and when stands beside it."""
    require(by, "handovers.complete")
    at_own_post(by, item.posting.post.mission_id)
    held = lock(item)
    if held.done_on is not None:
        raise AlreadyDone
    if on > legal_day(at):
        raise StepInFuture
    return update(held, version=version, done_on=on, done_by_id=by.user_id, remark=remark.strip()[:300])
