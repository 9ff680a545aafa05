"""Own forces abroad: one row per rotation, under an authorisation (domain.md B3, C2, C3; I18)."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import DateRangeField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.models import ClassifiedRecord
from activities.lifecycle import DeploymentState
from activities.models.authorisation import Authorisation
from activities.models.operation import Operation
from activities.models.taken import Taken
from foundation.references import reference_field

LASTS = _("A rotation has a first day.")
OF_NOBODY = _("A rotation of nobody is none.")


class Deployment(ClassifiedRecord):
    """A rotation. Together with what stands at the same time it stays under the ceiling and inside the days (I18)."""

    reference = reference_field("DPL", "activities_deployment")
    operation = models.ForeignKey(
        Operation, models.PROTECT, related_name="deployments", verbose_name=_("operation")
    )
    authorisation = models.ForeignKey(
        Authorisation, models.PROTECT, related_name="deployments", verbose_name=_("authorisation")
    )
    rotation_no = models.PositiveSmallIntegerField(
        _("rotation number"), validators=[MinValueValidator(1), MaxValueValidator(1_000)]
    )
    role = models.CharField(
        pgettext_lazy("contribution", "role"), max_length=120, help_text=_("Such as military observers.")
    )
    headcount = models.PositiveIntegerField(
        _("headcount"), validators=[MinValueValidator(1), MaxValueValidator(1_000_000)]
    )
    period = DateRangeField(_("abroad"))
    predecessor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors",
        verbose_name=_("relieves"), help_text=_("The rotation it takes over from."),
    )  # fmt: skip
    remark = models.CharField(_("remark"), max_length=300, blank=True)
    state = models.CharField(
        _("state"), max_length=15, choices=DeploymentState, default=DeploymentState.AUTHORISED, editable=False
    )
    state_on = models.DateField(_("in this state since"), editable=False)

    class Meta(ClassifiedRecord.Meta):
        verbose_name = _("deployment")
        verbose_name_plural = _("deployments")
        ordering = ["-id"]
        constraints: ClassVar[Any] = [
            models.CheckConstraint(
                condition=Q(period__isempty=False) & Q(period__startswith__isnull=False),
                name="deployment_lasts", violation_error_message=LASTS,
            ),
            models.CheckConstraint(
                condition=Q(headcount__gt=0), name="deployment_of_somebody", violation_error_message=OF_NOBODY
            ),
            models.CheckConstraint(condition=Q(rotation_no__gt=0), name="deployment_counted_from_one"),
            models.CheckConstraint(
                condition=Q(predecessor__isnull=True) | ~Q(predecessor=F("pk")),
                name="deployment_relieves_another",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.role}, {_('rotation')} {self.rotation_no} ({self.reference})"


class DeploymentStep(Taken):
    """A state reached on a day, by whom and why; the lifecycle trigger writes it."""

    deployment = models.ForeignKey(
        Deployment, models.PROTECT, related_name="steps", db_index=False, verbose_name=_("deployment")
    )
    state = models.CharField(_("state"), max_length=15, choices=DeploymentState)

    class Meta(Taken.Meta):
        verbose_name = _("step of a deployment")
        verbose_name_plural = _("steps of a deployment")
        ordering: ClassVar[Any] = ["deployment_id", "id"]
        indexes: ClassVar[Any] = [
            models.Index(fields=["deployment", "-reached_on", "-id"], name="deployment_steps_by_day")
        ]
