"""Running numbers of outgoing correspondence: one series per sender, year and marking (docs/decisions/0012)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.models import Classified
from directory.models import DiplomaticMission, Institution
from foundation.models import Versioned


class NumberSeries(Classified, Versioned):
    """The last number drawn. Behind wall 1 like what it counts: of a marking one cannot read there is no trace."""

    never_deleted = own_marking = True

    sender_mission = models.ForeignKey(
        DiplomaticMission, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("mission")
    )
    sender_institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("institution")
    )
    year = models.PositiveSmallIntegerField(pgettext_lazy("correspondence", "year"))
    mark = models.CharField(_("mark of the series"), max_length=3, blank=True)
    last_number = models.PositiveIntegerField(_("last number drawn"), default=0)

    class Meta(Classified.Meta):
        verbose_name = _("number series")
        verbose_name_plural = _("number series")
        constraints = [
            models.UniqueConstraint(
                fields=["sender_mission", "sender_institution", "year", "label"],
                nulls_distinct=False, name="one_series_per_sender_year_and_label",
            ),
            models.UniqueConstraint(
                fields=["sender_mission", "sender_institution", "year", "mark"],
                nulls_distinct=False, name="one_mark_per_sender_and_year",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.year} {self.mark}".strip()
