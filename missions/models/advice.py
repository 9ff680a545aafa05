"""The advice log: what an attaché advised his head of mission, and the months a post has to keep it for (A1.3; C7)."""

from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.models import ClassifiedRecord
from accounts.models import Office, User
from attaches.models import Post, Posting
from directory.models import DiplomaticMission, HeadOfMissionTenure
from foundation.references import reference_field
from foundation.wording import written_days
from missions.lifecycle import Section
from missions.models.paper import MissionPaper
from missions.models.post_report import ReportingRhythm
from missions.terms import AdviceOutcome, AdviceWay

_O = AdviceOutcome


class AdviceEntry(ClassifiedRecord):
    """One piece of advice: who gave it to whom, on which day, and what came of it.

    Mission and tenure follow from the posting and the day. PostgreSQL asks that both are in office when the entry is
    written; a tenure or posting that is shortened afterwards takes nothing out of the log. What was answered stays as
    it was told: another entry corrects it, one as far as its writer sees; several may stand beside each other where
    their markings differ.
    """

    reference = reference_field("ADV", "missions_adviceentry")
    posting = models.ForeignKey(
        Posting, models.PROTECT, related_name="+", verbose_name=pgettext_lazy("advice", "given by")
    )
    mission = models.ForeignKey(
        DiplomaticMission, models.PROTECT, related_name="+", editable=False, verbose_name=_("mission")
    )
    tenure = models.ForeignKey(
        HeadOfMissionTenure,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=pgettext_lazy("advice", "given to"),
    )
    given_on = models.DateField(_("given on"))
    way = models.CharField(pgettext_lazy("advice", "way"), max_length=20, choices=AdviceWay)
    subject = models.CharField(pgettext_lazy("advice", "subject"), max_length=200)
    advice = models.TextField(_("what was advised"), max_length=20_000)
    paper = models.ForeignKey(
        MissionPaper, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("mission paper"),
        help_text=_("Where the advice concerns it."),
    )  # fmt: skip
    section = models.CharField(_("section of the paper"), max_length=12, choices=Section, blank=True)
    outcome = models.CharField(
        _("what the head of mission did"), max_length=20, choices=_O, default=_O.OPEN, editable=False
    )
    answered_on = models.DateField(pgettext_lazy("advice", "answered on"), null=True, editable=False)
    answer_remark = models.CharField(
        pgettext_lazy("advice", "remark"), max_length=2_000, blank=True, editable=False
    )
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name=_("corrects"),
        help_text=_("Only to put right an entry that was answered; that one stays beside it."),
    )  # fmt: skip

    class Meta(ClassifiedRecord.Meta):
        verbose_name = _("entry of the advice log")
        verbose_name_plural = _("advice log")
        ordering = ["-id"]
        indexes: ClassVar[Any] = [
            models.Index(fields=["mission", "-given_on"], name="advice_by_mission"),
            models.Index(fields=["posting", "given_on"], name="advice_by_posting"),
        ]
        constraints: ClassVar[Any] = [
            models.CheckConstraint(condition=~Q(subject="") & ~Q(advice=""), name="advice_says_something"),
            models.CheckConstraint(
                condition=Q(outcome=_O.OPEN, answered_on__isnull=True, answer_remark="")
                | (~Q(outcome=_O.OPEN) & Q(answered_on__isnull=False)),
                name="advice_answered_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("given_on")),
                name="advice_answered_after_it_was_given",
            ),
            models.CheckConstraint(
                condition=Q(section="") | Q(paper__isnull=False), name="advice_on_a_section_of_a_paper"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.reference})"

    @property
    def is_open(self) -> bool:
        """The head of mission has not said what becomes of it."""
        return self.outcome == _O.OPEN


class AdviceMonth(ClassifiedRecord):
    """A month of a post that reports: advice was given in it, or somebody says that there was nothing to advise."""

    reference = reference_field("ADM", "missions_advicemonth")
    rhythm = models.ForeignKey(
        ReportingRhythm,
        models.PROTECT,
        related_name="advice_months",
        verbose_name=_("rhythm of reports"),
        editable=False,
    )
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name=_("post"), editable=False)
    period = DateRangeField(pgettext_lazy("advice", "month"), editable=False)
    ends_on = models.DateField(_("month ends on"), editable=False)
    nothing_on = models.DateField(_("nothing to advise, said on"), null=True, editable=False)
    nothing_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("said by")
    )
    from_office = models.ForeignKey(
        Office, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("office")
    )

    class Meta(ClassifiedRecord.Meta):
        verbose_name = _("month of the advice log")
        verbose_name_plural = _("months of the advice log")
        ordering = ["-id"]
        indexes: ClassVar[Any] = [
            models.Index(
                fields=["ends_on"], name="advice_months_unsaid", condition=Q(nothing_on__isnull=True)
            )
        ]
        constraints: ClassVar[Any] = [
            ExclusionConstraint(
                name="one_advice_month_of_a_post",
                expressions=[("post", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                condition=Q(nothing_on__isnull=True, nothing_by__isnull=True, from_office__isnull=True)
                | Q(nothing_on__gte=F("ends_on"), nothing_by__isnull=False, from_office__isnull=False),
                name="nothing_advised_said_when_over",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post.code}, {written_days(self.period)} ({self.reference})"
