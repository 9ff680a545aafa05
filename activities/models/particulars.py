"""Rows of an activity: supporting institutions, objectives served, who takes part, what it costs (domain.md C2)."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Classified
from activities.models.activity import ISO_CURRENCY, Activity
from activities.terms import CostBearer, CostItem, FundingSource, RankLevel
from directory.models import Country, Institution
from missions.models import MissionPaper, StrategicObjective


class SupportingInstitution(Classified):
    """An institution that helps the lead, such as the State Border Service (domain.md A1.5)."""

    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="supporting", db_index=False, verbose_name=_("activity")
    )
    institution = models.ForeignKey(
        Institution, models.PROTECT, related_name="+", verbose_name=_("institution")
    )

    class Meta(Classified.Meta):
        verbose_name = _("supporting institution")
        verbose_name_plural = _("supporting institutions")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "institution"], name="supporting_institution_once")
        ]

    def __str__(self) -> str:
        return str(self.institution)


class ServedObjective(Classified):
    """A strategic objective the activity serves of its own, marked as both together (domain.md A7.31)."""

    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="served", db_index=False, verbose_name=_("activity")
    )
    objective = models.ForeignKey(
        StrategicObjective, models.PROTECT, related_name="served_by_activities", verbose_name=_("objective")
    )

    class Meta(Classified.Meta):
        verbose_name = _("objective served")
        verbose_name_plural = _("objectives served")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "objective"], name="objective_served_once")
        ]

    def __str__(self) -> str:
        return str(self.objective)


class GuidingPaper(Classified):
    """The mission paper it carries out; marked as both together, so only those who know the paper see the row."""

    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="guided_by", db_index=False, verbose_name=_("activity")
    )
    paper = models.ForeignKey(
        MissionPaper, models.PROTECT, related_name="activities", verbose_name=_("mission paper")
    )

    class Meta(Classified.Meta):
        verbose_name = _("guiding mission paper")
        verbose_name_plural = _("guiding mission papers")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["activity", "paper"], name="guiding_paper_once")]

    def __str__(self) -> str:
        return str(self.paper)


class Contingent(Classified):
    """How many of one rank level take part for one State, planned and actual; the home State's are ours."""

    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="contingents", db_index=False, verbose_name=_("activity")
    )
    country = models.ForeignKey(Country, models.PROTECT, related_name="+", verbose_name=_("country"))
    rank_level = models.CharField(_("rank level"), max_length=20, choices=RankLevel)
    planned = models.PositiveIntegerField(_("planned number"))
    actual = models.PositiveIntegerField(_("actual number"), null=True, blank=True)

    class Meta(Classified.Meta):
        verbose_name = _("contingent")
        verbose_name_plural = _("contingents")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "country", "rank_level"], name="contingent_of_a_rank_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.country} · {self.get_rank_level_display()}: {self.planned}"


class CostLine(Classified):
    """One cost, planned and actual: for what, who bears it, from which means (domain.md A3.19)."""

    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="costs", db_index=False, verbose_name=_("activity")
    )
    item = models.CharField(_("cost"), max_length=20, choices=CostItem)
    bearer = models.CharField(_("borne by"), max_length=20, choices=CostBearer, default=CostBearer.OURS)
    funding = models.CharField(
        _("funding source"), max_length=20, choices=FundingSource, default=FundingSource.DEFENCE_BUDGET
    )
    currency = models.CharField(_("currency"), max_length=3, validators=[ISO_CURRENCY])
    planned = models.DecimalField(
        _("planned"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    actual = models.DecimalField(
        _("actual"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta(Classified.Meta):
        verbose_name = _("cost")
        verbose_name_plural = _("costs")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "item", "bearer", "funding", "currency", "note"], name="cost_line_once"
            ),
            models.CheckConstraint(
                condition=(models.Q(planned__isnull=True) | models.Q(planned__gte=0))
                & (models.Q(actual__isnull=True) | models.Q(actual__gte=0)),
                name="costs_not_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(planned__isnull=False) | models.Q(actual__isnull=False),
                name="cost_line_has_an_amount",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_item_display()}: {self.planned if self.planned is not None else self.actual} {self.currency}"
