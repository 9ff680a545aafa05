"""Records by what people call them in a table, and what is on record already: one question for a whole file.

What is found stands in the findings of the table, which are read by all who read the table; so records marked higher
than it are not found here, even for somebody who may read them.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from access.context import Subject
from access.services.labels import intern
from attaches.lifecycle import PostState
from attaches.models import Officer, Post, Posting
from attaches.selectors.officers import ENTERED
from attaches.selectors.submissions import asked_until
from directory.selectors.named import typed_key


def _told(model: Any, to: Subject) -> Any:
    return model.objects.visible_to(to).told_under(intern("official_use"))


def officers_by_name(*, to: Subject) -> dict[str, list[str]]:
    """References of the officers of a name, by its key."""
    found: dict[str, list[str]] = defaultdict(list)
    rows = _told(Officer, to).current().order_by("id").values_list("full_name", "reference")
    for name, reference in rows.iterator():
        found[typed_key(name)].append(reference)
    return found


def officers_called(texts: Collection[str], *, to: Subject) -> dict[str, list[Officer]]:
    """Officers by reference or by their whole name; a name may be that of several. A merged reference leads on."""
    by_name = officers_by_name(to=to)
    meant = {text: by_name.get(typed_key(text)) or [text.strip().upper()] for text in texts}
    wanted = {reference for references in meant.values() for reference in references}
    found = _told(Officer, to).filter(reference__in=wanted).select_related("merged_into")
    rows = {officer.reference: officer.merged_into or officer for officer in found}
    return {text: [rows[one] for one in references if one in rows] for text, references in meant.items()}


# By what an entry of an officer is taken for the same as another one of its kind.
ALIKE = {
    "language": ("language", "tested_on"), "training": ("kind", "starts_on"), "clearance": ("granted_on",),
}  # fmt: skip


def entered_already(kind: str, officers: Collection[int], *, to: Subject) -> set[tuple[Any, ...]]:
    """Officers with what tells apart their results, courses or clearances that stand."""
    rows = _told(ENTERED[kind], to).filter(withdrawn_on__isnull=True, officer__in=officers)
    return set(rows.values_list("officer_id", *ALIKE[kind]))


def posts_coded(codes: Collection[str], *, to: Subject) -> dict[str, Post]:
    """Posts by code."""
    wanted = {text: text.strip().lower() for text in codes}
    rows = Post.objects.visible_to(to).filter(code__in=set(wanted.values()))
    found = {post.code: post for post in rows.select_related("mission__country", "mission__organisation")}
    return {text: found[code] for text, code in wanted.items() if code in found}


def post_codes(*, to: Subject) -> list[tuple[str, str]]:
    """Codes of the posts one may be proposed for, with their words."""
    rows = Post.objects.visible_to(to).exclude(state=PostState.CLOSED).order_by("code")
    return [(post.code, post.label_words) for post in rows.select_related("mission")]


def posts_of_missions(missions: Collection[int], *, to: Subject) -> dict[tuple[int, str, str], list[str]]:
    """Codes of the posts that are not closed, by mission, title and designation."""
    found: dict[tuple[int, str, str], list[str]] = defaultdict(list)
    rows = _told(Post, to).filter(mission__in=missions).exclude(state=PostState.CLOSED)
    for mission, title, designation, code in rows.values_list("mission_id", "title", "designation", "code"):
        found[mission, title, typed_key(designation)].append(code)
    return found


def live_postings(posts: Collection[int], *, to: Subject) -> Mapping[int, list[tuple[Any, str]]]:
    """Planned periods and references of whoever holds these posts or is on the way, by post."""
    found: dict[int, list[tuple[Any, str]]] = defaultdict(list)
    rows = _told(Posting, to).live().filter(post__in=posts).order_by("id")
    for post, planned, reference in rows.values_list("post_id", "planned", "reference"):
        found[post].append((planned, reference))
    return found


def postings_referenced(references: Collection[str], *, to: Subject) -> dict[str, Posting]:
    """Postings by reference."""
    rows = _told(Posting, to).filter(reference__in=references)
    return {posting.reference: posting for posting in rows.select_related("officer", "post__mission")}


def is_posting_told(officer: Officer, first: dt.date, end: dt.date, *, to: Subject) -> bool:
    """True when a posting that all who read the table may read binds the officer on one of these days (I2)."""
    asked = asked_until(officer)
    plans = _told(Posting, to).live().filter(officer=officer).values_list("pk", "planned")
    return any(
        planned.lower < end and first < max(planned.upper, asked.get(pk, planned.upper))
        for pk, planned in plans
    )
