"""Rows of the steps taken (decisions.md 17): written by the lifecycle trigger alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Reached
from correspondence.models.correspondence import Correspondence


class CorrespondenceStep(Reached):
    """A state reached on a legal day, recorded at an instant by somebody."""

    correspondence = models.ForeignKey(Correspondence, models.PROTECT, related_name="steps")
    state = models.CharField(_("state"), max_length=30)

    class Meta(Reached.Meta):
        verbose_name = _("step of a note or letter")
        verbose_name_plural = _("steps of notes and letters")
        indexes = [models.Index(fields=["correspondence", "id"], name="correspondence_step")]

    def __str__(self) -> str:
        return f"{self.state} {self.reached_on}"
