"""Standing in: an officer of another post acts for a vacant one, from when to when (domain.md C2, C8)."""

import datetime as dt

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from attaches.lifecycle import INCUMBENT, PostState
from attaches.models import ActingTenure, Post, Posting
from attaches.services.steps import lock
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput
from foundation.permissions import require
from foundation.writes import insert, update


class PostNotVacant(DomainError):
    """Nobody stands in where somebody is in function, or stands in already."""

    message = _("Somebody is in function at this post, or stands in already, on some of these days.")


class CannotStandIn(DomainError):
    """Who stands in is in post elsewhere."""

    message = _("Only an officer who is in post elsewhere stands in.")


@verb("posts.assign_acting")
def assign(
    post: Post, posting: Posting, *, by: Subject, starts_on: dt.date, ends_on: dt.date, is_demo: bool = False
) -> ActingTenure:
    """The officer of `posting` stands in at `post` from a day until, not including, another."""
    require(by, "posts.assign_acting")
    held, other = lock(post), lock(posting)
    if ends_on <= starts_on:
        raise InvalidInput(fields={"ends_on": [_("The end comes after the beginning.")]})
    if other.state not in INCUMBENT or other.post_id == held.pk or held.state != PostState.ESTABLISHED:
        raise CannotStandIn
    period = DateRange(starts_on, ends_on)
    _check_vacant(held, period, by)
    return insert(ActingTenure(post=held, posting=other, label=held.label, period=period, is_demo=is_demo))


def _check_vacant(post: Post, period: DateRange, by: Subject) -> None:
    incumbents = Posting.objects.visible_to(by).filter(post=post, incumbency__overlap=period)
    others = ActingTenure.objects.visible_to(by).filter(post=post, period__overlap=period)
    if incumbents.exists() or others.exists():
        raise PostNotVacant


def end_with(*, by: Subject, on: dt.date, post: Post | None = None, posting: Posting | None = None) -> None:
    """Standing in at a locked post, or from a locked posting, ends on a day; part of the verbs that bring it about.

    At a post it ends when somebody assumes his functions there, from a posting when that one ends itself. What would
    begin later never takes place.
    """
    meant = Q(post=post) if post is not None else Q(posting=posting)
    rows = ActingTenure.objects.visible_to(by).filter(meant, period__endswith__gt=on)
    for tenure in rows.order_by("pk").select_for_update(of=("self",)):
        if tenure.period.lower < on:
            update(tenure, period=DateRange(tenure.period.lower, on))
        else:
            tenure.delete()


@verb("posts.end_acting")
def end(tenure: ActingTenure, *, by: Subject, on: dt.date, version: int | None = None) -> ActingTenure:
    """Standing in ends earlier than planned."""
    require(by, "posts.assign_acting")
    held = lock(tenure)
    if not held.period.lower < on < held.period.upper:
        raise InvalidInput(fields={"on": [_("A day within the period it ran.")]})
    return update(held, version=version, period=DateRange(held.period.lower, on))
