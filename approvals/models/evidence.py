"""What proves a decision that was taken on paper and only recorded here (domain.md C6: external decision recorded)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Classified
from accounts.models import Office
from approvals.models.case import Case
from approvals.models.decision import Decision
from documents.models import StoredFile


class Evidence(Classified):
    """Who decided, on which day, by which note or letter, and its scan. Whoever recorded it did not decide."""

    append_only = only_relabelled = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="evidence", verbose_name=_("case"))
    decision = models.OneToOneField(
        Decision, models.PROTECT, related_name="evidence", verbose_name=_("decision")
    )
    recorded_in = models.ForeignKey(
        Office, models.PROTECT, related_name="+", verbose_name=_("recorded by the office")
    )
    decided_by = models.CharField(_("decided by"), max_length=200)
    decided_on = models.DateField(_("decided on"))
    letter = models.CharField(_("reference in the register of correspondence"), max_length=20, blank=True)
    citation = models.CharField(_("number and date of the paper"), max_length=300, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("scanned paper"))

    class Meta(Classified.Meta):
        verbose_name = _("evidence of a decision on paper")
        verbose_name_plural = _("evidence of decisions on paper")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~(models.Q(letter="") & models.Q(citation="")), name="evidence_is_cited"
            ),
            models.CheckConstraint(condition=~models.Q(decided_by=""), name="evidence_names_who_decided"),
        ]

    def __str__(self) -> str:
        return f"{self.decided_by}, {self.citation or self.letter}"
