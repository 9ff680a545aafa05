"""What may be done with rules; everybody acknowledges what is addressed to him."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role

CENTER = {Role.CMD_DESK, Role.CMD_HEAD}
VERBS = {
    "reminder_rules.amend": CENTER,
    "reminders.retry_mail": CENTER,
    "reminders.drop_mail": CENTER,
}

# In the trail, what was done.
WORDS = {
    "reminder_rules.amend": _("reminder rule changed"),
    "reminder_rules.load_reference": _("reminder rules loaded"),
    "reminders.acknowledge": _("notice acknowledged"),
    "reminders.claim_mail": _("message taken up"),
    "reminders.deliver": _("reminder delivered"),
    "reminders.digest": _("digest written"),
    "reminders.drop_mail": _("message dropped"),
    "reminders.mail_failed": _("message could not be sent"),
    "reminders.mail_sent": _("message sent"),
    "reminders.plan": _("reminder planned"),
    "reminders.prefer": _("delivery preference changed"),
    "reminders.reopen": _("reminder waits for the next holder"),
    "reminders.retry_mail": _("message tried again"),
    "reminders.see": _("notice seen"),
    "reminders.snooze": _("notice put off"),
    "reminders.wake": _("notice told again"),
}
