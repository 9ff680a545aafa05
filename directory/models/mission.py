"""Diplomatic missions abroad and who heads them."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models.country import Country, Organisation
from directory.querysets import ReferenceQuerySet
from foundation.models import Named, Versioned


class MissionKind(models.TextChoices):
    """Kinds of representation abroad."""

    EMBASSY = "embassy", _("Embassy")
    PERMANENT_MISSION = "permanent_mission", _("Permanent mission")
    MILITARY_REPRESENTATION = "military_representation", _("National military representation")


class DiplomaticMission(Versioned, Named):
    """An embassy or permanent mission; the attaché is part of it (VCDR art. 3 and 7)."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=30, choices=MissionKind)
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="missions",
        verbose_name=_("receiving State"),
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="missions",
        verbose_name=_("organisation"),
    )
    side_accredited = models.ManyToManyField(
        Country, blank=True, related_name="side_missions", verbose_name=_("side accreditation (VCDR art. 5)")
    )

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("diplomatic mission")
        verbose_name_plural = _("diplomatic missions")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(country__isnull=False) | models.Q(organisation__isnull=False),
                name="mission_accredited_somewhere",
                violation_error_message=_("Enter a receiving State or an organisation."),
            )
        ]


class TenureKind(models.TextChoices):
    """In which quality a mission is headed."""

    AMBASSADOR = "ambassador", _("Ambassador")
    CHARGE = "charge", _("Chargé d'affaires a.i.")


class HeadOfMissionTenure(Versioned):
    """Who heads a mission, from when to when; public name data only (decisions.md 26, VCDR art. 4)."""

    mission = models.ForeignKey(
        DiplomaticMission, models.PROTECT, related_name="tenures", verbose_name=_("mission")
    )
    public_name = models.CharField(_("name as published"), max_length=120)
    kind = models.CharField(_("quality"), max_length=20, choices=TenureKind, default=TenureKind.AMBASSADOR)
    period = DateRangeField(_("from – to"))
    agrement_on = models.DateField(_("agrément given on"), null=True, blank=True)
    credentials_on = models.DateField(_("credentials presented on"), null=True, blank=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("tenure of a head of mission")
        verbose_name_plural = _("tenures of heads of mission")
        constraints = [
            ExclusionConstraint(
                name="one_head_of_mission_at_a_time",
                expressions=[("mission", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            )
        ]

    def __str__(self) -> str:
        return f"{self.public_name}, {self.get_kind_display()}"
