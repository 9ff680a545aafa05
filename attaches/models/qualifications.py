"""What an officer has been trained and cleared for, each with its validity (domain.md A1.7, B2, C2)."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.managers import ContextManager, SealedManager
from attaches.models.entries import OfficerEntry, entry_rules
from attaches.models.officer import Officer
from attaches.querysets import ClearanceQuerySet, TrainingQuerySet
from attaches.terms import TrainingKind
from directory.models import Country
from foundation.wording import written_date


class OfficerClearance(OfficerEntry):
    """That an officer's security clearance covers service abroad, up to and including a day.

    The level itself is not kept here: it belongs to the security office's own papers.
    """

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="clearances", verbose_name=_("officer"))
    granted_on = models.DateField(_("cleared on"))
    valid_until = models.DateField(_("valid until"))

    objects: ClassVar[Any] = SealedManager.from_queryset(ClearanceQuerySet)()
    in_context: ClassVar[Any] = ContextManager.from_queryset(ClearanceQuerySet)()

    class Meta(OfficerEntry.Meta):
        verbose_name = _("officer's clearance")
        verbose_name_plural = _("officers' clearances")
        constraints: ClassVar[Any] = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("granted_on")), name="officer_clearance_valid_after_grant"
            ),
            *entry_rules("officer_clearances_are_numbered", "officer_clearance_withdrawn_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{written_date(self.granted_on)} – {written_date(self.valid_until)}"


class TrainingRecord(OfficerEntry):
    """A course an officer went through; abroad, it may oblige him to serve on until a day (domain.md A1.7)."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="trainings", verbose_name=_("officer"))
    kind = models.CharField(_("kind of course"), max_length=30, choices=TrainingKind)
    title = models.CharField(pgettext_lazy("course", "title"), max_length=200)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("held abroad, in"),
        help_text=_("Empty for a course at home."),
    )  # fmt: skip
    starts_on = models.DateField(_("begins on"))
    completed_on = models.DateField(_("completed on"), null=True, blank=True)
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("Empty where it does not lapse.")
    )
    obliged_until = models.DateField(
        _("obliged to serve until"),
        null=True,
        blank=True,
        help_text=_("The obligation after a course abroad; empty where there is none."),
    )

    objects: ClassVar[Any] = SealedManager.from_queryset(TrainingQuerySet)()
    in_context: ClassVar[Any] = ContextManager.from_queryset(TrainingQuerySet)()

    class Meta(OfficerEntry.Meta):
        verbose_name = _("training record")
        verbose_name_plural = _("training records")
        constraints: ClassVar[Any] = [
            *entry_rules("trainings_are_numbered", "training_withdrawn_for_a_reason"),
            models.CheckConstraint(
                condition=Q(completed_on__isnull=True) | Q(completed_on__gte=F("starts_on")),
                name="training_completed_after_beginning",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(completed_on__isnull=False, valid_until__gte=F("completed_on")),
                name="training_valid_once_completed",
            ),
            models.CheckConstraint(
                condition=Q(obliged_until__isnull=True) | Q(country__isnull=False, obliged_until__gte=F("starts_on")),
                name="training_abroad_obliges",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title
