"""The returns of an obligation, one for each period: until when, submitted when and how (C2, C3)."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.models import Classified, ClassifiedRecord
from activities.lifecycle import GIVEN, OWED, RETURN_STEPS, ReturnState
from activities.models.obligation import ReportingObligation
from activities.models.taken import Taken
from correspondence.models import Correspondence
from documents.models import StoredFile
from foundation.references import reference_field

PROVED = _("Say how it left: the note, the file, or under which number.")
ONE_A_PERIOD = _("There is a return for this already.")
_OPEN = Q(submitted_on__isnull=True, is_nil=False, sent_under="", note__isnull=True, evidence__isnull=True)
_LEFT = Q(submitted_on__isnull=False) & (
    Q(note__isnull=False) | Q(evidence__isnull=False) | ~Q(sent_under="")
)


class DueReturn(ClassifiedRecord):
    """One return. Its days come from the rule; another day says why; what was submitted is corrected, not changed."""

    reference = reference_field("RET", "activities_duereturn")
    obligation = models.ForeignKey(
        ReportingObligation, models.PROTECT, related_name="returns", verbose_name=_("reporting obligation")
    )
    due_year = models.PositiveSmallIntegerField(_("year in which it is due"), null=True, editable=False)
    covers_year = models.PositiveSmallIntegerField(_("reports on"), null=True, editable=False)
    event_on = models.DateField(_("day of the event"), null=True, blank=True)
    event = models.CharField(_("event"), max_length=200, blank=True)
    due_on = models.DateField(_("due on"), null=True, editable=False)
    first_due_on = models.DateField(_("first due on"), null=True, editable=False)
    redated_at = models.DateTimeField(_("new day given at"), null=True, editable=False)
    redated_because = models.CharField(_("why another day"), max_length=300, blank=True, editable=False)
    dropped_by_rule = models.BooleanField(
        _("not due by its rule"), default=False, db_default=False, editable=False
    )
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name=_("corrects")
    )
    submitted_on = models.DateField(_("submitted on"), null=True, editable=False)
    is_nil = models.BooleanField(_("nil return"), default=False, help_text=_("There was nothing to report."))
    sent_under = models.CharField(
        _("left under"), max_length=200, blank=True, help_text=_("Number of the note or of the register.")
    )
    note = models.ForeignKey(
        Correspondence, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("note")
    )
    evidence = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    state = models.CharField(
        _("state"), max_length=15, choices=ReturnState, default=ReturnState.SCHEDULED, editable=False
    )
    state_on = models.DateField(_("in this state since"), editable=False)

    class Meta(ClassifiedRecord.Meta):
        verbose_name = pgettext_lazy("obligation", "return")
        verbose_name_plural = pgettext_lazy("obligation", "returns")
        ordering = ["-id"]
        indexes: ClassVar[Any] = [
            models.Index(fields=["due_on"], name="returns_owed", condition=Q(state__in=sorted(OWED)))
        ]
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(
                fields=["obligation", "due_year"], condition=Q(corrects__isnull=True, event_on__isnull=True),
                name="one_return_a_year", violation_error_message=ONE_A_PERIOD,
            ),
            models.UniqueConstraint(
                fields=["obligation", "event_on"], condition=Q(corrects__isnull=True, event_on__isnull=False),
                name="one_return_an_event", violation_error_message=ONE_A_PERIOD,
            ),
            models.UniqueConstraint(
                fields=["corrects"], condition=Q(corrects__isnull=False) & ~Q(state=ReturnState.NOT_DUE),
                name="one_correction_after_another",
            ),
            models.CheckConstraint(
                condition=Q(dropped_by_rule=False) | Q(state=ReturnState.NOT_DUE), name="return_dropped_is_not_due"
            ),
            models.CheckConstraint(
                condition=(Q(state__in=sorted(GIVEN)) & _LEFT) | (~Q(state__in=sorted(GIVEN)) & _OPEN),
                name="return_submitted_with_proof", violation_error_message=PROVED,
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(corrects=F("pk")), name="return_corrects_another"
            ),
            models.CheckConstraint(
                condition=Q(due_on=F("first_due_on")) | ~Q(redated_because=""), name="return_redated_for_a_reason"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.obligation.name}, {self.period} ({self.reference})"

    @property
    def period(self) -> str:
        """ "2026", or the day of its event: what it reports on."""
        return str(self.covers_year) if self.event_on is None else f"{self.event or self.obligation.event}"

    @property
    def is_owed(self) -> bool:
        """Nothing has been submitted and it stands; a correction is owed by no day."""
        return self.state in OWED and self.corrects_id is None

    @property
    def is_late(self) -> bool:
        """Submitted after its day; what is still owed is late by the day it is looked at."""
        return (
            bool(self.submitted_on and self.due_on and self.submitted_on > self.due_on)
            and not self.corrects_id
        )


class ReturnRedating(Classified):
    """Another day was given: which one stood before, since when, and why; PostgreSQL writes it."""

    only_relabelled = True

    due_return = models.ForeignKey(
        DueReturn, models.PROTECT, related_name="redatings",
        verbose_name=pgettext_lazy("obligation", "return"),
    )  # fmt: skip
    before = models.DateField(_("day before"))
    after = models.DateField(_("new day"))
    given_at = models.DateTimeField(_("given at"))
    reason = models.CharField(_("reason"), max_length=300)

    class Meta(Classified.Meta):
        verbose_name = _("change of a return's day")
        verbose_name_plural = _("changes of a return's day")
        ordering: ClassVar[Any] = ["due_return_id", "id"]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class DueReturnStep(Taken):
    """A state reached on a day, by whom and why; the lifecycle trigger writes it."""

    due_return = models.ForeignKey(
        DueReturn, models.PROTECT, related_name="steps", db_index=False,
        verbose_name=pgettext_lazy("obligation", "return"),
    )  # fmt: skip
    state = models.CharField(_("state"), max_length=15, choices=RETURN_STEPS)

    class Meta(Taken.Meta):
        verbose_name = _("step of a return")
        verbose_name_plural = _("steps of a return")
        ordering: ClassVar[Any] = ["due_return_id", "id"]
        indexes: ClassVar[Any] = [
            models.Index(fields=["due_return", "-reached_on", "-id"], name="return_steps_by_day")
        ]
