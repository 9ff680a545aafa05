"""Inspections and evaluations under a regime, with their hour clock; and how many a year a regime allows (B5, C2)."""

from typing import Any, ClassVar
from zoneinfo import available_timezones

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.models import ClassifiedRecord
from accounts.models import Office
from activities.lifecycle import InspectionState
from activities.models.taken import Taken
from activities.terms import InspectionDirection, InspectionKind, Regime
from directory.models import Country
from foundation.references import reference_field
from foundation.wording import written_days

FIRST_YEAR, LAST_YEAR, MOST_HOURS = 1991, 2200, 240
NO_SUCH_ZONE = _("There is no such time zone: write it as Europe/Vienna.")
REPLY_AFTER = _("Nobody answers before he is asked.")
REFUSED_WHY = _("Say why it is refused.")
ONE_QUOTA = _("There is a quota of this kind in these days already.")
_S = InspectionState
_ANSWERED = ("accepted", "refused", "carried_out")


class InspectionEvent(ClassifiedRecord):
    """A request and what came of it. The hour to answer is reckoned by the database from the request."""

    reference = reference_field("INS", "activities_inspectionevent")
    regime = models.CharField(_("regime"), max_length=20, choices=Regime)
    kind = models.CharField(pgettext_lazy("inspection", "kind"), max_length=15, choices=InspectionKind)
    direction = models.CharField(
        pgettext_lazy("inspection", "direction"), max_length=10, choices=InspectionDirection
    )
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="+", verbose_name=_("other State"),
        help_text=_("Who asks, or who is asked."),
    )  # fmt: skip
    requested_at = models.DateTimeField(_("request received at"))
    requested_zone = models.CharField(
        _("time zone of the request"), max_length=60, default="Asia/Baku",
        help_text=_("The zone its hours are written in, such as Europe/Vienna."),
    )  # fmt: skip
    reply_hours = models.PositiveSmallIntegerField(
        _("hours to answer"), validators=[MinValueValidator(1), MaxValueValidator(MOST_HOURS)]
    )
    reply_due_at = models.DateTimeField(_("answer due at"), null=True, editable=False)
    replied_at = models.DateTimeField(_("answered at"), null=True, editable=False)
    refused_because = models.CharField(_("refused because"), max_length=300, blank=True, editable=False)
    quota_year = models.PositiveSmallIntegerField(
        _("quota year"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    counts = models.BooleanField(
        _("counts against the quota"), default=True, help_text=_("Off where it is agreed beside the quota.")
    )
    area = models.CharField(_("area or unit"), max_length=300)
    period = DateRangeField(pgettext_lazy("inspection", "days"), null=True, blank=True)
    team = models.CharField(
        _("team"), max_length=300, blank=True, help_text=_("Who leads it, and how many from which State.")
    )
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("duty office"),
        help_text=_("Told beside the arms control desk."),
    )  # fmt: skip
    outcome = models.TextField(pgettext_lazy("inspection", "outcome"), blank=True, max_length=4_000)
    state = models.CharField(_("state"), max_length=15, choices=_S, default=_S.REQUESTED, editable=False)
    state_on = models.DateField(_("in this state since"), editable=False)

    class Meta(ClassifiedRecord.Meta):
        verbose_name = _("inspection or evaluation")
        verbose_name_plural = _("inspections and evaluations")
        ordering = ["-id"]
        indexes: ClassVar[Any] = [
            models.Index(
                fields=["reply_due_at"], name="inspections_to_answer", condition=Q(state=_S.REQUESTED)
            )
        ]
        constraints: ClassVar[Any] = [
            models.CheckConstraint(
                condition=Q(reply_hours__gte=1, reply_hours__lte=MOST_HOURS, quota_year__gte=FIRST_YEAR)
                & Q(quota_year__lte=LAST_YEAR),
                name="inspection_within_reason",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=_ANSWERED) & Q(replied_at__isnull=False))
                | (Q(state=_S.REQUESTED) & Q(replied_at__isnull=True))
                | Q(state=_S.CALLED_OFF),
                name="inspection_answered_at_an_hour",
            ),
            models.CheckConstraint(
                condition=Q(replied_at__isnull=True) | Q(replied_at__gte=F("requested_at")),
                name="inspection_answered_after_the_request", violation_error_message=REPLY_AFTER,
            ),
            models.CheckConstraint(
                condition=(Q(state=_S.REFUSED) & ~Q(refused_because=""))
                | (~Q(state=_S.REFUSED) & Q(refused_because="")),
                name="inspection_refused_for_a_reason", violation_error_message=REFUSED_WHY,
            ),
            models.CheckConstraint(
                condition=Q(period__isnull=True) | Q(period__isempty=False), name="inspection_lasts"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.country}, {self.quota_year} ({self.reference})"

    @property
    def is_late(self) -> bool:
        """Answered after its hour; what is not answered yet is late by the hour it is looked at."""
        return bool(self.replied_at and self.reply_due_at and self.replied_at > self.reply_due_at)

    def clean(self) -> None:
        """A zone that exists."""
        super().clean()
        if self.requested_zone not in available_timezones():
            raise ValidationError({"requested_zone": NO_SUCH_ZONE})


class InspectionStep(Taken):
    """A state reached on a day, by whom and why; the lifecycle trigger writes it."""

    inspection = models.ForeignKey(
        InspectionEvent, models.PROTECT, related_name="steps", db_index=False,
        verbose_name=_("inspection or evaluation"),
    )  # fmt: skip
    state = models.CharField(_("state"), max_length=15, choices=InspectionState)

    class Meta(Taken.Meta):
        verbose_name = _("step of an inspection")
        verbose_name_plural = _("steps of an inspection")
        ordering: ClassVar[Any] = ["inspection_id", "id"]
        indexes: ClassVar[Any] = [
            models.Index(fields=["inspection", "-reached_on", "-id"], name="inspection_steps_by_day")
        ]


class InspectionQuota(ClassifiedRecord):
    """How many a year a regime allows, as a dated fact with its source; ended, never deleted."""

    reference = reference_field("QTA", "activities_inspectionquota")
    regime = models.CharField(_("regime"), max_length=20, choices=Regime)
    kind = models.CharField(pgettext_lazy("inspection", "kind"), max_length=15, choices=InspectionKind)
    direction = models.CharField(
        pgettext_lazy("inspection", "direction"), max_length=10, choices=InspectionDirection
    )
    per_year = models.PositiveSmallIntegerField(_("so many a year"), validators=[MaxValueValidator(1_000)])
    period = DateRangeField(_("from – to"))
    source = models.CharField(_("source"), max_length=300)

    class Meta(ClassifiedRecord.Meta):
        verbose_name = _("quota of inspections")
        verbose_name_plural = _("quotas of inspections")
        ordering = ["-id"]
        constraints: ClassVar[Any] = [
            ExclusionConstraint(
                name="one_quota_of_a_kind_at_a_time",
                expressions=[
                    ("regime", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("direction", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message=ONE_QUOTA,
            ),
            models.CheckConstraint(
                condition=Q(period__isempty=False, period__startswith__isnull=False), name="quota_has_a_first_day"
            ),
            models.CheckConstraint(
                condition=~Q(source="") & Q(per_year__lte=1_000), name="quota_has_a_source"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_regime_display()}, {self.get_kind_display()}: {self.per_year}, {written_days(self.period)}"
