"""Which instrument took the place of which (VCLT art. 59)."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from access.models import Classified
from agreements.models.agreement import Agreement
from foundation.models import Versioned


class Supersession(Classified, Versioned):
    """A later instrument took the place of an earlier one; told to those who may read of both."""

    earlier = models.OneToOneField(
        Agreement, models.PROTECT, related_name="supersession", verbose_name=_("superseded agreement")
    )
    successor = models.ForeignKey(
        Agreement, models.PROTECT, related_name="supersedes", verbose_name=_("superseded by")
    )
    since = models.DateField(_("superseded on"))

    class Meta(Classified.Meta):
        verbose_name = _("supersession")
        verbose_name_plural = _("supersessions")
        ordering: ClassVar[Any] = ["since", "id"]
        constraints: ClassVar[Any] = [
            models.CheckConstraint(condition=~Q(earlier=F("successor")), name="superseded_by_another")
        ]

    def __str__(self) -> str:
        return f"{self.earlier} · {self.since}"
