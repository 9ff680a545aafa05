"""Steps of what this app keeps; who took them is looked up by the record alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Reached
from accounts.models import Office, User


class Taken(Reached):
    """A state reached, without the two indexes that nobody asks: there are more of these rows than of any others."""

    by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("by")
    )
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("office")
    )

    class Meta(Reached.Meta):
        abstract = True
