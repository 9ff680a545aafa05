"""What an exercise adds to its activity: size, planning conferences, notification (domain.md B5; Vienna Document)."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Classified
from activities.lifecycle import Conference, ExerciseSize
from activities.models.activity import Activity

SPECIAL_AMONG_TROOPS = _("These troops are counted among all troops: there are no more of them.")


class Exercise(Classified):
    """One to one with its activity. `notify_by` is derived, never typed: empty when nothing has to be notified."""

    activity = models.OneToOneField(
        Activity, models.PROTECT, related_name="exercise", verbose_name=_("activity")
    )
    size = models.CharField(
        _("size"),
        max_length=10,
        choices=ExerciseSize,
        default=ExerciseSize.SMALL,
        help_text=_("Decides how early the planning conferences must be."),
    )
    troops = models.PositiveIntegerField(_("troops"), default=0)
    tanks = models.PositiveIntegerField(_("battle tanks"), default=0)
    acvs = models.PositiveIntegerField(_("armoured combat vehicles"), default=0)
    artillery = models.PositiveIntegerField(_("artillery pieces"), default=0)
    special = models.PositiveIntegerField(
        _("amphibious, heliborne or parachute troops"),
        default=0,
        help_text=_("Counted among the troops as well."),
    )
    sorties = models.PositiveIntegerField(_("sorties of aircraft"), default=0)
    invite_by = models.DateField(_("invite observers by"), null=True, blank=True, editable=False)
    observers_invited_on = models.DateField(_("observers invited on"), null=True, blank=True)
    notify_by = models.DateField(_("notify by"), null=True, blank=True, editable=False)
    notified_on = models.DateField(_("notified on"), null=True, blank=True)
    first_report_on = models.DateField(_("first impression report submitted on"), null=True, blank=True)
    final_report_on = models.DateField(_("final exercise report submitted on"), null=True, blank=True)
    exemption = models.CharField(
        _("why it is not notified"),
        max_length=300,
        blank=True,
        help_text=_("Such as an alert activity that nobody knew of beforehand."),
    )

    class Meta(Classified.Meta):
        verbose_name = _("exercise")
        verbose_name_plural = _("exercises")
        ordering = ["-activity_id"]
        indexes = [
            models.Index(
                fields=["notify_by"],
                name="exercise_to_notify",
                condition=models.Q(notify_by__isnull=False, notified_on__isnull=True),
            ),
            models.Index(
                fields=["invite_by"],
                name="exercise_to_invite",
                condition=models.Q(invite_by__isnull=False, observers_invited_on__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(special__lte=models.F("troops")) | models.Q(special=0),
                name="exercise_special_among_troops",
                violation_error_message=SPECIAL_AMONG_TROOPS,
            ),
            models.CheckConstraint(
                condition=models.Q(final_report_on__isnull=True)
                | models.Q(first_report_on__isnull=False, final_report_on__gte=models.F("first_report_on")),
                name="exercise_reports_in_order",
            ),
        ]

    def __str__(self) -> str:
        return str(self.activity)

    @property
    def reference(self) -> str:
        """Public id, that of its activity."""
        return self.activity.reference

    @property
    def version(self) -> int:
        """One version for both: every change of the exercise moves that of its activity."""
        return self.activity.version

    def reported_on(self, report: str) -> dt.date | None:
        """The day one of its reports was submitted."""
        day: dt.date | None = getattr(self, f"{report}_report_on")
        return day


class PlanningConference(Classified):
    """Initial, main or final planning conference: by when it should be, for when it is planned, when it was held."""

    exercise = models.ForeignKey(
        Exercise, models.PROTECT, related_name="conferences", db_index=False, verbose_name=_("exercise")
    )
    kind = models.CharField(_("conference"), max_length=5, choices=Conference)
    default_on = models.DateField(_("due by"), editable=False)
    planned_on = models.DateField(_("planned for"))
    held_on = models.DateField(_("held on"), null=True, blank=True)

    class Meta(Classified.Meta):
        verbose_name = _("planning conference")
        verbose_name_plural = _("planning conferences")
        ordering = ["default_on", "id"]
        constraints = [models.UniqueConstraint(fields=["exercise", "kind"], name="one_conference_of_a_kind")]
        indexes = [
            models.Index(
                fields=["planned_on"],
                name="conference_ahead",
                condition=models.Q(held_on__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.planned_on}"
