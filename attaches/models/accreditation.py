"""Accreditations: one row per receiving State or organisation, each with its own notes (VCDR arts 5, 7, 9, 10)."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.managers import ContextManager, SealedManager
from access.models import ClassifiedRecord
from attaches.lifecycle import ACCREDITATION_TERMINAL, AccreditationRole, AccreditationState
from attaches.models.posting import Posting
from attaches.models.steps import Step, Stepwise
from attaches.querysets import AccreditationQuerySet
from directory.models import Country, Organisation
from foundation.references import reference_field

_A = AccreditationState
_AGREED = [_A.CONSENT_GRANTED, _A.ACCREDITATION_REQUESTED, _A.ACCREDITED]
_NOTED = [_A.ACCREDITATION_REQUESTED, _A.ACCREDITED]


class Accreditation(ClassifiedRecord, Stepwise):
    """The host's two-note procedure for one posting: consent asked and given, then accreditation (domain.md B2)."""

    reference = reference_field("ACC", "attaches_accreditation")
    posting = models.ForeignKey(
        Posting, models.PROTECT, related_name="accreditations", verbose_name=_("posting")
    )
    role = models.CharField(
        _("kind"), max_length=20, choices=AccreditationRole, default=AccreditationRole.PRINCIPAL
    )
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("receiving State")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    state = models.CharField(_("state"), max_length=30, choices=_A, default=_A.PLANNED, editable=False)
    consent_waived = models.BooleanField(
        _("no consent asked for"), default=False, help_text=_("The host wants to be notified, no more.")
    )
    waiver_basis = models.CharField(_("legal reason for that"), max_length=300, blank=True)
    one_note = models.BooleanField(
        _("one note suffices"), default=False, help_text=_("The host's consent is the accreditation.")
    )
    consent_note_on = models.DateField(_("note asking for consent"), null=True, blank=True, editable=False)
    consent_reply_on = models.DateField(_("reply of the host"), null=True, blank=True, editable=False)
    accreditation_note_on = models.DateField(
        _("note asking for accreditation"), null=True, blank=True, editable=False
    )
    accredited_on = models.DateField(_("accredited on"), null=True, blank=True, editable=False)
    ended_on = models.DateField(
        pgettext_lazy("accreditation", "ended on"), null=True, blank=True, editable=False
    )

    objects: ClassVar[Any] = SealedManager.from_queryset(AccreditationQuerySet)()
    in_context: ClassVar[Any] = ContextManager.from_queryset(AccreditationQuerySet)()

    class Meta(ClassifiedRecord.Meta):
        verbose_name = _("accreditation")
        verbose_name_plural = _("accreditations")
        constraints = [
            models.CheckConstraint(
                condition=Q(country__isnull=False, organisation__isnull=True)
                | Q(country__isnull=True, organisation__isnull=False),
                name="accredited_to_state_or_organisation",
                violation_error_message=_("Either a State or an organisation."),
            ),
            models.CheckConstraint(  # I3; a date that is not there breaks no order
                condition=Q(consent_reply_on__gte=F("consent_note_on")) | Q(consent_reply_on__isnull=True),
                name="consent_reply_after_note",
            ),
            models.CheckConstraint(
                condition=(
                    Q(accreditation_note_on__gte=F("consent_reply_on"))
                    | Q(accreditation_note_on__isnull=True)
                    | Q(consent_reply_on__isnull=True)
                )
                & (Q(accredited_on__gte=F("accreditation_note_on")) | Q(accredited_on__isnull=True)),
                name="accredited_after_consent",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_AGREED)
                | Q(consent_note_on__isnull=False, consent_reply_on__isnull=False)
                | Q(consent_waived=True),
                name="agreed_only_with_consent",
            ),
            models.CheckConstraint(
                condition=(~Q(state__in=_NOTED) | Q(accreditation_note_on__isnull=False) | Q(one_note=True))
                & (~Q(state=_A.ACCREDITED) | Q(accredited_on__isnull=False)),
                name="accredited_only_with_second_note",
            ),
            models.CheckConstraint(
                condition=Q(one_note=False) | Q(consent_waived=False),
                name="one_note_is_the_consent",
                violation_error_message=_("Where no consent is asked for, the one note asks for accreditation."),
            ),
            models.CheckConstraint(
                condition=Q(accredited_on__gte=F("consent_reply_on")) | Q(accredited_on__isnull=True)
                | Q(consent_reply_on__isnull=True),
                name="accredited_not_before_the_reply",
            ),
            models.CheckConstraint(
                condition=Q(consent_waived=False) | ~Q(waiver_basis=""),
                name="waiver_has_legal_reason",
                violation_error_message=_("Say on what legal ground the host asks for no consent."),
            ),
            models.UniqueConstraint(  # I4
                fields=["posting"], condition=Q(role=AccreditationRole.PRINCIPAL), name="one_principal_accreditation",
                violation_error_message=_("This posting has an accreditation like this already."),
            ),
            models.UniqueConstraint(
                fields=["posting", "country"], condition=~Q(state__in=sorted(ACCREDITATION_TERMINAL)),
                name="one_live_accreditation_per_state",
            ),
            models.UniqueConstraint(
                fields=["posting", "organisation"], condition=~Q(state__in=sorted(ACCREDITATION_TERMINAL)),
                name="one_live_accreditation_per_organisation",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.country or self.organisation}"

    @property
    def is_principal(self) -> bool:
        """The accreditation the posting stands on (I4)."""
        return self.role == AccreditationRole.PRINCIPAL


class AccreditationTransition(Step):
    """A state an accreditation reached."""

    accreditation = models.ForeignKey(Accreditation, models.PROTECT, related_name="steps")

    class Meta(Step.Meta):
        verbose_name = _("step of an accreditation")
        verbose_name_plural = _("steps of accreditations")
        indexes = [
            models.Index(fields=["accreditation", "-reached_on", "-id"], name="accreditation_step_by_day")
        ]
