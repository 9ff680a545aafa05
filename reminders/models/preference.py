"""How a person wants to be told, and that the loops are alive."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation.models import Versioned
from reminders.lifecycle import Digest


class Preference(Versioned):
    """Of one person; without a row messages come at once. Legal deadlines and escalations always come at once."""

    user = models.OneToOneField(
        User, models.PROTECT, related_name="preference", verbose_name=_("person"), editable=False
    )
    digest = models.CharField(_("messages come"), max_length=10, choices=Digest, default=Digest.AT_ONCE)
    hour = models.PositiveSmallIntegerField(
        _("digest at"), default=7, help_text=_("Hour of your own time zone, 0 to 23.")
    )
    weekday = models.PositiveSmallIntegerField(
        _("weekly digest on"),
        default=0,
        choices=[
            (0, _("Monday")), (1, _("Tuesday")), (2, _("Wednesday")), (3, _("Thursday")), (4, _("Friday")),
        ],
    )  # fmt: skip
    away_from = models.DateField(_("on leave from"), null=True, blank=True)
    away_until = models.DateField(_("on leave until"), null=True, blank=True)
    digest_on = models.DateField(_("last digest on"), null=True, editable=False)

    class Meta:
        verbose_name = _("delivery preference")
        verbose_name_plural = _("delivery preferences")
        constraints = [
            models.CheckConstraint(condition=models.Q(hour__lte=23), name="digest_hour_of_a_day"),
            models.CheckConstraint(condition=models.Q(weekday__lte=4), name="digest_on_a_working_day"),
            models.CheckConstraint(
                condition=models.Q(away_from__isnull=True, away_until__isnull=True)
                | models.Q(
                    away_from__isnull=False, away_until__isnull=False, away_until__gte=models.F("away_from")
                ),
                name="leave_has_both_ends",
                violation_error_message=_("A leave has a first and a last day, in this order."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)

    def is_away(self, day: dt.date) -> bool:
        """On leave that day."""
        return bool(self.away_from and self.away_until and self.away_from <= day <= self.away_until)


class Heartbeat(models.Model):
    """When a loop last came round, whichever process ran it; for when a rule was planned last."""

    name = models.CharField(_("loop"), max_length=80, unique=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return self.name
