"""Opaque API tokens: stored hashed, expiring, scoped, bound to the office they were issued for."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from knox.models import AbstractAuthToken

from accounts.models.office import Office


class TokenScope(models.TextChoices):
    """What a token may do."""

    READ = "read", _("read")
    WRITE = "write", _("read and write")


class ApiToken(AbstractAuthToken):
    """A key for a program that acts for one person in one office."""

    name = models.CharField(_("name"), max_length=80, blank=True)
    scope = models.CharField(_("scope"), max_length=10, choices=TokenScope, default=TokenScope.READ)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")

    def __str__(self) -> str:
        return self.name or self.token_key
