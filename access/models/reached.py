"""States a record reached, each a row of its own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models.classified import Classified
from accounts.models import Office, User


class Reached(Classified):
    """A state reached on a legal day, recorded at an instant by somebody and why; `access.lifecycles` writes it.

    The record it belongs to and its `state` stand in the class that is one.
    """

    only_relabelled = True

    reached_on = models.DateField(_("on"))
    recorded_at = models.DateTimeField(_("recorded at"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+", verbose_name=_("office"))
    reason = models.TextField(_("reason"), blank=True)

    class Meta(Classified.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.get_state_display()} · {self.reached_on}"  # type: ignore[attr-defined]
