"""Where the original lies, what the agreement descends from, how it applies before it is in force, its registration."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agreements.lifecycle import FamilyRelation, Participation
from directory.models import Country, Institution, Organisation

NO_DEPOSITARY = _("The parties to a bilateral agreement keep an original each; it has no depositary.")
NO_PARENT = _("Choose the agreement it stands under.")
NOT_BEFORE_FORCE = _("A denunciation does not take effect before the agreement is in force.")
SINCE_A_DAY = _("It has been applied provisionally since a day: that cannot be unticked.")
ONE_DEPOSITARY = _("Choose a State or an organisation as depositary, not both.")


class Kept(models.Model):
    """Who keeps the original (VCLT arts 76-77), and where ours lies."""

    depositary_country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("depositary State")
    )
    depositary_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("depositary organisation"),
    )  # fmt: skip
    custodian = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("our original or certified copy is kept at"),
    )  # fmt: skip

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Words beside the field for what the constraints below refuse."""
        super().clean()
        named = "depositary_country" if self.depositary_country_id else "depositary_organisation"
        if self.depositary_country_id and self.depositary_organisation_id:
            raise ValidationError({"depositary_organisation": ONE_DEPOSITARY})
        bilateral = getattr(self, "participation", "") == Participation.BILATERAL
        if bilateral and (self.depositary_country_id or self.depositary_organisation_id):
            raise ValidationError({named: NO_DEPOSITARY})

    @property
    def depositary(self) -> Country | Organisation | None:
        """Who keeps the original of a multilateral agreement."""
        return self.depositary_country or self.depositary_organisation


class Descends(models.Model):
    """Its place in a family: what it does to the agreement it stands under (VCLT arts 39-41)."""

    relation = models.CharField(
        _("what it does to that agreement"), max_length=15, choices=FamilyRelation, blank=True
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Words beside the field for what the constraint below refuses."""
        super().clean()
        if self.relation and getattr(self, "parent_id", None) is None:
            raise ValidationError({"parent": NO_PARENT})


class Applies(models.Model):
    """Provisional application (VCLT art. 25) and registration (Charter of the United Nations, art. 102)."""

    provisional_on = models.DateField(_("applied provisionally from"), null=True, blank=True, editable=False)
    provisional_ended_on = models.DateField(
        _("provisional application ended on"), null=True, blank=True, editable=False
    )
    provisional_basis = models.CharField(
        _("basis of provisional application"), max_length=300, blank=True, editable=False
    )
    registration_sent_on = models.DateField(
        _("submitted for registration on"), null=True, blank=True, editable=False
    )
    registered_by = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("registered by"),
        editable=False,
    )  # fmt: skip

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Words beside the field for what the constraint below refuses."""
        super().clean()
        if self.provisional_on is not None and not getattr(self, "is_provisional", True):
            raise ValidationError({"is_provisional": SINCE_A_DAY})

    def applies_provisionally(self, on: dt.date) -> bool:
        """Applied on a day although it was not in force by then."""
        in_force: dt.date | None = getattr(self, "eif_on", None)
        ended = self.provisional_ended_on is not None and self.provisional_ended_on <= on
        begun = self.provisional_on is not None and self.provisional_on <= on
        return begun and not ended and (in_force is None or in_force > on)


RULES = [
    models.CheckConstraint(
        condition=Q(depositary_country__isnull=True) | Q(depositary_organisation__isnull=True),
        name="agreement_one_depositary",
        violation_error_message=ONE_DEPOSITARY,
    ),
    models.CheckConstraint(
        condition=Q(participation="multilateral")
        | Q(depositary_country__isnull=True, depositary_organisation__isnull=True),
        name="agreement_of_two_has_no_depositary",
        violation_error_message=NO_DEPOSITARY,
    ),
    models.CheckConstraint(
        condition=Q(relation="") | Q(parent__isnull=False),
        name="agreement_related_to_its_parent",
        violation_error_message=NO_PARENT,
    ),
    models.CheckConstraint(
        condition=Q(provisional_on__isnull=True) | Q(is_provisional=True),
        name="agreement_provisional_is_said",
        violation_error_message=SINCE_A_DAY,
    ),
    models.CheckConstraint(
        condition=Q(provisional_ended_on__isnull=True)
        | Q(provisional_on__isnull=False, provisional_ended_on__gte=F("provisional_on")),
        name="agreement_provisional_ends_after_begin",
    ),
    models.CheckConstraint(
        condition=Q(registration_sent_on__isnull=True)
        | Q(eif_on__isnull=False, registration_sent_on__gte=F("eif_on")),
        name="agreement_submitted_after_force",
    ),
    models.CheckConstraint(
        condition=Q(registration_sent_on__isnull=True)
        | Q(registered_on__isnull=True)
        | Q(registered_on__gte=F("registration_sent_on")),
        name="agreement_registered_after_submission",
    ),
    models.CheckConstraint(
        condition=Q(effect_on__isnull=True) | Q(state__in=["denunciation_notified", "terminated"]),
        name="agreement_effect_of_a_notice",
    ),
    models.CheckConstraint(
        condition=Q(effect_on__isnull=True) | Q(eif_on__isnull=True) | Q(effect_on__gte=F("eif_on")),
        name="agreement_notice_after_force",
        violation_error_message=NOT_BEFORE_FORCE,
    ),
]
