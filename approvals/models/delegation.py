"""Delegations: an appointment by delegation with the reason it was made for and the kinds of matter it covers."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import ClassifiedRecord
from accounts.models import Appointment
from approvals.registry import kind_label
from foundation.references import reference_field


class Delegation(ClassifiedRecord):
    """Made by the holder or the superior, confirmed by a security officer like every appointment (decisions.md 9).

    Who, in which office, for whom, from when to when stands in the appointment. `kinds`: empty covers every kind.
    """

    coded = {"kinds": lambda kinds: ", ".join(str(kind_label(kind)) for kind in kinds)}

    reference = reference_field("DLG", "approvals_delegation")
    appointment = models.OneToOneField(
        Appointment, models.PROTECT, related_name="delegation", verbose_name=_("appointment"), editable=False
    )
    kinds = ArrayField(
        models.SlugField(max_length=40),
        default=list,
        blank=True,
        verbose_name=_("kinds of matter"),
        editable=False,
    )
    reason = models.CharField(_("reason"), max_length=300, editable=False)

    class Meta(ClassifiedRecord.Meta):
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="delegated_for_a_reason")]

    def __str__(self) -> str:
        return f"{self.reference} · {self.appointment}"
