"""What is entered of an officer: numbered, never deleted, withdrawn with a reason where it was entered wrongly."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from access.managers import ContextManager, SealedManager
from access.models import Classified
from attaches.querysets import EntryQuerySet
from foundation.models import Versioned


class OfficerEntry(Classified, Versioned):
    """A result, a course or a clearance of an officer; withdrawn, it stays to be seen and counts nowhere."""

    never_deleted = True

    no = models.PositiveSmallIntegerField(_("number"), editable=False)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True, editable=False)
    withdrawn_because = models.CharField(_("withdrawn because"), max_length=500, blank=True, editable=False)

    objects: ClassVar[Any] = SealedManager.from_queryset(EntryQuerySet)()
    in_context: ClassVar[Any] = ContextManager.from_queryset(EntryQuerySet)()

    class Meta(Classified.Meta):
        abstract = True


def entry_rules(numbered: str, withdrawn: str) -> list[Any]:
    """What PostgreSQL holds of every kind: a number among those of the officer, a reason where it was withdrawn."""
    return [
        models.UniqueConstraint(
            fields=["officer", "no"], name=numbered, deferrable=models.Deferrable.DEFERRED
        ),
        models.CheckConstraint(
            condition=Q(withdrawn_on__isnull=True, withdrawn_because="")
            | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_because="")),
            name=withdrawn,
        ),
    ]
