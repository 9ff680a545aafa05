"""Days an activity was planned for before it was moved, so that a day of the past answers as it was."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from access.models import Classified
from activities.models.activity import Activity


class FormerDays(Classified):
    """First and last day as they stood until another day was set."""

    append_only = only_relabelled = True

    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="former_days", verbose_name=_("activity")
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    until = models.DateField(_("moved on"))

    class Meta(Classified.Meta):
        verbose_name = _("days before a move")
        verbose_name_plural = _("days before moves")
        ordering = ["activity", "id"]
        indexes = [models.Index(fields=["until"], name="former_days_by_move")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="former_days_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.ends_on}"
