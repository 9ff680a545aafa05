"""A decision taken back by whoever gave it: a row beside it, so that what was said stays said (domain.md C9)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Classified
from accounts.models import Office, User
from approvals.models.case import Case
from approvals.models.decision import Decision


class Revocation(Classified):
    """An agreeing decision stands no more; its office is asked again. The database holds the window and the order."""

    append_only = only_relabelled = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="revocations", verbose_name=_("case"))
    decision = models.OneToOneField(
        Decision, models.PROTECT, related_name="revocation", verbose_name=_("decision")
    )
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("person"))
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    reason = models.TextField(_("reason"), max_length=1000)
    at = models.DateTimeField(_("at"))
    on = models.DateField(_("on"))

    class Meta(Classified.Meta):
        verbose_name = _("decision taken back")
        verbose_name_plural = _("decisions taken back")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="taken_back_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.on}"
