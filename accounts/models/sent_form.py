"""Forms that made something, so that sending one again makes nothing more."""

from django.db import models

from accounts.models.user import User


class SentForm(models.Model):
    """What a person sent, by its digest, and the page it led to. Kept for a while, shown nowhere."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    led_to = models.TextField(blank=True)
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="form_sent_once")]

    def __str__(self) -> str:
        return self.led_to
