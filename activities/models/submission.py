"""What of an activity went to approval, and who drafted it (domain.md C6, I22)."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Classified
from accounts.models import User
from activities.models.activity import Activity


class ActivityDrafter(Classified):
    """Somebody who entered or amended an activity: barred from every step of its approval (I22)."""

    append_only = only_relabelled = True

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="drafters")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta(Classified.Meta):
        verbose_name = _("drafter of an activity")
        verbose_name_plural = _("drafters of activities")
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(fields=["activity", "user"], name="drafter_of_an_activity_once")
        ]

    def __str__(self) -> str:
        return str(self.user)


class ActivitySubmission(Classified):
    """What of an activity went to approval, word for word; decisions are bound to its digest (walls.md 2)."""

    append_only = only_relabelled = True

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="submissions")
    no = models.PositiveSmallIntegerField(_("submission"))
    content = models.JSONField(_("content"))
    content_hash = models.CharField(_("digest"), max_length=64)

    class Meta(Classified.Meta):
        verbose_name = _("submitted activity")
        verbose_name_plural = _("submitted activities")
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(fields=["activity", "no"], name="submissions_of_an_activity_are_numbered")
        ]

    def __str__(self) -> str:
        return f"{self.activity_id}/{self.no}"
