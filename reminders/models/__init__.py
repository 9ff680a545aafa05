"""Rules (open), and the outbox: reminders per office, notices per person, messages; what people put off or set."""

from reminders.models.custom import CustomReminder
from reminders.models.outbox import Mail, MailLine, Notice, Reminder
from reminders.models.preference import Heartbeat, Preference
from reminders.models.rule import Rule, RuleAudience, RuleEscalation, RuleFault
from reminders.models.snooze import Snooze

__all__ = [
    "CustomReminder", "Heartbeat", "Mail", "MailLine", "Notice", "Preference", "Reminder", "Rule", "RuleAudience",
    "RuleEscalation", "RuleFault", "Snooze",
]  # fmt: skip
