"""Days that are not what the week says."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.models import Named, Versioned


class CalendarDay(Versioned, Named):
    """A holiday, or a Saturday or Sunday worked; loaded from the holidays library and overridden by hand."""

    day = models.DateField(_("day"), unique=True)
    is_working = models.BooleanField(_("worked"), default=False)
    is_override = models.BooleanField(_("entered by hand"), default=False)
    moved_from = models.DateField(_("moved from"), null=True, blank=True)

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        ordering = ["day"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(moved_from__isnull=True)
                | (~models.Q(moved_from=models.F("day")) & models.Q(is_working=False, is_override=True)),
                name="moved_holiday_is_a_day_off",
                violation_error_message=_("A holiday is moved to another day, which is then a day off."),
            )
        ]

    @property
    def reference(self) -> str:
        """Public id over REST."""
        return self.day.isoformat()
