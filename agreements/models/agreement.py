"""An instrument and those who concluded it (domain.md B4, C2)."""

import datetime as dt
from typing import Any

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from access.models import Classified, ClassifiedRecord
from agreements.lifecycle import (
    BEFORE_SIGNATURE,
    EIF_KNOWN,
    AgreementKind,
    AgreementLevel,
    AgreementState,
    Participation,
    SignatureKind,
    consent_day,
)
from agreements.models import scope, standing
from agreements.models.scope import Scoped
from agreements.models.standing import Applies, Descends, Kept
from directory.models import Country, Organisation
from documents.models import StoredFile
from foundation.references import reference_field

# Languages in which texts are authentic; the register does not translate law.
TEXT_LANGUAGES = [
    ("az", _("Azerbaijani")),
    ("en", _("English")),
    ("ru", _("Russian")),
    ("tr", _("Turkish")),
    ("ka", _("Georgian")),
    ("de", _("German")),
    ("fr", _("French")),
    ("other", _("Another language")),
]
I11 = _("An agreement does not enter into force before its signature, unless it is applied provisionally.")
I12 = _("An agreement is registered after it has entered into force.")


class Agreement(Kept, Descends, Scoped, Applies, ClassifiedRecord):
    """What binds the home State or one of its agencies. State and days of conclusion are written by the verbs only."""

    reference = reference_field("AGR", "agreements_agreement")
    title = models.CharField(_("title in the authentic language"), max_length=300)
    language = models.CharField(_("authentic language"), max_length=5, choices=TEXT_LANGUAGES, default="az")
    title_en = models.CharField(_("title in English"), max_length=300, blank=True)
    title_az = models.CharField(_("title in Azerbaijani"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=40, choices=AgreementKind)
    level = models.CharField(_("level"), max_length=20, choices=AgreementLevel)
    participation = models.CharField(
        _("participation"), max_length=12, choices=Participation, default=Participation.BILATERAL
    )
    binding = models.BooleanField(
        _("legally binding"),
        null=True,
        blank=True,
        help_text=_("Set by the legal desk; empty while undecided."),
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children",
        verbose_name=_("under which agreement"), help_text=_("Protocols and annual plans stand under an agreement."),
    )  # fmt: skip
    areas = models.TextField(_("areas of cooperation"), blank=True, max_length=2_000)
    authentic_text = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("authentic text"),
        editable=False,
    )  # fmt: skip

    state = models.CharField(
        _("state"), max_length=30, choices=AgreementState, default=AgreementState.PROPOSED, editable=False
    )
    state_on = models.DateField(_("in this state since"), editable=False)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    signed_in = models.CharField(_("signed in"), max_length=120, blank=True)
    signature = models.CharField(
        _("signature"), max_length=12, choices=SignatureKind, blank=True, editable=False
    )
    exchanged_on = models.DateField(_("instruments exchanged on"), null=True, blank=True)
    eif_on = models.DateField(_("in force since"), null=True, blank=True)
    is_provisional = models.BooleanField(_("applied provisionally"), default=False)
    effect_on = models.DateField(_("denunciation takes effect on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    registered_on = models.DateField(_("registered on"), null=True, blank=True, editable=False)
    registration_no = models.CharField(_("registration number"), max_length=60, blank=True, editable=False)
    needs_verification = models.BooleanField(
        _("needs verification"),
        default=False,
        help_text=_("Sources differ: no deadline is computed until it is settled."),
    )
    doubt = models.CharField(_("what is in doubt"), max_length=500, blank=True)

    class Meta(ClassifiedRecord.Meta):
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["state", "-id"], name="agreement_by_state"),
            models.Index(fields=["parent"], name="agreement_by_parent"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(eif_on__isnull=True)
                | models.Q(signed_on__isnull=True)
                | models.Q(eif_on__gte=models.F("signed_on"))
                | models.Q(is_provisional=True),
                name="agreement_signed_before_force",
                violation_error_message=I11,
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=sorted(EIF_KNOWN))
                | models.Q(eif_on__isnull=False)
                | models.Q(needs_verification=True),
                name="agreement_force_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=sorted(BEFORE_SIGNATURE))
                | models.Q(signed_on__isnull=False)
                | models.Q(needs_verification=True),
                name="agreement_signature_known",
            ),
            models.CheckConstraint(
                condition=models.Q(registered_on__isnull=True)
                | models.Q(eif_on__isnull=False, registered_on__gte=models.F("eif_on")),
                name="agreement_registered_after_force",
                violation_error_message=I12,
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True)
                | models.Q(eif_on__isnull=True)
                | models.Q(ended_on__gte=models.F("eif_on")),
                name="agreement_ends_after_force",
            ),
            *standing.RULES,
            *scope.RULES,
        ]

    def __str__(self) -> str:
        return f"{self.shown_title} ({self.reference})"

    @property
    def bodies(self) -> list[Country | Organisation]:
        """The parties besides the home State, in order."""
        return [
            body
            for party in self.parties.all()
            if not party.is_home and (body := party.country or party.organisation)
        ]

    @property
    def told(self) -> list[Any]:
        """Notifications of the parties, in the order they were sent."""
        found = [told for party in self.parties.all() if (told := getattr(party, "notification", None))]
        return sorted(found, key=lambda told: (told.sent_on, told.pk))

    @property
    def shown_title(self) -> str:
        """The title in the reader's language where there is one, else as signed."""
        translated = self.title_az if translation.get_language() == "az" else self.title_en
        return translated or self.title


class Party(Classified):
    """A State or organisation that concluded the agreement; the home State is one of them (I14)."""

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="parties", verbose_name=_("agreement")
    )
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    is_home = models.BooleanField(_("home State"), default=False, editable=False)

    class Meta(Classified.Meta):
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["-is_home", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(country__isnull=False, organisation__isnull=True)
                | models.Q(country__isnull=True, organisation__isnull=False),
                name="party_is_a_state_or_an_organisation",
            ),
            models.UniqueConstraint(fields=["agreement", "country"], name="party_country_once"),
            models.UniqueConstraint(fields=["agreement", "organisation"], name="party_organisation_once"),
            models.UniqueConstraint(
                fields=["agreement"], condition=models.Q(is_home=True), name="party_home_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def consented_by_signature(self) -> dt.date | None:
        """The day of its definitive signature or accession, after which it owes no notification (VCLT arts 12, 15)."""
        return consent_day(*self._signed, None)

    @property
    def consented_on(self) -> dt.date | None:
        """When it expressed its consent to be bound, as far as the register knows (VCLT arts 11-16)."""
        told = getattr(self, "notification", None)
        return consent_day(*self._signed, told.received_on if told else None)

    @property
    def _signed(self) -> tuple[str, dt.date | None]:
        """Form and day; where nobody is named as having signed at home, those of the step."""
        signature = getattr(self, "signature", None)
        if signature is not None:
            return signature.form, signature.signed_on
        return (self.agreement.signature, self.agreement.signed_on) if self.is_home else ("", None)

    @property
    def code(self) -> str:
        """ISO code of the State or code of the organisation."""
        party = self.country or self.organisation
        return party.reference if party else ""

    @property
    def name(self) -> str:
        """The party's name in the reader's language."""
        party = self.country or self.organisation
        return party.name if party else ""
