"""Interned labels: level, caveats, compartments. Rows never change (walls.md 1)."""

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from access.ladder import CAVEAT_NAMES, LEVEL_CHOICES, level_code
from foundation.azerbaijani import capitals


class Label(models.Model):
    """Who may read: level reached, *all* caveats and compartments held.

    `releasable_to` says to which States and organisations it may be given (I26): it narrows what is prepared for one
    of them and lets nobody read more.
    """

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
        """The words printed on top and bottom: OFFICIAL USE // NEGOTIATIONS // RELEASABLE TO IT, TR."""
        return marking_of(self.level, self.caveats, self.releasable_to)

    @property
    def unmarked(self) -> bool:
        """Unclassified, without caveat and list: it may be given to anybody. The same question as unmarked() in SQL."""
        return self.level == 0 and not self.caveats and not self.compartments


def marking_of(level: int, caveats: Iterable[str], releasable_to: Iterable[str]) -> str:
    """The words of a marking in the reader's language."""
    words = [str(dict(LEVEL_CHOICES)[level]), *(str(CAVEAT_NAMES.get(code, code)) for code in caveats)]
    if receivers := ", ".join(releasable_to):
        words.append(gettext("releasable to %(receivers)s") % {"receivers": receivers})
    return capitals(" // ".join(words), get_language() or "en")


def shared_release(labels: Iterable[Label]) -> set[str]:
    """To whom all of these may be given; nobody is named where all are unmarked and so may be given to anybody."""
    named = [set(label.releasable_to) for label in labels if not label.unmarked]
    return set.intersection(*named) if named else set()
