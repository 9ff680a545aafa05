"""What of attachés sent to us falls due: our answer to a request, and row 34 of the catalogue (domain.md C7)."""

from typing import Any

from django.db.models import BigIntegerField, DateField, F, Func, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from attaches.deadlines.rule import HERE, Rule, desks
from attaches.lifecycle import ForeignAttacheState
from attaches.models import ForeignAttache
from reminders.registry import RuleDefaults


def _foreign(state: str, due: Any) -> QuerySet[Any]:
    rows = ForeignAttache.objects.unrestricted(reason=HERE).filter(state=state)
    return rows.annotate(due_on=due, mission_id=Value(None, output_field=BigIntegerField()))


def _corps_meeting() -> QuerySet[Any]:
    """The next 10 December; the meeting has no record of its own, so it stands with whoever leads the corps.

    That is the dean, or where there is none whoever has been in function longest.
    """
    december = Func(
        Func(function="home_today"),
        template="(date_trunc('year', %(expressions)s - 10) + interval '11 months 9 days')::date",
        output_field=DateField(),
    )
    corps = ForeignAttache.objects.unrestricted(reason=HERE).filter(state=ForeignAttacheState.IN_FUNCTION)
    by_seniority = corps.order_by(F("dean__upper_inf").desc(nulls_last=True), "function__startswith", "id")
    leads = by_seniority.values("pk")[:1]
    return _foreign(ForeignAttacheState.IN_FUNCTION, december).filter(pk__in=leads)


RULES = (
    Rule(
        "foreign_attaches.reply", _("Answer the request for consent to a foreign attaché"),
        RuleDefaults((20, 30), desks(Role.MFA_PROTOCOL, Role.CMD_DESK), False, Role.MFA_MILPOL, 22),
        lambda: _foreign(ForeignAttacheState.CONSENT_REQUESTED, F("requested_on")), "foreignattache",
    ),
    Rule(
        "foreign_attaches.meeting", _("Annual meeting with the foreign attachés"),
        RuleDefaults((-60, -30), desks(Role.CMD_DESK), False, "", 0, (34,)), _corps_meeting, "foreignattache",
    ),
)  # fmt: skip
