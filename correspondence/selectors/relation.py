"""Notes exchanged with one State that waited for a reply on a day."""

import datetime as dt
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from access.context import Subject
from access.kept import Kept, Question
from correspondence.lifecycle import STANDING
from correspondence.models import Correspondence, CorrespondenceStep


def awaited_with(country: int, *, to: Subject, as_of: dt.date) -> list[Any]:
    """Notes to or from a State on which a reply was waited for on a day, the longest first."""
    found = _awaited(to=to, country=country, as_of=as_of)
    return sorted(found, key=lambda note: (note.waits_since or dt.date.max, note.pk))


def relation_asks(country: int, *, as_of: dt.date) -> list[Question]:
    """What awaited_with() asks."""
    return [_awaited.asking(country=country, as_of=as_of)]


@Kept
def _awaited(*, to: Subject, country: int, as_of: dt.date) -> QuerySet:
    steps = CorrespondenceStep.objects.visible_to(to).filter(
        correspondence=OuterRef("pk"), reached_on__lte=as_of
    )
    latest = Subquery(steps.order_by("-reached_on", "-id").values("state")[:1])
    either = Q(sender_country=country) | Q(addressee_country=country)
    rows = Correspondence.objects.visible_to(to).filter(either, reply_expected=True).alias(was=latest)
    return rows.filter(was__in=sorted(STANDING)).with_parties().order_by("id")
