"""Days computed from the clauses, kept so that reminders can be planned in one statement."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Classified
from agreements.engine import DeadlineKind
from agreements.models.agreement import Agreement


class AgreementDeadline(Classified):
    """Derived, never typed: agreements.terms says the same (a test compares). Every service that changes an agreement
    rewrites its rows in the same transaction; `agreements.roll_deadlines` does so when a term passes into the next."""

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="deadlines", verbose_name=_("agreement")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=DeadlineKind)
    due_on = models.DateField(_("due on"))

    class Meta(Classified.Meta):
        verbose_name = _("computed day")
        verbose_name_plural = _("computed days")
        ordering = ["due_on", "id"]
        constraints = [models.UniqueConstraint(fields=["agreement", "kind"], name="one_deadline_of_a_kind")]
        indexes = [models.Index(fields=["kind", "due_on"], name="deadline_by_day")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.due_on}"
