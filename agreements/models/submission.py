"""What of an agreement went to approval, word for word, and who drafted it."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Classified
from accounts.models import User
from agreements.lifecycle import SubmissionKind
from agreements.models.agreement import Agreement


class AgreementDrafter(Classified):
    """Whoever entered or changed an agreement; none of them decides about it (I22)."""

    append_only = only_relabelled = True

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="drafters")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta(Classified.Meta):
        verbose_name = _("drafter of an agreement")
        verbose_name_plural = _("drafters of agreements")
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(fields=["agreement", "user"], name="drafter_of_an_agreement_once")
        ]

    def __str__(self) -> str:
        return str(self.user)


class AgreementSubmission(Classified):
    """The content put to approval; decisions are bound to its digest (walls.md 2)."""

    append_only = only_relabelled = True

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="submissions")
    no = models.PositiveSmallIntegerField(_("submission"))
    kind = models.CharField(_("what is submitted"), max_length=30, choices=SubmissionKind)
    content = models.JSONField(_("content"))
    content_hash = models.CharField(_("digest"), max_length=64)

    class Meta(Classified.Meta):
        verbose_name = _("submitted agreement")
        verbose_name_plural = _("submitted agreements")
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(
                fields=["agreement", "no"], name="submissions_of_an_agreement_are_numbered"
            )
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id}/{self.no}"
