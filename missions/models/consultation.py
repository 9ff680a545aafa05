"""Was the Ministry of Defence consulted before foreign-policy decisions, and what came of it? (domain.md A7.34)"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.models import ClassifiedRecord
from directory.models import Country, Organisation
from foundation.references import reference_field
from missions.models.meeting import CoordinationMeeting
from missions.terms import ADVISED, ConsultationOutcome, CoordinationLevel

_NOT = ConsultationOutcome.NOT_CONSULTED


class DecisionConsultation(ClassifiedRecord):
    """A decision of the Ministry of Foreign Affairs, entered once it is taken; it stays as it was entered.

    What was entered by a slip is taken back with a reason and entered anew; it stays here and counts nowhere.
    """

    reference = reference_field("DCN", "missions_decisionconsultation")
    decision = models.CharField(_("foreign-policy decision"), max_length=200)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=pgettext_lazy("consultation", "organisation"),
    )  # fmt: skip
    decided_on = models.DateField(_("decided on"))
    outcome = models.CharField(_("what came of the advice"), max_length=20, choices=ConsultationOutcome)
    consulted_on = models.DateField(
        _("consulted on"), null=True, blank=True,
        help_text=_("The day the Ministry of Defence was asked, before the decision; empty where it was not."),
    )  # fmt: skip
    level = models.CharField(
        _("level"), max_length=20, choices=CoordinationLevel, blank=True,
        help_text=_("At which the Ministry of Defence was consulted."),
    )  # fmt: skip
    meeting = models.ForeignKey(
        CoordinationMeeting, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("meeting"),
        help_text=_("Where it was consulted in a meeting of both ministries: day and level are those of the meeting."),
    )  # fmt: skip
    advice = models.TextField(_("what the Ministry of Defence advised"), max_length=8000, blank=True)
    remark = models.CharField(pgettext_lazy("consultation", "remark"), max_length=2000, blank=True)
    taken_back_on = models.DateField(
        pgettext_lazy("consultation", "taken back on"), null=True, blank=True, editable=False
    )

    class Meta(ClassifiedRecord.Meta):
        verbose_name = _("consultation on a decision")
        verbose_name_plural = _("consultations on decisions")
        indexes: ClassVar[Any] = [models.Index(fields=["decided_on"], name="consultation_by_day")]
        constraints: ClassVar[Any] = [
            models.CheckConstraint(condition=~Q(decision=""), name="consultation_on_a_decision"),
            models.CheckConstraint(
                condition=Q(outcome=_NOT, consulted_on__isnull=True, level="", meeting__isnull=True)
                | (~Q(outcome=_NOT) & Q(consulted_on__isnull=False) & ~Q(level="")),
                name="consulted_on_a_day_at_a_level",
            ),
            models.CheckConstraint(
                condition=Q(consulted_on__isnull=True) | Q(consulted_on__lte=F("decided_on")),
                name="consulted_before_the_decision",
            ),
            models.CheckConstraint(
                condition=(Q(outcome__in=ADVISED) & ~Q(advice="")) | (~Q(outcome__in=ADVISED) & Q(advice="")),
                name="consultation_says_the_advice",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} · {self.decision}"

    @property
    def is_consulted(self) -> bool:
        """The Ministry of Defence was asked before the decision."""
        return self.consulted_on is not None

    @property
    def stands(self) -> bool:
        """Not taken back."""
        return self.taken_back_on is None
