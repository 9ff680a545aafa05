"""Rows of the steps taken (decisions.md 17): written by the lifecycle trigger alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Classified
from accounts.models import Office, User
from correspondence.models.correspondence import Correspondence


class CorrespondenceStep(Classified):
    """A state reached on a legal day, recorded at an instant by somebody."""

    only_relabelled = True

    correspondence = models.ForeignKey(Correspondence, models.PROTECT, related_name="steps")
    state = models.CharField(_("state"), max_length=30)
    reached_on = models.DateField(_("on"))
    recorded_at = models.DateTimeField(_("recorded at"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+", verbose_name=_("office"))
    reason = models.TextField(_("reason"), blank=True)

    class Meta(Classified.Meta):
        verbose_name = _("step of a note or letter")
        verbose_name_plural = _("steps of notes and letters")
        indexes = [models.Index(fields=["correspondence", "id"], name="correspondence_step")]

    def __str__(self) -> str:
        return f"{self.state} {self.reached_on}"
