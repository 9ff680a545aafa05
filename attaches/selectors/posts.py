"""Posts with who holds them."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db.models import Prefetch

from access.context import Subject
from attaches.models import ActingTenure, Post, Posting, PostTransition
from reminders.registry import Titled


def posts(*, to: Subject, on: dt.date) -> Any:
    """Posts with their incumbent on a day: `incumbent_posting`, `incumbent_name` ... are empty where it is vacant."""
    incumbents = Posting.objects.visible_to(to).current_on(on)
    return (
        Post.objects.visible_to(to)
        .select_related("mission__country", "mission__organisation")
        .with_incumbent(incumbents)
    )


def post_pages(*, to: Subject, on: dt.date) -> Any:
    """Posts with the steps they took."""
    steps = PostTransition.objects.visible_to(to).select_related("by").order_by("id")
    standing_in = ActingTenure.objects.visible_to(to).select_related("posting").order_by("-period")
    return (
        posts(to=to, on=on)
        .select_related("label", "mission__country", "mission__organisation")
        .prefetch_related(Prefetch("steps", steps), Prefetch("acting", standing_in))
    )


def post_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """Which office where, of those of these posts that the reader may see."""
    rows = Post.objects.visible_to(to).filter(reference__in=references).select_related("mission")
    return {row.reference: Titled(str(row), row.label_id) for row in rows}


def tenures(post: Post, *, to: Subject) -> Any:
    """Everybody who held, holds or shall hold the post, the latest first."""
    return (
        Posting.objects.visible_to(to)
        .filter(post=post)
        .select_related("officer", "post__mission")
        .order_by("-planned__startswith", "-id")
    )
