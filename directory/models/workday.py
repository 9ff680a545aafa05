"""Days that are not what the week says."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.models import Named, Versioned


class CalendarDay(Versioned, Named):
    """A holiday, or a Saturday or Sunday worked; loaded from the holidays library and overridden by hand."""

    day = models.DateField(_("day"), unique=True)
    is_working = models.BooleanField(_("worked"), default=False)
    is_override = models.BooleanField(_("entered by hand"), default=False)

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        ordering = ["day"]
