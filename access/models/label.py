"""Interned labels: level, caveats, compartments. Rows never change (walls.md 1)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from access.ladder import CAVEAT_NAMES, LEVEL_CHOICES, level_code
from foundation.azerbaijani import capitals


class Label(models.Model):
    """Who may read: level reached, *all* caveats and compartments held. `releasable_to` narrows exports only."""

    append_only = True

    id = models.AutoField(primary_key=True)
    level = models.PositiveSmallIntegerField(_("level"), choices=LEVEL_CHOICES)
    caveats = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name=_("caveats"))
    compartments = ArrayField(
        models.CharField(max_length=60), default=list, blank=True, verbose_name=_("compartments")
    )
    releasable_to = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, verbose_name=_("releasable to")
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        ordering = ["level", "id"]

    def __str__(self) -> str:
        return self.marking

    @property
    def level_code(self) -> str:
        """Stable name of the level."""
        return level_code(self.level)

    @property
    def marking(self) -> str:
        """The words printed on top and bottom: OFFICIAL USE // NEGOTIATIONS."""
        words = [str(self.get_level_display()), *(str(CAVEAT_NAMES.get(c, c)) for c in self.caveats)]
        return capitals(" // ".join(words), get_language() or "en")
