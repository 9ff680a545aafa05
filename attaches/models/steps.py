"""Rows of the steps taken (decisions.md 17): written by the lifecycle triggers alone, read for any day of the past."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Reached


class Stepwise(models.Model):
    """A record with a lifecycle: its state and the legal day it was reached."""

    state_on = models.DateField(_("since"), editable=False)

    class Meta:
        abstract = True


class Step(Reached):
    """A state reached on a legal day, recorded at an instant by somebody. `access.lifecycles` writes it."""

    state = models.CharField(_("state"), max_length=30)

    class Meta(Reached.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.state} {self.reached_on}"
