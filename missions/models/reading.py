"""Readings of indicators: what was measured on a day, recorded beside what was signed and never part of it."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from access.models import Classified
from accounts.models import Office, User
from missions.models.paper import MissionPaper


class IndicatorReading(Classified):
    """One measured value; a wrong one is followed by a right one of the same day, and the later record counts."""

    append_only = only_relabelled = True

    paper = models.ForeignKey(MissionPaper, models.PROTECT, related_name="readings")
    indicator = models.CharField(_("indicator"), max_length=20)
    on = models.DateField(_("measured on"))
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2)
    source = models.CharField(_("source"), max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    recorded_at = models.DateTimeField(_("recorded at"), db_default=Now(), editable=False)

    class Meta(Classified.Meta):
        verbose_name = _("reading of an indicator")
        verbose_name_plural = _("readings of indicators")
        ordering = ["paper", "indicator", "on", "id"]
        indexes = [models.Index(fields=["paper", "indicator", "on"], name="readings_by_indicator")]

    def __str__(self) -> str:
        return f"{self.indicator} · {self.on} · {self.value}"
