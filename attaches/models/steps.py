"""Rows of the steps taken (decisions.md 17): written by the lifecycle triggers alone, read for any day of the past."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Classified
from accounts.models import Office, User


class Stepwise(models.Model):
    """A record with a lifecycle: its state and the legal day it was reached."""

    state_on = models.DateField(_("since"), editable=False)

    class Meta:
        abstract = True


class Step(Classified):
    """A state reached on a legal day, recorded at an instant by somebody. `access.lifecycles` writes it."""

    only_relabelled = True

    state = models.CharField(_("state"), max_length=30)
    reached_on = models.DateField(_("on"))
    recorded_at = models.DateTimeField(_("recorded at"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+", verbose_name=_("office"))
    reason = models.TextField(_("reason"), blank=True)

    class Meta(Classified.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.state} {self.reached_on}"
