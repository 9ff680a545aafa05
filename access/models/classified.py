"""Base of every protected row: a label, a sealed manager, row security behind it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.managers import ContextManager, SealedManager
from access.models.label import Label
from directory.models import Unit
from foundation.models import Versioned


class Classified(models.Model):
    """A row behind wall 1: `objects` raises until told for whom or why; forms and admin see what the context may.

    `own_marking`: a part whose label is chosen on its own; it rises with its record and is not lowered with it, and
    like a record it is `never_deleted`.
    """

    own_marking = False

    label = models.ForeignKey(
        Label, models.PROTECT, related_name="+", db_index=False, verbose_name=_("label")
    )

    objects = SealedManager()
    in_context = ContextManager()

    class Meta:
        abstract = True
        default_manager_name = "in_context"


class ClassifiedRecord(Classified, Versioned):
    """A protected record of the register with its owning unit; ended or archived, never deleted (I24)."""

    never_deleted = True

    owner_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owning unit")
    )

    class Meta(Classified.Meta):
        abstract = True
