"""What of an activity went to approval, and who drafted it (domain.md C6, I22)."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from activities.models.activity import Activity
from approvals.models.submitted import Drafter, Submitted


class ActivityDrafter(Drafter):
    """Somebody who entered or amended an activity."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="drafters")

    class Meta(Drafter.Meta):
        abstract = False
        verbose_name = _("drafter of an activity")
        verbose_name_plural = _("drafters of activities")
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(fields=["activity", "user"], name="drafter_of_an_activity_once")
        ]


class ActivitySubmission(Submitted):
    """An activity as it went to approval."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="submissions")

    class Meta(Submitted.Meta):
        abstract = False
        verbose_name = _("submitted activity")
        verbose_name_plural = _("submitted activities")
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(fields=["activity", "no"], name="submissions_of_an_activity_are_numbered")
        ]
