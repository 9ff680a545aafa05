"""Rows of a version: objectives, priorities and resources; with it they freeze."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Classified
from directory.models import ActivityKind, Country
from missions.lifecycle import ResourceKind, Section
from missions.models.document import StrategicObjective
from missions.models.paper import PaperVersion

CURRENCY = re.compile(r"[A-Z]{3}\Z")
RANK = (MinValueValidator(1), MaxValueValidator(5))
YEAR = (MinValueValidator(1991), MaxValueValidator(2100))


class Objective(Classified):
    """What is to be reached, how it is measured, until when (domain.md B6); the order is the priority."""

    version = models.ForeignKey(PaperVersion, models.PROTECT, related_name="objectives")
    order = models.PositiveSmallIntegerField(_("order"))
    code = models.CharField(_("code"), max_length=20)
    section = models.CharField(_("section"), max_length=12, choices=Section, default=Section.DEFENCE)
    text = models.CharField(_("objective"), max_length=1_000)
    measure = models.CharField(_("measure"), max_length=300, blank=True)
    baseline = models.CharField(_("baseline"), max_length=200, blank=True)
    target = models.CharField(_("target"), max_length=200, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    strategic_objective = models.ForeignKey(
        StrategicObjective,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="paper_objectives",
        verbose_name=_("strategic objective"),
    )

    class Meta(Classified.Meta):
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        ordering = ["version", "order"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="objective_code_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class PriorityLine(Classified):
    """Political and geographic rank of a country, 5 the highest, and why (domain.md A2.15)."""

    version = models.ForeignKey(PaperVersion, models.PROTECT, related_name="priorities")
    country = models.ForeignKey(Country, models.PROTECT, related_name="+", verbose_name=_("country"))
    political = models.PositiveSmallIntegerField(
        _("political priority"), null=True, blank=True, validators=RANK
    )
    geographic = models.PositiveSmallIntegerField(
        _("geographic priority"), null=True, blank=True, validators=RANK
    )
    rationale = models.TextField(_("rationale"), blank=True, max_length=4_000)

    class Meta(Classified.Meta):
        verbose_name = _("priority")
        verbose_name_plural = _("priorities")
        ordering = ["version", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "country"], name="priority_once_per_country"),
            models.CheckConstraint(
                condition=models.Q(political__isnull=True) | models.Q(political__range=(1, 5)),
                name="political_priority_1_to_5",
            ),
            models.CheckConstraint(
                condition=models.Q(geographic__isnull=True) | models.Q(geographic__range=(1, 5)),
                name="geographic_priority_1_to_5",
            ),
        ]

    def __str__(self) -> str:
        return str(self.country)


class ResourceLine(Classified):
    """Money, people or materiel for one kind of activity in one fiscal year; people are counted as persons."""

    version = models.ForeignKey(PaperVersion, models.PROTECT, related_name="resources")
    kind = models.CharField(_("kind"), max_length=10, choices=ResourceKind)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"), null=True, blank=True, validators=YEAR)
    activity_kind = models.ForeignKey(
        ActivityKind,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("for which kind of activity"),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta(Classified.Meta):
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering = ["version", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__isnull=True) | models.Q(amount__gte=0),
                name="resource_not_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=ResourceKind.MONEY, amount__isnull=True)
                | models.Q(kind=ResourceKind.MONEY, currency__regex=r"^[A-Z]{3}$")
                | (~models.Q(kind=ResourceKind.MONEY) & models.Q(currency="")),
                name="money_and_only_money_has_a_currency",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount or ''} {self.currency}".strip()

    def clean(self) -> None:
        """Money is counted in a currency, people and materiel are not (I21)."""
        is_money = self.kind == ResourceKind.MONEY
        if is_money and self.amount is not None and not CURRENCY.match(self.currency):
            raise ValidationError({"currency": _("Three capital letters, e.g. AZN.")})
        if not is_money and self.currency:
            raise ValidationError({"currency": _("Only money has a currency.")})
        if self.kind == ResourceKind.PEOPLE and self.amount is not None and self.amount % 1:
            raise ValidationError({"amount": _("People are counted in whole persons.")})
        if self.amount is not None and self.amount < 0:
            raise ValidationError({"amount": _("Not less than nothing.")})
