"""How a posting is selected: who drafted it, what was waived, and what went to approval (domain.md C6, I6)."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Classified
from accounts.models import Office, User
from attaches.models.posting import Posting
from attaches.terms import Requirement
from foundation.models import Versioned


class Waiver(Classified, Versioned):
    """The head of department lets a posting go ahead below one of the post's requirements, and says why (I6)."""

    posting = models.ForeignKey(Posting, models.PROTECT, related_name="waivers", verbose_name=_("posting"))
    requirement = models.CharField(_("requirement"), max_length=20, choices=Requirement)
    reason = models.CharField(_("reason"), max_length=300)
    decided_on = models.DateField(_("decided on"))
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("decided by"))
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))

    class Meta(Classified.Meta):
        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(fields=["posting", "requirement"], name="one_waiver_of_a_requirement"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="waiver_says_why"),
        ]

    def __str__(self) -> str:
        return str(self.get_requirement_display())


class PostingDrafter(Classified):
    """Somebody who proposed or amended a posting: barred from every later step of its approval (I22)."""

    append_only = only_relabelled = True

    posting = models.ForeignKey(Posting, models.PROTECT, related_name="drafters")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta(Classified.Meta):
        verbose_name = _("drafter of a posting")
        verbose_name_plural = _("drafters of postings")
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(fields=["posting", "user"], name="drafter_of_a_posting_once")
        ]

    def __str__(self) -> str:
        return str(self.user)


class PostingSubmission(Classified):
    """What of a posting went to approval, word for word; decisions are bound to its digest (walls.md 2)."""

    append_only = only_relabelled = True

    posting = models.ForeignKey(Posting, models.PROTECT, related_name="submissions")
    no = models.PositiveSmallIntegerField(_("submission"))
    kind = models.CharField(max_length=30)
    content = models.JSONField(_("content"))
    content_hash = models.CharField(_("digest"), max_length=64)

    class Meta(Classified.Meta):
        verbose_name = _("submitted posting")
        verbose_name_plural = _("submitted postings")
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(fields=["posting", "no"], name="submissions_of_a_posting_are_numbered")
        ]

    def __str__(self) -> str:
        return f"{self.posting_id}/{self.no}"
