"""What reached nobody: messages given up, offices where nobody may read what they should be told, failing rules."""

from dataclasses import dataclass

from django.db.models import QuerySet

from access.context import Subject
from foundation.permissions import may
from reminders.lifecycle import MailState, ReminderState
from reminders.models import Mail, Reminder, RuleFault
from reminders.selectors.custom import without_others

AT_MOST = 20


@dataclass(frozen=True)
class Undelivered:
    """For the Center's desk."""

    mails: list[Mail]
    vacant: list[Reminder]
    faults: list[RuleFault]

    def __bool__(self) -> bool:
        return bool(self.mails or self.vacant or self.faults)


def given_up(*, to: Subject) -> QuerySet[Mail]:
    """Messages no further try is made of, the latest first; empty for whoever does not answer for them."""
    rows = (
        Mail.objects.visible_to(to) if may(to, "reminders.retry_mail") else Mail.objects.visible_to(to).none()
    )
    return rows.filter(state=MailState.DEAD).select_related("user").order_by("-pk")


def undelivered(*, to: Subject) -> Undelivered:
    """The latest of each, as far as this person may see them."""
    if not may(to, "reminders.retry_mail"):
        return Undelivered([], [], [])
    vacant = without_others(Reminder.objects.visible_to(to), to=to).filter(state=ReminderState.VACANT)
    return Undelivered(
        list(given_up(to=to)[:AT_MOST]),
        list(vacant.select_related("rule", "office").order_by("due_on", "pk")[:AT_MOST]),
        list(
            RuleFault.objects.filter(rule__is_active=True)
            .select_related("rule")
            .order_by("since", "pk")[:AT_MOST]
        ),
    )
