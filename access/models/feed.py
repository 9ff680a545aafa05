"""A person's calendar feed: a secret address that shows what the person may see, up to a level."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.ladder import LEVEL_CHOICES
from accounts.models import Appointment


class CalendarFeed(models.Model):
    """Bound to one appointment: it ends with it and with the account. Of the address only its digest is kept."""

    appointment = models.ForeignKey(
        Appointment, models.PROTECT, related_name="calendar_feeds", verbose_name=_("appointment")
    )
    level = models.PositiveSmallIntegerField(_("up to the level"), choices=LEVEL_CHOICES)
    digest = models.CharField(_("digest of the address"), max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made at"), editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["appointment"], condition=models.Q(ended_at__isnull=True), name="calendar_feed_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(ended_at__gte=models.F("made_at")),
                name="calendar_feed_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=models.Q(digest__regex="^[0-9a-f]{64}$"), name="calendar_feed_keeps_a_digest"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appointment} · {self.get_level_display()}"
