"""The outbox: what is to be said to which office, what was said to whom, and the messages that left."""

from uuid import uuid4

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from access.models import Classified
from accounts.models import Office, User
from reminders.lifecycle import MailState, ReminderState
from reminders.models.rule import Rule


class Reminder(Classified):
    """One deadline, one offset, one office: the key that makes planning repeatable (decisions.md 24)."""

    rule = models.ForeignKey(Rule, models.PROTECT, related_name="reminders", verbose_name=_("rule"))
    record = models.CharField(_("record"), max_length=40)
    due_on = models.DateField(_("due on"))
    due_at = models.DateTimeField(
        _("due at"),
        null=True,
        help_text=_("Only of what runs by the clock, such as the reply to an inspection."),
    )
    offset = models.SmallIntegerField(_("days or hours from the due date"))
    office = models.ForeignKey(Office, models.PROTECT, related_name="reminders", verbose_name=_("office"))
    is_escalation = models.BooleanField(_("escalation"), default=False)
    planned_on = models.DateField(_("planned on"))
    state = models.CharField(_("state"), max_length=12, choices=ReminderState, default=ReminderState.PENDING)
    delivered_at = models.DateTimeField(_("delivered at"), null=True)
    waits_since = models.DateTimeField(_("waits since"), db_default=Now(), editable=False)

    class Meta(Classified.Meta):
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "record", "due_on", "offset", "office", "due_at"],
                name="reminder_once",
                condition=~models.Q(state=ReminderState.SUPERSEDED),
                nulls_distinct=False,
            )
        ]
        indexes = [
            models.Index(fields=["id"], name="reminder_pending", condition=models.Q(state="pending")),
            models.Index(fields=["record", "state"], name="reminder_by_record"),
            models.Index(fields=["office"], name="reminder_vacant", condition=models.Q(state="vacant")),
        ]

    def __str__(self) -> str:
        return f"{self.rule} · {self.record}"


class Mail(Classified):
    """One message to one person; claimed under a lease, sent at least once with a stable Message-ID."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("person"))
    channel = models.CharField(_("channel"), max_length=20, default="email", db_default="email")
    is_digest = models.BooleanField(_("digest"), default=False, db_default=False)
    key = models.CharField(_("key"), max_length=64, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=MailState, default=MailState.PENDING)
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=0)
    due_at = models.DateTimeField(_("due at"), db_default=Now(), editable=False)
    next_try_at = models.DateTimeField(_("next try at"))
    sent_at = models.DateTimeField(_("sent at"), null=True)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)

    class Meta(Classified.Meta):
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(fields=["next_try_at"], name="mail_waiting", condition=models.Q(state="pending")),
            models.Index(fields=["user"], name="mail_open", condition=models.Q(state="pending", attempt=0)),
            models.Index(fields=["id"], name="mail_given_up", condition=models.Q(state="dead")),
        ]

    def __str__(self) -> str:
        return self.key[:12]


class Notice(Classified):
    """What one person finds in the inbox, exactly once: written with the mark that the reminder is delivered."""

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    reminder = models.ForeignKey(Reminder, models.PROTECT, related_name="notices", verbose_name=_("reminder"))
    user = models.ForeignKey(User, models.PROTECT, related_name="notices", verbose_name=_("person"))
    delivered_at = models.DateTimeField(_("delivered at"))
    seen_at = models.DateTimeField(_("seen at"), null=True)
    acknowledged_at = models.DateTimeField(_("acknowledged at"), null=True)

    class Meta(Classified.Meta):
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [models.UniqueConstraint(fields=["reminder", "user"], name="notice_once")]
        indexes = [
            models.Index(fields=["user", "-id"], name="notice_inbox"),
            models.Index(
                fields=["reminder"],
                name="notice_unseen",
                condition=models.Q(seen_at__isnull=True, acknowledged_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.reminder)

    @property
    def version(self) -> int:
        """For the ETag: a notice changes when it is seen and when it is acknowledged."""
        return 1 + (self.seen_at is not None) + (self.acknowledged_at is not None)


class MailLine(Classified):
    """A notice told in a message, at the notice's label; the message itself says whom and carries the least label."""

    mail = models.ForeignKey(Mail, models.PROTECT, related_name="lines", verbose_name=_("message"))
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="mail_lines", verbose_name=_("notice"))

    class Meta(Classified.Meta):
        verbose_name = _("line of a message")
        verbose_name_plural = _("lines of messages")
        constraints = [models.UniqueConstraint(fields=["mail", "notice"], name="told_once_in_a_message")]

    def __str__(self) -> str:
        return str(self.notice_id)
