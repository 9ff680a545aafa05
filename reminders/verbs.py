"""What may be done with rules and with reminders set by hand; everybody acknowledges what is addressed to him."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role

CENTER = {Role.CMD_DESK, Role.CMD_HEAD}
# Whoever works with records; those who only look or keep the system running set none.
OFFICERS = set(Role) - {Role.LEADERSHIP_READER, Role.AUDITOR, Role.SYSADMIN, Role.SERVICE}
VERBS = {
    "custom_reminders.change": OFFICERS,
    "custom_reminders.set": OFFICERS,
    "custom_reminders.take_back": OFFICERS,
    "reminder_rules.amend": CENTER,
    "reminders.retry_mail": CENTER,
    "reminders.drop_mail": CENTER,
}

# In the trail, what was done.
WORDS = {
    "custom_reminders.change": _("reminder changed"),
    "custom_reminders.set": _("reminder set"),
    "custom_reminders.take_back": _("reminder taken back"),
    "reminder_rules.amend": _("reminder rule changed"),
    "reminder_rules.load_reference": _("reminder rules loaded"),
    "reminders.acknowledge": _("notice acknowledged"),
    "reminders.claim_mail": _("message taken up"),
    "reminders.deliver": _("reminder delivered"),
    "reminders.digest": _("digest written"),
    "reminders.drop_mail": _("message dropped"),
    "reminders.lapse": _("reminder no longer needed"),
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
