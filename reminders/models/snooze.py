"""Put off for a while by the person told, with a reason; it never passes the legal deadline (domain.md C7)."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from access.models import Classified
from reminders.models.outbox import Notice


class Snooze(Classified):
    """One notice, out of the inbox until a day and told again on it."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="snoozes", verbose_name=_("notice"))
    until = models.DateField(_("until"))
    reason = models.CharField(_("reason"), max_length=300)
    at = models.DateTimeField(_("put off at"), db_default=Now(), editable=False)
    woken_at = models.DateTimeField(_("told again at"), null=True, editable=False)

    class Meta(Classified.Meta):
        verbose_name = _("snooze")
        verbose_name_plural = _("snoozes")
        constraints = [
            models.UniqueConstraint(
                fields=["notice"], condition=models.Q(woken_at__isnull=True), name="snoozed_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(reason__regex=r"\S"),
                name="snooze_has_a_reason",
                violation_error_message=_("Say why it is put off."),
            ),
        ]
        indexes = [
            models.Index(fields=["until"], name="snooze_to_wake", condition=models.Q(woken_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.notice} · {self.until}"
