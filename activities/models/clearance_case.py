"""What of a diplomatic clearance went to approval, and who drafted it (domain.md C6, I22)."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from activities.models.clearance import DiplomaticClearance
from approvals.models.submitted import Drafter, Submitted


class ClearanceDrafter(Drafter):
    """Somebody who entered or changed a request."""

    clearance = models.ForeignKey(DiplomaticClearance, models.PROTECT, related_name="drafters")

    class Meta(Drafter.Meta):
        abstract = False
        verbose_name = _("drafter of a clearance")
        verbose_name_plural = _("drafters of clearances")
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(fields=["clearance", "user"], name="drafter_of_a_clearance_once")
        ]


class ClearanceSubmission(Submitted):
    """A request with its note as they went to approval."""

    clearance = models.ForeignKey(DiplomaticClearance, models.PROTECT, related_name="submissions")

    class Meta(Submitted.Meta):
        abstract = False
        verbose_name = _("submitted clearance")
        verbose_name_plural = _("submitted clearances")
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(
                fields=["clearance", "no"], name="submissions_of_a_clearance_are_numbered"
            )
        ]
