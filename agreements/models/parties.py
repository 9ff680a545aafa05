"""What each party did for itself: signed, completed its procedures, declared, withdrew (VCLT arts 11-23, 54)."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.models import Classified
from agreements.lifecycle import Capacity, ConsentForm, DomesticKind, StatementKind
from agreements.models.agreement import Agreement, Party
from agreements.models.powers import FullPowers
from foundation.models import Versioned
from foundation.wording import written_date


class PartySignature(Classified, Versioned):
    """One party's signature or accession; full powers are kept for the home State's own signatory (I13)."""

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="signatures", verbose_name=_("agreement")
    )
    party = models.OneToOneField(
        Party, models.PROTECT, related_name="signature", verbose_name=_("signing party")
    )
    signed_on = models.DateField(_("signed on"))
    place = models.CharField(_("place"), max_length=120, blank=True)
    signatory = models.CharField(_("signatory"), max_length=150, blank=True)
    signatory_title = models.CharField(_("office of the signatory"), max_length=200, blank=True)
    capacity = models.CharField(
        _("signs as"), max_length=20, choices=Capacity, default=Capacity.OTHER, blank=True
    )
    form = models.CharField(_("form of consent"), max_length=15, choices=ConsentForm)
    full_powers = models.ForeignKey(
        FullPowers, models.PROTECT, null=True, blank=True, related_name="signatures",
        verbose_name=_("full powers"),
    )  # fmt: skip

    class Meta(Classified.Meta):
        verbose_name = _("signature of a party")
        verbose_name_plural = _("signatures of parties")
        ordering: ClassVar[Any] = ["agreement", "signed_on", "id"]

    def __str__(self) -> str:
        return f"{self.party} · {written_date(self.signed_on)}"


class DomesticStep(Classified, Versioned):
    """One step that a party's own law asks for, with its act once that is done."""

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="domestic_steps", verbose_name=_("agreement")
    )
    party = models.ForeignKey(
        Party, models.PROTECT, related_name="domestic_steps", verbose_name=pgettext_lazy("agreement", "party")
    )
    no = models.PositiveSmallIntegerField(_("number"), editable=False)
    kind = models.CharField(_("procedure"), max_length=20, choices=DomesticKind)
    authority = models.CharField(_("deciding authority"), max_length=200, blank=True)
    due_on = models.DateField(_("expected by"), null=True, blank=True)
    done_on = models.DateField(_("completed on"), null=True, blank=True, editable=False)
    act = models.CharField(_("act and its number"), max_length=200, blank=True, editable=False)

    class Meta(Classified.Meta):
        verbose_name = _("domestic procedure")
        verbose_name_plural = _("domestic procedures")
        ordering: ClassVar[Any] = ["agreement", "no"]
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(
                fields=["agreement", "no"], name="domestic_steps_are_numbered",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | ~Q(act=""), name="domestic_step_done_by_an_act"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.party} · {self.get_kind_display()}"


class PartyStatement(Classified, Versioned):
    """A reservation, a declaration or an objection of a party, in its own words, until it is withdrawn."""

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="statements", verbose_name=_("agreement")
    )
    party = models.ForeignKey(
        Party, models.PROTECT, related_name="statements", verbose_name=pgettext_lazy("agreement", "party")
    )
    no = models.PositiveSmallIntegerField(_("number"), editable=False)
    kind = models.CharField(_("kind of statement"), max_length=15, choices=StatementKind)
    provision = models.CharField(_("to which provision"), max_length=120, blank=True)
    text = models.TextField(_("wording"), max_length=4_000)
    made_on = models.DateField(_("made on"))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True, editable=False)

    class Meta(Classified.Meta):
        verbose_name = _("statement of a party")
        verbose_name_plural = _("statements of parties")
        ordering: ClassVar[Any] = ["agreement", "no"]
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(
                fields=["agreement", "no"], name="party_statements_are_numbered",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("made_on")),
                name="party_statement_withdrawn_after_made",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.party} · {self.get_kind_display()}"


class PartyWithdrawal(Classified, Versioned):
    """A party leaves a multilateral agreement; it may think better of it until that takes effect (VCLT arts 54, 68)."""

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="withdrawals", verbose_name=_("agreement")
    )
    party = models.ForeignKey(
        Party, models.PROTECT, related_name="withdrawals", verbose_name=_("withdrawing party")
    )
    notified_on = models.DateField(_("notified on"))
    effective_on = models.DateField(_("takes effect on"))
    because = models.CharField(_("reason"), max_length=500, blank=True)
    taken_back_on = models.DateField(_("taken back on"), null=True, blank=True, editable=False)

    class Meta(Classified.Meta):
        verbose_name = _("withdrawal of a party")
        verbose_name_plural = _("withdrawals of parties")
        ordering: ClassVar[Any] = ["agreement", "notified_on", "id"]
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(
                fields=["party"], condition=Q(taken_back_on__isnull=True), name="party_withdraws_once"
            ),
            models.CheckConstraint(
                condition=Q(effective_on__gte=F("notified_on")),
                name="withdrawal_effective_after_notice",
                violation_error_message=_("A withdrawal takes effect on the day it is notified or later."),
            ),
            models.CheckConstraint(
                condition=Q(taken_back_on__isnull=True)
                | Q(taken_back_on__gte=F("notified_on"), taken_back_on__lt=F("effective_on")),
                name="withdrawal_taken_back_before_effect",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} · {written_date(self.notified_on)}"
