"""Rules as data: when and whom to remind; which deadlines exist is code (registry.py)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from foundation.models import Versioned
from reminders.engine import DayMove, OffsetUnit
from reminders.registry import rules

SUPERIORS = [("superior", _("Superior office")), ("superior_2", _("The office above the superior"))]


class Rule(Versioned):
    """When, whom and how one kind of deadline is told; the Center may change it (domain.md C7)."""

    code = models.CharField(_("rule"), max_length=60, unique=True, editable=False)
    offsets = ArrayField(models.SmallIntegerField(), verbose_name=_("days before (-) or after the due date"))
    unit = models.CharField(
        _("counted in"),
        max_length=12,
        choices=OffsetUnit,
        default=OffsetUnit.DAYS,
        db_default=OffsetUnit.DAYS,
    )
    is_legal = models.BooleanField(
        _("legal deadline"), default=False, help_text=_("Moves to the earlier working day.")
    )
    is_at_once = models.BooleanField(
        _("also on free days"),
        default=False,
        db_default=False,
        help_text=_("Told on its day, also where nobody works: for emergencies."),
    )
    quiet_from = models.TimeField(
        _("no messages from"),
        null=True,
        blank=True,
        help_text=_("In the recipient's time zone. What is told meanwhile stands in the inbox at once."),
    )
    quiet_until = models.TimeField(_("no messages until"), null=True, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("reminder rule")
        verbose_name_plural = _("reminder rules")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | models.Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="rule_quiet_has_both_ends",
                violation_error_message=_("Quiet hours have a beginning and an end."),
            ),
            models.CheckConstraint(
                condition=~models.Q(is_legal=True, is_at_once=True),
                name="rule_moves_one_way",
                violation_error_message=_(
                    "A legal deadline is told on the working day before, not on a free day."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What the reminder says, in the reader's language."""
        known = rules().get(self.code)
        return str(known.title) if known else self.code

    @property
    def move(self) -> DayMove:
        """Where a reminder goes that falls on a day nobody works."""
        if self.is_legal:
            return DayMove.EARLIER
        return DayMove.STAY if self.is_at_once else DayMove.LATER


class RuleAudience(Versioned):
    """One office, or kind of office, that a rule addresses."""

    rule = models.ForeignKey(Rule, models.CASCADE, related_name="audience", verbose_name=_("rule"))
    role = models.CharField(_("role"), max_length=30, choices=Role, blank=True)
    at_mission = models.BooleanField(_("only at the mission concerned"), default=False)
    is_owner = models.BooleanField(_("the office the deadline itself names"), default=False)

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")

    def __str__(self) -> str:
        return str(self.get_role_display() or _("the office the deadline itself names"))


class RuleEscalation(Versioned):
    """One step up the chain once a deadline has passed; an acknowledgement does not stop it (domain.md C7).

    `step` is its name in the key of every reminder it makes, and does not change when the chain does.
    """

    rule = models.ForeignKey(Rule, models.CASCADE, related_name="escalations", verbose_name=_("rule"))
    step = models.PositiveSmallIntegerField(_("step"), editable=False)
    after = models.PositiveSmallIntegerField(
        _("after the due date"), default=0, help_text=_("Working days; hours where the rule counts hours.")
    )
    role = models.CharField(_("escalate to"), max_length=30, choices=[*Role.choices, *SUPERIORS])
    at_mission = models.BooleanField(_("only at the mission concerned"), default=False)

    class Meta:
        verbose_name = _("escalation")
        verbose_name_plural = _("escalations")
        ordering = ["after", "step"]
        constraints = [models.UniqueConstraint(fields=["rule", "step"], name="rule_escalation_step")]

    def __str__(self) -> str:
        return str(self.get_role_display())


class RuleFault(models.Model):
    """A rule whose deadlines cannot be asked for: there while it fails, a task of the Center. See services.faults."""

    rule = models.OneToOneField(Rule, models.CASCADE, related_name="fault", verbose_name=_("rule"))
    since = models.DateTimeField(_("fails since"), db_default=Now())
    error = models.CharField(_("error"), max_length=100)

    class Meta:
        verbose_name = _("failing rule")
        verbose_name_plural = _("failing rules")

    def __str__(self) -> str:
        return str(self.rule)
