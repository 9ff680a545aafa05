"""What of a marked return went to those who agree to it (domain.md C6); who prepared it, its steps tell."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from activities.models.due_return import DueReturn
from approvals.models.submitted import Submitted


class ReturnSubmission(Submitted):
    """A return as it was put up, with the digest of the text that was to leave."""

    due_return = models.ForeignKey(
        DueReturn, models.PROTECT, related_name="submissions",
        verbose_name=pgettext_lazy("obligation", "return"),
    )  # fmt: skip

    class Meta(Submitted.Meta):
        abstract = False
        verbose_name = _("return put up")
        verbose_name_plural = _("returns put up")
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(fields=["due_return", "no"], name="submissions_of_a_return_are_numbered")
        ]
