"""What a person is cleared for and which need-to-know lists an office is on."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.ladder import CAVEAT_NAMES, LEVEL_CHOICES
from accounts.models import Office, User
from foundation.models import Versioned


class Grant(Versioned):
    """Proposed by one security officer, confirmed by another, nobody for himself (decisions.md 9)."""

    valid = DateRangeField(_("from – to"))
    proposed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("proposed by"), editable=False
    )
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("confirmed by"), editable=False
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, editable=False)

    class Meta:
        abstract = True


class Clearance(Grant):
    """A person's security clearance: level and caveats for a period. Service accounts may cover everything."""

    user = models.ForeignKey(User, models.PROTECT, related_name="clearances", verbose_name=_("person"))
    level = models.PositiveSmallIntegerField(_("level"), choices=LEVEL_CHOICES)
    caveats = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name=_("caveats"))
    covers_everything = models.BooleanField(_("service: every label"), default=False, editable=False)

    class Meta:
        verbose_name = _("clearance")
        verbose_name_plural = _("clearances")
        constraints = [
            ExclusionConstraint(
                name="one_clearance_at_a_time",
                expressions=[("user", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
                condition=models.Q(confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True)
                | (
                    ~models.Q(confirmed_by=models.F("proposed_by")) & ~models.Q(confirmed_by=models.F("user"))
                ),
                name="clearance_four_eyes",
            ),
        ]

    def __str__(self) -> str:
        words = [str(self.get_level_display()), *(str(CAVEAT_NAMES.get(c, c)) for c in self.caveats)]
        return f"{self.user}: {' // '.join(words)}"


class CompartmentGrant(Grant):
    """An office is on a need-to-know list (`mission:<code>`, `internal:mod`, `personal` ...) for a period."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="compartments", verbose_name=_("office"))
    compartment = models.CharField(_("need-to-know list"), max_length=60)

    class Meta:
        verbose_name = _("need-to-know grant")
        verbose_name_plural = _("need-to-know grants")
        constraints = [
            ExclusionConstraint(
                name="one_grant_of_a_compartment_at_a_time",
                expressions=[
                    ("office", RangeOperators.EQUAL),
                    ("compartment", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True)
                | ~models.Q(confirmed_by=models.F("proposed_by")),
                name="compartment_four_eyes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office}: {self.compartment}"
