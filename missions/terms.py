"""At which level the two ministries meet (domain.md A7.33): the words of reports and of meetings."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CoordinationLevel(TextChoices):
    """From the desks to the heads of state bodies."""

    TECHNICAL = "technical", _("Technical level")
    DEPARTMENT = "department", _("Heads of department")
    DEPUTY_MINISTER = "deputy_minister", _("Deputy ministers")
    MINISTER = "minister", _("Ministers")
    PRESIDENT_NSC = "president_nsc", _("President, National Security Council")


class ItemOutcome(TextChoices):
    """How an action item ended."""

    DONE = "done", _("done")
    DROPPED = "dropped", _("no longer needed")
