"""Diplomatic missions abroad and who heads them."""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from directory.models.country import Country, Organisation
from directory.querysets import MissionQuerySet, TenureQuerySet
from foundation.models import Named, Versioned
from foundation.wording import written_days


class MissionKind(models.TextChoices):
    """Kinds of representation abroad."""

    EMBASSY = "embassy", _("Embassy")
    PERMANENT_MISSION = "permanent_mission", _("Permanent mission")
    MILITARY_REPRESENTATION = "military_representation", _("National military representation")


class DiplomaticMission(Versioned, Named):
    """An embassy or permanent mission; the attaché is part of it (VCDR art. 3 and 7)."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=30, choices=MissionKind)
    seat_en = models.CharField(
        pgettext_lazy("mission", "seat in English"), max_length=120, blank=True, default="", db_default=""
    )
    seat_az = models.CharField(
        pgettext_lazy("mission", "seat in Azerbaijani"), max_length=120, blank=True, default="", db_default=""
    )
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

    objects = MissionQuerySet.as_manager()

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

    @property
    def reference(self) -> str:
        """Public id over REST."""
        return self.code

    @property
    def seat(self) -> str:
        """The city in the reader's language."""
        return self.seat_az if translation.get_language() == "az" else self.seat_en


class TenureKind(models.TextChoices):
    """In which quality a mission is headed."""

    AMBASSADOR = "ambassador", _("Ambassador")
    CHARGE = "charge", _("Chargé d'affaires a.i.")


CHARGE_HAS_NONE = _("Agrément and credentials are of heads of mission; a chargé d'affaires is only notified.")


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

    objects = TenureQuerySet.as_manager()

    class Meta:
        verbose_name = _("tenure of a head of mission")
        verbose_name_plural = _("tenures of heads of mission")
        constraints = [
            ExclusionConstraint(
                name="one_head_of_mission_at_a_time",
                expressions=[("mission", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                violation_error_message=_("Another head of mission is in charge in these days."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind="ambassador")
                | models.Q(agrement_on__isnull=True, credentials_on__isnull=True),
                name="agrement_for_heads_of_mission_only",
                violation_error_message=CHARGE_HAS_NONE,
            ),
            models.CheckConstraint(
                condition=models.Q(period__isempty=False),
                name="tenure_lasts",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=models.Q(agrement_on__isnull=True)
                | models.Q(agrement_on__lte=models.F("period__startswith")),
                name="agrement_comes_first",
                violation_error_message=_("Agrément is given before a head of mission takes office."),
            ),
            models.CheckConstraint(
                condition=models.Q(credentials_on__isnull=True)
                | models.Q(period__contains=models.F("credentials_on")),
                name="credentials_within_tenure",
                violation_error_message=_("Credentials are presented within the tenure."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_name}, {self.get_kind_display()}"

    def clean(self) -> None:
        """One head of a mission at a time, and what a chargé d'affaires has not, in words beside the field."""
        wrong = dict(self._days_out_of_order())
        if other := self._in_charge_in_these_days():
            wrong["period"] = gettext("%(name)s is in charge of this mission in these days (%(days)s).") % {
                "name": other.public_name, "days": written_days(other.period),
            }  # fmt: skip
        if wrong:
            raise ValidationError(wrong)

    def _days_out_of_order(self) -> Any:
        charge, lasts = self.kind == TenureKind.CHARGE, self.period
        for name in ("agrement_on", "credentials_on"):
            if charge and getattr(self, name):
                yield name, CHARGE_HAS_NONE
        if not lasts or charge:
            return
        if self.agrement_on and lasts.lower and self.agrement_on > lasts.lower:
            yield "agrement_on", gettext("Agrément is given before a head of mission takes office.")
        if self.credentials_on and self.credentials_on not in lasts:
            yield "credentials_on", gettext("Credentials are presented within the tenure.")

    def _in_charge_in_these_days(self) -> Any:
        if self.mission_id is None or not self.period or self.period.isempty:
            return None
        others = HeadOfMissionTenure.objects.filter(mission=self.mission_id, period__overlap=self.period)
        return others.exclude(pk=self.pk).order_by("period").first()
