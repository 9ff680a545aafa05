"""What of another floor's record went to approval, and who drafted it: bases its app points at the record."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Classified
from accounts.models import User


class Drafter(Classified):
    """Somebody who entered or changed a record: barred from every step of its approval (I22)."""

    append_only = only_relabelled = True

    user = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta(Classified.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self.user)


class Submitted(Classified):
    """What was put to approval, word for word, under its number; decisions are bound to its digest (walls.md 2)."""

    append_only = only_relabelled = True

    no = models.PositiveSmallIntegerField(_("submission"))
    content = models.JSONField(_("content"))
    content_hash = models.CharField(_("digest"), max_length=64)

    class Meta(Classified.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.no}"
