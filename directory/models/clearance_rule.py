"""How long ahead a State wants to be asked before our ships and aircraft come, and we before theirs do."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models.country import Country
from directory.querysets import ReferenceQuerySet
from directory.terms import CargoClass, DayType, Passage, VehicleKind
from foundation.models import Named, Versioned

LONGEST_LEAD, LONGEST_VALIDITY = 365, 8_784


class ClearanceRule(Versioned, Named):
    """One line of the rule table (domain.md B3); what no line covers is asked: "no rule: ask"."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        related_name="clearance_rules",
        verbose_name=_("State that gives the clearance"),
    )
    vehicle = models.CharField(_("vehicle"), max_length=20, choices=VehicleKind)
    passage = models.CharField(
        _("passage"),
        max_length=10,
        choices=Passage,
        blank=True,
        help_text=_("Left empty, it holds for both."),
    )
    cargo = models.CharField(
        _("cargo"),
        max_length=20,
        choices=CargoClass,
        blank=True,
        help_text=_("Left empty, it holds for any."),
    )
    lead_days = models.PositiveSmallIntegerField(
        _("days ahead"), validators=[MaxValueValidator(LONGEST_LEAD)]
    )
    day_type = models.CharField(_("days are"), max_length=10, choices=DayType, default=DayType.WORKING)
    validity_hours = models.PositiveSmallIntegerField(
        _("valid for hours"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(LONGEST_VALIDITY)],
        help_text=_(
            "Counted from the first hour asked for; empty where the clearance itself says until when."
        ),
    )
    source = models.CharField(_("source"), max_length=300, blank=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule for diplomatic clearances")
        verbose_name_plural = _("rules for diplomatic clearances")
        ordering = ["country_id", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "vehicle", "passage", "cargo"],
                name="one_clearance_rule_of_a_kind",
                violation_error_message=_(
                    "There is a rule for this State, vehicle, passage and cargo already."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(validity_hours__isnull=True) | models.Q(validity_hours__gte=1),
                name="clearance_rule_valid_for_a_while",
                violation_error_message=_("A clearance is valid for at least an hour."),
            ),
            models.CheckConstraint(
                condition=models.Q(lead_days__lte=LONGEST_LEAD), name="clearance_rule_lead_within_a_year"
            ),
        ]

    @property
    def reference(self) -> str:
        """Public id over REST."""
        return self.code
