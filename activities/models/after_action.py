"""After-action reports and the lessons drawn from what was done (domain.md A3, B5)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from access.models import Classified, ClassifiedRecord
from activities.lifecycle import LessonTopic
from activities.models.activity import Activity
from foundation.references import reference_field

RATINGS = ("rated_aims", "rated_planning", "rated_conduct", "rated_support", "rated_partner")
COMPLETE = _("A submitted report has a summary and all five ratings.")
CLOSED = _("A follow-up is done on a day and with an outcome, or not yet.")
_rated = {f"{name}__isnull": False for name in RATINGS}


def _rating(words: object) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        words,  # type: ignore[arg-type]
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text=_("From 1, missed, to 5, fully reached."),
    )


class AfterActionReport(Classified):
    """One to one with its activity; once submitted it stays as it is."""

    activity = models.OneToOneField(
        Activity, models.PROTECT, related_name="after_action", verbose_name=_("activity")
    )
    hot_wash_on = models.DateField(
        _("hot wash held on"),
        null=True,
        blank=True,
        help_text=_("First talk among those who took part, due next day."),
    )
    summary = models.TextField(_("what happened"), max_length=10_000, blank=True)
    rated_aims = _rating(_("aims reached"))
    rated_planning = _rating(_("planning"))
    rated_conduct = _rating(_("conduct"))
    rated_support = _rating(_("logistics and support"))
    rated_partner = _rating(_("working with the partner"))
    submitted_on = models.DateField(_("submitted on"), null=True, editable=False)

    class Meta(Classified.Meta):
        verbose_name = _("after-action report")
        verbose_name_plural = _("after-action reports")
        ordering = ["-activity_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(submitted_on__isnull=True) | (Q(**_rated) & ~Q(summary="")),
                name="report_submitted_complete",
                violation_error_message=COMPLETE,
            ),
            models.CheckConstraint(
                condition=Q(
                    *(
                        Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 1, f"{name}__lte": 5})
                        for name in RATINGS
                    )
                ),
                name="report_rated_one_to_five",
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
        """One version for both: every change of the report moves that of its activity."""
        return self.activity.version


class Lesson(ClassifiedRecord):
    """What was seen, what follows from it, who sees to it by when, and what came of it."""

    reference = reference_field("LSN", "activities_lesson")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="lessons", verbose_name=_("activity"))
    topic = models.CharField(_("topic"), max_length=20, choices=LessonTopic)
    observation = models.CharField(_("what was seen"), max_length=1_000)
    recommendation = models.CharField(_("what follows from it"), max_length=1_000)
    repeats = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="repeated_by",
        verbose_name=_("seen before as"),
        help_text=_("The earlier lesson that was not learned."),
    )
    noted_on = models.DateField(_("noted on"), editable=False)
    due_on = models.DateField(_("follow-up due on"))
    done_on = models.DateField(_("followed up on"), null=True, editable=False)
    outcome = models.CharField(_("outcome"), max_length=500, blank=True, editable=False)

    class Meta(ClassifiedRecord.Meta):
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["due_on"], name="lesson_to_follow_up", condition=Q(done_on__isnull=True))
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, outcome="")
                | (Q(done_on__isnull=False, done_on__gte=F("noted_on")) & ~Q(outcome="")),
                name="lesson_done_with_an_outcome",
                violation_error_message=CLOSED,
            ),
            models.CheckConstraint(
                condition=Q(repeats__isnull=True) | ~Q(repeats=F("id")),
                name="lesson_repeats_another",
                violation_error_message=_("A lesson does not repeat itself."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("noted_on")),
                name="lesson_due_after_it_was_noted",
                violation_error_message=_("The follow-up is due after the lesson was noted."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.observation[:80]} ({self.reference})"
