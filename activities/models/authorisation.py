"""Who let forces cross the border, how many, and for how long (domain.md B3, C2; I18)."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import ClassifiedRecord
from foundation.references import reference_field


class Authorisation(ClassifiedRecord):
    """An act of parliament, President or government that lets own forces out or foreign forces in."""

    reference = reference_field("AUT", "activities_authorisation")
    body = models.CharField(
        _("authorised by"),
        max_length=120,
        help_text=_("Milli Majlis, the President, the Cabinet of Ministers."),
    )
    act = models.CharField(_("act"), max_length=120, help_text=_("Kind and number of the act."))
    act_on = models.DateField(_("day of the act"))
    subject = models.CharField(_("what it allows"), max_length=300)
    ceiling = models.PositiveIntegerField(
        _("ceiling"),
        null=True,
        blank=True,
        help_text=_("How many people at most; empty where the act says none."),
    )
    valid = DateRangeField(_("valid"))

    class Meta(ClassifiedRecord.Meta):
        verbose_name = _("authorisation")
        verbose_name_plural = _("authorisations")
        ordering = ["-id"]
        constraints: ClassVar[Any] = [
            models.CheckConstraint(
                condition=models.Q(valid__isempty=False) & models.Q(valid__startswith__isnull=False),
                name="authorisation_lasts",
                violation_error_message=_("An authorisation has a first day."),
            ),
            models.CheckConstraint(
                condition=models.Q(ceiling__isnull=True) | models.Q(ceiling__gt=0), name="authorisation_of_somebody",
                violation_error_message=_("A ceiling of nobody allows nothing."),
            ),
            models.CheckConstraint(
                condition=models.Q(valid__startswith__gte=models.F("act_on")), name="authorisation_after_its_act",
                violation_error_message=_("It is not valid before the day of the act."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.body}, {self.act}"
