"""Abstract models every floor builds on."""

from django.db import models
from django.db.models.functions import Now
from django.utils import translation
from django.utils.translation import gettext_lazy as _


class Versioned(models.Model):
    """A row that knows when it came and how often it changed (optimistic version)."""

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("recorded at"), db_default=Now(), editable=False)
    is_demo = models.BooleanField(_("demo row"), default=False, editable=False)

    class Meta:
        abstract = True


class Named(models.Model):
    """Reference data carry both languages (decisions.md 20)."""

    name_en = models.CharField(_("name in English"), max_length=200)
    name_az = models.CharField(_("name in Azerbaijani"), max_length=200)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_az if translation.get_language() == "az" else self.name_en

    name.fget.short_description = _("name")  # type: ignore[attr-defined]  # head of a column in data entry
