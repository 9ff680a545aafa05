"""What changed the parties or the terms after registration is registered, too (Charter art. 102; domain.md B4)."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.models import Classified
from agreements.engine import LaterKind
from agreements.models.agreement import Agreement, Party
from directory.models import Country


class LaterRegistration(Classified):
    """One later action as the Secretariat has registered it; the action itself stands where it happened."""

    append_only = only_relabelled = True

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="later_registrations", verbose_name=_("agreement")
    )
    kind = models.CharField(_("later action"), max_length=15, choices=LaterKind)
    acted_on = models.DateField(_("day of the action"))
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=pgettext_lazy("agreement", "party"),
        help_text=_("Who acceded or withdrew; empty where the action concerns the whole agreement."),
    )  # fmt: skip
    registered_on = models.DateField(_("registered on"))
    number = models.CharField(_("registration number"), max_length=60, blank=True)
    registered_by = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("registered by")
    )
    recorded_at = models.DateTimeField(_("recorded at"), editable=False)

    class Meta(Classified.Meta):
        verbose_name = _("registration of a later action")
        verbose_name_plural = _("registrations of later actions")
        ordering: ClassVar[Any] = ["agreement", "acted_on", "id"]
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(
                fields=["agreement", "kind", "acted_on", "party"], nulls_distinct=False,
                name="later_action_registered_once",
            ),
            models.CheckConstraint(
                condition=Q(registered_on__gte=F("acted_on")), name="later_action_registered_after_it",
                violation_error_message=_("It is registered after it has happened."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[LaterKind.ACCESSION, LaterKind.WITHDRAWAL], party__isnull=False)
                | Q(kind__in=[LaterKind.DENUNCIATION, LaterKind.TERMINATION], party__isnull=True),
                name="later_action_of_a_party_names_it",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.acted_on}"
