"""Periodic reports of an attaché: by which rhythm a post reports, and each report until it is there (C7, row 35)."""

from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.models import ClassifiedRecord
from accounts.models import Office, User
from attaches.models import Post
from documents.models import StoredFile
from foundation.references import reference_field
from foundation.wording import written_days
from missions.terms import ReportRhythm

ONE_RHYTHM = _("The post reports by another rhythm in these days already.")
SAYS_SOMETHING = _("Write the report, or attach its file.")


class ReportingRhythm(ClassifiedRecord):
    """From when to when a post reports, and how often; ended, never deleted."""

    reference = reference_field("RHY", "missions_reportingrhythm")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name=_("post"))
    every = models.CharField(_("how often"), max_length=10, choices=ReportRhythm, default=ReportRhythm.MONTH)
    period = DateRangeField(_("from – to"))

    class Meta(ClassifiedRecord.Meta):
        verbose_name = _("rhythm of reports")
        verbose_name_plural = _("rhythms of reports")
        ordering = ["-id"]
        constraints: ClassVar[Any] = [
            ExclusionConstraint(
                name="one_rhythm_of_a_post_at_a_time",
                expressions=[("post", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                violation_error_message=ONE_RHYTHM,
            ),
            models.CheckConstraint(
                condition=Q(period__isempty=False, period__startswith__isnull=False)
                & Q(period__startswith__day=1),
                name="rhythm_begins_with_a_month",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.post.code}, {self.get_every_display()}"


class PostReport(ClassifiedRecord):
    """The report of a period: owed until it was submitted or the Center does without it."""

    reference = reference_field("RPT", "missions_postreport")
    rhythm = models.ForeignKey(
        ReportingRhythm,
        models.PROTECT,
        related_name="reports",
        verbose_name=_("rhythm of reports"),
        editable=False,
    )
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name=_("post"), editable=False)
    period = DateRangeField(pgettext_lazy("report", "period"), editable=False)
    ends_on = models.DateField(_("period ends on"), editable=False)
    summary = models.TextField(
        pgettext_lazy("report", "report"), max_length=20_000, blank=True,
        help_text=_("What happened, whom you met, what you advise."),
    )  # fmt: skip
    file = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("file"),
        editable=False,
    )
    submitted_on = models.DateField(_("submitted on"), null=True, editable=False)
    submitted_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("submitted by")
    )
    from_office = models.ForeignKey(
        Office, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("office")
    )
    waived_on = models.DateField(_("done without since"), null=True, editable=False)
    waived_because = models.CharField(_("done without because"), max_length=300, blank=True, editable=False)

    class Meta(ClassifiedRecord.Meta):
        verbose_name = _("report of an attaché")
        verbose_name_plural = _("reports of attachés")
        ordering = ["-id"]
        indexes: ClassVar[Any] = [
            models.Index(
                fields=["ends_on"], name="post_reports_owed",
                condition=Q(submitted_on__isnull=True, waived_on__isnull=True),
            )
        ]  # fmt: skip
        constraints: ClassVar[Any] = [
            ExclusionConstraint(
                name="one_report_of_a_post_and_period",
                expressions=[("post", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                condition=Q(submitted_on__isnull=True)
                | ((~Q(summary="") | Q(file__isnull=False)) & Q(from_office__isnull=False, waived_on__isnull=True)),
                name="report_says_something", violation_error_message=SAYS_SOMETHING,
            ),
            models.CheckConstraint(
                condition=Q(waived_on__isnull=True, waived_because="")
                | (Q(waived_on__isnull=False) & ~Q(waived_because="")),
                name="report_done_without_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(submitted_on__isnull=True) | Q(submitted_on__gte=F("period__startswith")),
                name="report_submitted_after_it_began",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.post.code}, {written_days(self.period)} ({self.reference})"

    @property
    def is_owed(self) -> bool:
        """Neither submitted nor done without."""
        return self.submitted_on is None and self.waived_on is None

    @property
    def is_late(self) -> bool:
        """Submitted more than the ten days after the end of its period that the catalogue allows."""
        return self.submitted_on is not None and (self.submitted_on - self.ends_on).days > 10
