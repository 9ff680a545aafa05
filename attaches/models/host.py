"""What receiving States ask for; kept once per State, so that nobody has to know it by heart."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from access.models import Classified
from directory.models import Country
from foundation.models import Versioned


class HostPractice(Classified, Versioned):
    """What a receiving State asks for around an attaché: consents, notes, lead times (domain.md B2)."""

    country = models.OneToOneField(
        Country, models.PROTECT, related_name="+", verbose_name=_("receiving State")
    )
    consents_to_office = models.BooleanField(_("consents to the office itself first"), default=False)
    consents_to_person = models.BooleanField(_("consents to the person (VCDR art. 7)"), default=True)
    second_note = models.BooleanField(
        _("wants a second note asking for accreditation"), default=True,
        help_text=_("Otherwise its consent is the accreditation."),
    )  # fmt: skip
    lead_days = models.PositiveSmallIntegerField(
        _("days before arrival"), default=28, help_text=_("By then names and biographies are to be there.")
    )
    call_notice_days = models.PositiveSmallIntegerField(
        _("days of notice of a call"), default=14, help_text=_("How long before they are agreed.")
    )
    basis = models.CharField(_("where that is laid down"), max_length=300)

    class Meta(Classified.Meta):
        verbose_name = _("practice of a receiving State")
        verbose_name_plural = _("practice of receiving States")
        constraints: ClassVar[Any] = [
            models.CheckConstraint(condition=~Q(basis=""), name="practice_has_a_basis"),
        ]

    def __str__(self) -> str:
        return str(self.country)
