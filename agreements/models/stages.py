"""What happened to an agreement, on which day: rows that are only added (decisions.md 17)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Classified, Reached
from agreements.lifecycle import AgreementState
from agreements.models.agreement import Agreement, Party


class StageEvent(Reached):
    """A stage reached on a day, by whom and why; the lifecycle trigger writes it, so it agrees with the state."""

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="stages", verbose_name=_("agreement")
    )
    state = models.CharField(_("stage"), max_length=30, choices=AgreementState)

    class Meta(Reached.Meta):
        verbose_name = _("stage of an agreement")
        verbose_name_plural = _("stages of an agreement")
        ordering = ["agreement", "id"]
        indexes = [models.Index(fields=["agreement", "-reached_on", "-id"], name="stages_by_day")]


class Notification(Classified):
    """One party tells the others that its domestic procedures are complete (VCLT arts 16, 78)."""

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="notifications", verbose_name=_("agreement")
    )
    party = models.OneToOneField(
        Party, models.PROTECT, related_name="notification", verbose_name=_("notifying party")
    )
    sent_on = models.DateField(_("sent on"))
    received_on = models.DateField(_("received on"), null=True, blank=True)

    class Meta(Classified.Meta):
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["agreement", "sent_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(received_on__isnull=True) | models.Q(received_on__gte=models.F("sent_on")),
                name="notification_received_after_sent",
                violation_error_message=_("A notification is not received before it is sent."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.party} · {self.sent_on}"
