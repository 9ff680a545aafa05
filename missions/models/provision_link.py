"""Which provision of an agreement serves an objective of a document or answers a threat it names (domain.md A5.25)."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from access.models import ClassifiedRecord
from agreements.models import Provision
from foundation.references import reference_field
from missions.models.document import StrategicObjective

LINKED_ALREADY = _("This provision is linked to this objective already.")


class ObjectiveProvision(ClassifiedRecord):
    """One provision linked to one objective or threat from a day on; taken off by another day, never deleted."""

    reference = reference_field("OBP", "missions_objectiveprovision")
    objective = models.ForeignKey(
        StrategicObjective,
        models.PROTECT,
        related_name="provision_links",
        verbose_name=_("objective or threat"),
    )
    provision = models.ForeignKey(Provision, models.PROTECT, related_name="+", verbose_name=_("provision"))
    note = models.CharField(
        _("how it serves"), max_length=300, blank=True, help_text=_("In a sentence, where that is not plain.")
    )
    linked_on = models.DateField(_("linked on"), editable=False)
    unlinked_on = models.DateField(_("taken off on"), null=True, editable=False)

    class Meta(ClassifiedRecord.Meta):
        verbose_name = _("provision that serves an objective")
        verbose_name_plural = _("provisions that serve objectives")
        ordering = ["-id"]
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(
                fields=["objective", "provision"], condition=Q(unlinked_on__isnull=True),
                name="provision_serves_an_objective_once", violation_error_message=LINKED_ALREADY,
            ),
            models.CheckConstraint(
                condition=Q(unlinked_on__isnull=True) | Q(unlinked_on__gte=F("linked_on")),
                name="provision_link_ends_after_begin",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.objective.code} ← {self.provision.article} · {self.provision.title}"

    @property
    def is_current(self) -> bool:
        """Not taken off."""
        return self.unlinked_on is None
