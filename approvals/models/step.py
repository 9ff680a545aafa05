"""Steps of a running case and the offices seated in them, copied from the route at submission."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Classified
from accounts.models import Office
from accounts.roles import Role
from approvals.lifecycle import DaysFrom, StepMode, StepState, Verdict
from approvals.models.case import Case
from approvals.models.route import StepDefinition


class CaseStep(Classified, StepDefinition):
    """Only state and days move; what the step asks for is what it asked for at submission (trigger).

    `aftermath`: an acknowledgement behind the last deciding step; it holds nothing up and is open to everybody seated.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="steps", verbose_name=_("case"))
    role = models.CharField(_("office with the role"), max_length=30, choices=Role)
    days_from = models.CharField(
        _("days set by"),
        max_length=10,
        choices=DaysFrom,
        default=DaysFrom.ROUTE,
        db_default="route",
        editable=False,
    )
    aftermath = models.BooleanField(_("after approval"), default=False)
    state = models.CharField(_("state"), max_length=20, choices=StepState, default=StepState.WAITING)
    opened_on = models.DateField(_("opened on"), null=True)
    due_on = models.DateField(_("due on"), null=True)
    closed_on = models.DateField(_("closed on"), null=True)

    class Meta(Classified.Meta):
        verbose_name = _("step of a case")
        verbose_name_plural = _("steps of a case")
        ordering = ["order", "id"]
        indexes = [
            models.Index(fields=["case", "order"], name="step_by_case"),
            models.Index(fields=["state", "due_on"], name="step_by_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(mode=StepMode.QUORUM) | models.Q(quorum__gte=1), name="case_step_quorum"
            ),
            models.CheckConstraint(
                condition=models.Q(aftermath=False) | models.Q(verdict=Verdict.ACKNOWLEDGE),
                name="only_reading_comes_after",
            ),
            models.CheckConstraint(
                condition=models.Q(co_author=False) | models.Q(verdict=Verdict.SIGN), name="co_authors_sign"
            ),
        ]


class CaseSeat(Classified):
    """An office that may decide a step; whoever holds it on the day decides (decisions.md 22-23)."""

    append_only = only_relabelled = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="seats", verbose_name=_("case"))
    step = models.ForeignKey(CaseStep, models.PROTECT, related_name="seats", verbose_name=_("step"))
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    # Who takes a decision back is seated anew: the earlier row keeps what was said then.
    attempt = models.PositiveSmallIntegerField(_("time asked"), default=1, db_default=1, editable=False)

    class Meta(Classified.Meta):
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["step", "office", "attempt"], name="one_seat_per_office_and_attempt"
            )
        ]

    def __str__(self) -> str:
        return str(self.office)
