"""What of an agreement went to approval, word for word, and who drafted it."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.lifecycle import SubmissionKind
from agreements.models.agreement import Agreement
from approvals.models.submitted import Drafter, Submitted


class AgreementDrafter(Drafter):
    """Whoever entered or changed an agreement."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="drafters")

    class Meta(Drafter.Meta):
        abstract = False
        verbose_name = _("drafter of an agreement")
        verbose_name_plural = _("drafters of agreements")
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(fields=["agreement", "user"], name="drafter_of_an_agreement_once")
        ]


class AgreementSubmission(Submitted):
    """A mandate, a text or a denunciation as it went to approval."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="submissions")
    kind = models.CharField(_("what is submitted"), max_length=30, choices=SubmissionKind)

    class Meta(Submitted.Meta):
        abstract = False
        verbose_name = _("submitted agreement")
        verbose_name_plural = _("submitted agreements")
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(
                fields=["agreement", "no"], name="submissions_of_an_agreement_are_numbered"
            )
        ]
