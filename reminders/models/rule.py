"""Rules as data: when and whom to remind; which deadlines exist is code (registry.py)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from foundation.models import Versioned
from reminders.registry import rules


class Rule(Versioned):
    """Offsets and escalation of one kind of deadline; the Center may change them (domain.md C7)."""

    code = models.CharField(_("rule"), max_length=60, unique=True, editable=False)
    offsets = ArrayField(models.SmallIntegerField(), verbose_name=_("days before (-) or after the due date"))
    is_legal = models.BooleanField(
        _("legal deadline"), default=False, help_text=_("Moves to the earlier working day.")
    )
    escalate_to = models.CharField(
        _("escalate to"),
        max_length=30,
        blank=True,
        choices=[*Role.choices, ("superior", _("Superior office"))],
    )
    escalate_after = models.PositiveSmallIntegerField(_("working days after the due date"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("reminder rule")
        verbose_name_plural = _("reminder rules")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What the reminder says, in the reader's language."""
        known = rules().get(self.code)
        return str(known.title) if known else self.code


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
