"""Returns to OSCE, the United Nations and others have to be reminded of (domain.md C7, row 32)."""

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from activities.deadlines.rule import COLUMNS, NOBODY, ExerciseRule
from activities.models import DueReturn
from activities.selectors.returns import owed, return_titles
from reminders.registry import Audience, RuleDefaults


def _returns() -> QuerySet:
    """What is owed, whichever office has to bring it together."""
    rows = owed(DueReturn.objects.unrestricted(reason="plan reminders"))
    return rows.annotate(mission_id=NOBODY, office_id=F("obligation__owner_id")).values(*COLUMNS)


RULES: tuple[ExerciseRule, ...] = (
    ExerciseRule(
        "returns.due",
        _("Submit a return to an international organisation"),
        RuleDefaults(
            (-60, -30, -14, -3, 1),
            (Audience(Role.ARMS_CONTROL_DESK), Audience(owner=True)),
            legal=True,
            escalate_to=Role.MFA_MILPOL,
            escalate_after=1,
            numbers=(32,),
        ),
        _returns,
        return_titles,
        "activities:return",
    ),
)
