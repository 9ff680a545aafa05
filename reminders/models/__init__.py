"""Rules (open), and the outbox: reminders per office, notices per person, messages."""

from reminders.models.outbox import Mail, MailLine, Notice, Reminder
from reminders.models.rule import Rule, RuleAudience

__all__ = ["Mail", "MailLine", "Notice", "Reminder", "Rule", "RuleAudience"]
