"""The checklist, the calls and whoever stands in, as far as the viewer may see them."""

from typing import Any

from access.context import Subject
from attaches.models import ActingTenure, Call, HandoverItem, Post, Posting, Waiver


def items(posting: Posting, *, to: Subject) -> Any:
    """Lines of a posting's checklist in their order."""
    rows = HandoverItem.objects.visible_to(to).filter(posting=posting).order_by("no")
    return rows.select_related("posting__post__mission", "done_by")


def every_item(*, to: Subject) -> Any:
    """Lines of all checklists, those of the latest postings first."""
    rows = HandoverItem.objects.visible_to(to).order_by("-posting_id", "no")
    return rows.select_related("posting__post__mission", "posting__officer", "done_by", "label")


def calls(posting: Posting, *, to: Subject) -> Any:
    """Calls of a posting by the day they are planned for."""
    rows = Call.objects.visible_to(to).filter(posting=posting).order_by("planned_on", "no")
    return rows.select_related("posting__post__mission")


def every_call(*, to: Subject) -> Any:
    """All calls, the next ones first."""
    rows = Call.objects.visible_to(to).order_by("-planned_on", "-id")
    return rows.select_related("posting__post__mission", "posting__officer", "label")


def waivers(posting: Posting, *, to: Subject) -> Any:
    """What was waived for a posting."""
    return Waiver.objects.visible_to(to).filter(posting=posting).select_related("decided_by").order_by("id")


def every_waiver(*, to: Subject) -> Any:
    """All waivers, the latest first."""
    rows = Waiver.objects.visible_to(to).order_by("-decided_on", "-id")
    return rows.select_related("posting__post__mission", "posting__officer", "decided_by", "label")


def acting_at(post: Post, *, to: Subject) -> Any:
    """Who stood, stands or shall stand in at a post, the latest first."""
    rows = ActingTenure.objects.visible_to(to).filter(post=post).order_by("-period")
    return rows.select_related("posting__officer", "posting__post__mission")


def every_acting(*, to: Subject) -> Any:
    """All acting tenures, the latest first."""
    rows = ActingTenure.objects.visible_to(to).order_by("-period", "-id")
    return rows.select_related("posting__officer", "posting__post__mission", "post__mission", "label")
