"""Making labels: interned, so that equal labels are one row."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.ladder import level_code, rank
from access.managers import MAY_SEE
from access.models import Label
from access.models.label import shared_release
from access.selectors.readers import may_read
from access.selectors.receivers import unknown_receivers
from foundation.errors import InvalidInput

NOTHING: dict[str, Label] = {}
_kept: ContextVar[dict[str, Label]] = ContextVar("parley_labels", default=NOTHING)


def intern(
    level: str,
    caveats: Iterable[str] = (),
    compartments: Iterable[str] = (),
    releasable_to: Iterable[str] = (),
) -> Label:
    """The one row for this combination, made when it is new. Raises InvalidInput for an unknown level or caveat."""
    known = dict(settings.CAVEATS)
    lists = [sorted(set(values)) for values in (caveats, compartments, releasable_to)]
    if level not in dict(settings.LADDER) or any(c not in known for c in lists[0]):
        raise InvalidInput(fields={"label": ["unknown level or caveat"]})
    digest = _digest(level, *lists)
    found = _kept.get().get(digest) or Label.objects.filter(digest=digest).first()
    if found is None:
        label = Label(
            level=rank(level), caveats=lists[0], compartments=lists[1], releasable_to=lists[2], digest=digest
        )
        Label.objects.bulk_create([label], ignore_conflicts=True)
        return Label.objects.get(digest=digest)
    if _kept.get() is not NOTHING:
        _kept.get()[digest] = found
    return found


@contextmanager
def kept() -> Iterator[dict[str, Label]]:
    """While many rows are written one after the other: a label is asked for once. Empty it when rows are taken back."""
    before = _kept.set({})
    try:
        yield _kept.get()
    finally:
        _kept.reset(before)


def join(labels: Iterable[Label]) -> Label:
    """The least label that dominates all of them: highest level, every caveat and list, releasable where all are."""
    found = list(labels)
    return intern(
        level_code(max(label.level for label in found)),
        {caveat for label in found for caveat in label.caveats},
        {name for label in found for name in label.compartments},
        shared_release(found),
    )


class LabelNotHeld(InvalidInput):
    """Nobody writes what he may not read."""

    message = _("You do not hold this classification with these caveats.")


class ReleasedToAnybody(InvalidInput):
    """A list of receivers would say less than the marking does."""

    message = _("What is unclassified, without caveats and lists, may be given to anybody. Name nobody.")


def chosen(
    level: str,
    caveats: Iterable[str] = (),
    compartments: Iterable[str] = (),
    releasable_to: Iterable[str] = (),
    *,
    by: Subject,
) -> Label:
    """The label somebody gives a record; one query when it exists. Raises LabelNotHeld, ReleasedToAnybody."""
    asked = (level, list(caveats), list(compartments), list(releasable_to))
    label = Label.objects.filter(digest=_digest(*asked), pk__in=MAY_SEE).first()
    if label is not None:
        return label
    with transaction.atomic():  # a label nobody was given goes again: every statement reads the whole table
        label = intern(*asked)
        if label.unmarked and label.releasable_to:
            raise ReleasedToAnybody(fields={"releasable_to": ReleasedToAnybody.message})
        if unknown := unknown_receivers(label.releasable_to):
            raise InvalidInput(
                fields={"releasable_to": [_("There is no such State or organisation.") for _code in unknown]}
            )
        if by.office_id is None or not may_read(by.user_id, by.office_id, label.pk):
            raise LabelNotHeld(fields={"classification": LabelNotHeld.message})
    return label


def _digest(
    level: str, caveats: Iterable[str], compartments: Iterable[str], releasable_to: Iterable[str] = ()
) -> str:
    lists = [sorted(set(values)) for values in (caveats, compartments, releasable_to)]
    return hashlib.sha256(json.dumps([level, *lists]).encode()).hexdigest()
