"""A reminder somebody sets on a record: a deadline of their own office, in their own words."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Classified
from accounts.models import Office, User
from foundation.models import Versioned
from foundation.references import reference_field
from reminders.lifecycle import CustomState


class CustomReminder(Versioned, Classified):
    """Told to the office that set it; it carries at least the label of the record it is about."""

    reference = reference_field("REM", "reminders_customreminder")
    record = models.CharField(_("record"), max_length=40)
    words = models.CharField(_("what is to be done"), max_length=200)
    due_on = models.DateField(_("due on"))
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("set by"), editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=CustomState, default=CustomState.OPEN, editable=False
    )

    class Meta(Classified.Meta):
        verbose_name = _("reminder on a record")
        verbose_name_plural = _("reminders on records")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(words__regex=r"\S"),
                name="custom_reminder_says_what",
                violation_error_message=_("Say what is to be done."),
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["record"], name="custom_reminder_by_record"),
            models.Index(
                fields=["due_on"], name="custom_reminder_open", condition=models.Q(state="open")
            ),
        ]

    def __str__(self) -> str:
        return self.words
