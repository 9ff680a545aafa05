"""Rows of a document's version: objectives, priorities, resources, days to answer, contact points."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Classified
from accounts.models import Office
from accounts.roles import Role
from directory.models import ActivityKind, Country, Institution
from directory.models.country import Region
from missions.lifecycle import Dimension, ResourceKind
from missions.models.content import CURRENCY, RANK, YEAR
from missions.models.document import StrategicObjective
from missions.models.document_version import DocumentVersion
from missions.terms import ContactLevel, Horizon, ObjectiveAspect, tier


class StatedObjective(Classified):
    """What one version says of an objective: wording, place in the tree, measure (domain.md C2)."""

    version = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="stated")
    objective = models.ForeignKey(
        StrategicObjective, models.PROTECT, related_name="stated", verbose_name=_("strategic objective")
    )
    parent = models.ForeignKey(
        StrategicObjective, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("part of the objective"),
    )  # fmt: skip
    serves = models.ForeignKey(
        StrategicObjective, models.PROTECT, null=True, blank=True, related_name="served_by",
        verbose_name=_("serves the objective"),
    )  # fmt: skip
    order = models.PositiveSmallIntegerField(_("order"))
    text = models.CharField(_("objective"), max_length=500)
    dimensions = ArrayField(
        models.CharField(max_length=30, choices=Dimension),
        verbose_name=_("dimensions"),
        default=list,
        blank=True,
    )
    aspect = models.CharField(_("aspect"), max_length=15, choices=ObjectiveAspect, blank=True)
    indicator = models.CharField(_("indicator"), max_length=300, blank=True)
    baseline = models.CharField(_("baseline"), max_length=200, blank=True)
    target = models.CharField(_("target"), max_length=200, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    horizon = models.CharField(_("horizon"), max_length=10, choices=Horizon, blank=True)

    class Meta(Classified.Meta):
        verbose_name = _("objective as a version states it")
        verbose_name_plural = _("objectives as a version states them")
        ordering = ["version", "order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "objective"], name="objective_stated_once"),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("objective")),
                name="objective_not_part_of_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.objective.code} {self.text}" if self.objective_id else self.text

    @property
    def said_dimensions(self) -> list[Any]:
        """Dimensions in people's words."""
        return [Dimension(code).label for code in self.dimensions]


class GuidancePriority(Classified):
    """Political and geographic rank of a country or a region, 5 the highest, and why (domain.md A2.15)."""

    version = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="priorities")
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    region = models.CharField(_("region"), max_length=20, choices=Region, blank=True)
    political = models.PositiveSmallIntegerField(
        _("political priority"), null=True, blank=True, validators=RANK
    )
    geographic = models.PositiveSmallIntegerField(
        _("geographic priority"), null=True, blank=True, validators=RANK
    )
    rationale = models.TextField(_("rationale"), blank=True, max_length=4_000)

    class Meta(Classified.Meta):
        verbose_name = _("priority of a document")
        verbose_name_plural = _("priorities of a document")
        ordering = ["version", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "country"],
                condition=models.Q(country__isnull=False),
                name="country_ranked_once",
            ),
            models.UniqueConstraint(
                fields=["version", "region"], condition=~models.Q(region=""), name="region_ranked_once"
            ),
            models.CheckConstraint(
                condition=models.Q(country__isnull=False, region="")
                | (models.Q(country__isnull=True) & ~models.Q(region="")),
                name="country_or_region",
                violation_error_message=_("Name a country or a region, one of the two."),
            ),
            models.CheckConstraint(
                condition=(models.Q(political__isnull=True) | models.Q(political__range=(1, 5)))
                & (models.Q(geographic__isnull=True) | models.Q(geographic__range=(1, 5))),
                name="guidance_ranks_1_to_5",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """One of the two."""
        if (self.country_id is None) == (not self.region):
            raise ValidationError({"country": _("Name a country or a region, one of the two.")})

    @property
    def name(self) -> str:
        """Country or region in the reader's language."""
        return self.country.name if self.country else str(Region(self.region).label)

    @property
    def tier(self) -> int | None:
        """Derived from both ranks, never typed."""
        return tier(self.political, self.geographic)


class GuidanceResource(Classified):
    """Money, people or materiel for one kind of activity in one fiscal year; people are counted as persons."""

    version = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="resources")
    kind = models.CharField(_("kind"), max_length=10, choices=ResourceKind)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"), null=True, blank=True, validators=YEAR)
    source = models.CharField(_("source of the means"), max_length=200, blank=True)
    activity_kind = models.ForeignKey(
        ActivityKind, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("for which kind of activity"),
    )  # fmt: skip
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta(Classified.Meta):
        verbose_name = _("resource of a document")
        verbose_name_plural = _("resources of a document")
        ordering = ["version", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__isnull=True) | models.Q(amount__gte=0),
                name="guidance_resource_not_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=ResourceKind.MONEY, amount__isnull=True)
                | models.Q(kind=ResourceKind.MONEY, currency__regex=r"^[A-Z]{3}$")
                | (~models.Q(kind=ResourceKind.MONEY) & models.Q(currency="")),
                name="guidance_money_has_a_currency",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount or ''} {self.currency}".strip()

    def clean(self) -> None:
        """Money is counted in a currency, people and materiel are not (I21)."""
        is_money, given = self.kind == ResourceKind.MONEY, self.amount is not None
        if is_money and given and not CURRENCY.match(self.currency):
            raise ValidationError({"currency": _("Three capital letters, e.g. AZN.")})
        if not is_money and self.currency:
            raise ValidationError({"currency": _("Only money has a currency.")})
        if self.amount is not None and self.kind == ResourceKind.PEOPLE and self.amount % 1:
            raise ValidationError({"amount": _("People are counted in whole persons.")})
        if self.amount is not None and self.amount < 0:
            raise ValidationError({"amount": _("Not less than nothing.")})


class AnswerDays(Classified):
    """Working days an office has to answer, by kind of matter; routes take them as their default (domain.md A2.13)."""

    version = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="answer_days")
    kind = models.SlugField(_("kind of matter"), max_length=40)
    role = models.CharField(_("office with the role"), max_length=30, choices=Role)
    days = models.PositiveSmallIntegerField(
        _("working days to answer"), validators=[MinValueValidator(1), MaxValueValidator(250)]
    )

    class Meta(Classified.Meta):
        verbose_name = _("days to answer")
        verbose_name_plural = _("days to answer")
        ordering = ["version", "kind", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "kind", "role"], name="answer_days_agreed_once"),
            models.CheckConstraint(condition=models.Q(days__range=(1, 250)), name="answer_days_are_days"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.get_role_display()}: {self.days}"


class ContactPoint(Classified):
    """Who of an institution is spoken to at which level: an office, so that it stays right when people change."""

    version = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="contacts")
    institution = models.ForeignKey(
        Institution, models.PROTECT, related_name="+", verbose_name=_("institution")
    )
    level = models.CharField(_("level"), max_length=20, choices=ContactLevel)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    reached_by = models.CharField(_("reached by"), max_length=200, blank=True)

    class Meta(Classified.Meta):
        verbose_name = _("contact point")
        verbose_name_plural = _("contact points")
        ordering = ["version", "institution", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "institution", "level", "office"], name="contact_point_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.institution_id} {self.get_level_display()}: {self.office}"

    def clean(self) -> None:
        """The office belongs to the institution it speaks for."""
        if self.office_id and self.institution_id and self.office.institution_id != self.institution_id:
            raise ValidationError({"office": _("This office belongs to another institution.")})
