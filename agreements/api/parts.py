"""Shapes of what each party did, and of full powers."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agreements.engine import LaterKind
from agreements.lifecycle import (
    AWAITING,
    Capacity,
    ConsentForm,
    DomesticKind,
    FullPowersScope,
    SignatureKind,
    StatementKind,
    SubmissionKind,
)
from agreements.models import (
    DomesticStep,
    FullPowers,
    Party,
    PartySignature,
    PartyStatement,
    PartyWithdrawal,
)
from directory.models import Country, Organisation
from foundation.rest.serializers import StrictModelSerializer, StrictSerializer


class PartyCode(serializers.CharField):
    """A party by the ISO code of its State or the code of its organisation."""

    default_error_messages = {"unknown": _("There is no such country or organisation.")}

    def to_internal_value(self, data: Any) -> Country | Organisation:
        code = super().to_internal_value(data)
        found = Country.objects.filter(iso2=code).first() or Organisation.objects.filter(code=code).first()
        if found is None:
            self.fail("unknown")
        return found

    def to_representation(self, value: Any) -> str:
        return value.reference


class FullPowersSerializer(StrictModelSerializer):
    """Who may do what about an agreement; `no` is their number among those of the agreement."""

    permitted = serializers.ListField(child=serializers.ChoiceField(FullPowersScope.choices))
    document = serializers.CharField(source="document.reference", read_only=True, default=None)

    class Meta:
        model = FullPowers
        fields = (
            "no", "holder", "holder_title", "subject", "permitted", "issued_by", "valid_from", "valid_until",
            "revoked_on", "document",
        )  # fmt: skip
        read_only_fields = ("no", "revoked_on")


class FullPowersShape(FullPowersSerializer):
    """Full powers with the document itself, which comes as multipart/form-data and may be left out."""

    document = serializers.FileField(required=False, allow_empty_file=True, write_only=True)


class PartySignatureSerializer(StrictModelSerializer):
    """One party's signature."""

    full_powers = serializers.IntegerField(source="full_powers.no", read_only=True, default=None)

    class Meta:
        model = PartySignature
        fields = ("signed_on", "place", "signatory", "signatory_title", "capacity", "form", "full_powers")


class DomesticStepSerializer(StrictModelSerializer):
    """One step of a party's own law."""

    class Meta:
        model = DomesticStep
        fields = ("no", "kind", "authority", "due_on", "done_on", "act")


class PartyStatementSerializer(StrictModelSerializer):
    """A reservation, a declaration or an objection."""

    class Meta:
        model = PartyStatement
        fields = ("no", "kind", "provision", "text", "made_on", "withdrawn_on")


class PartyWithdrawalSerializer(StrictModelSerializer):
    """A party's notice that it leaves."""

    class Meta:
        model = PartyWithdrawal
        fields = ("notified_on", "effective_on", "because", "taken_back_on")


class PartyNotificationSerializer(serializers.Serializer):
    """When a party told that its procedures are complete."""

    sent_on = serializers.DateField()
    received_on = serializers.DateField(allow_null=True)


class PartySerializer(serializers.ModelSerializer):
    """A party with everything it did."""

    party = serializers.CharField(source="code", read_only=True)
    signature = PartySignatureSerializer(read_only=True, allow_null=True)
    domestic_steps = DomesticStepSerializer(many=True, read_only=True)
    notification = PartyNotificationSerializer(read_only=True, allow_null=True)
    statements = PartyStatementSerializer(many=True, read_only=True)
    withdrawals = PartyWithdrawalSerializer(many=True, read_only=True)
    consented_on = serializers.DateField(read_only=True, allow_null=True)
    owes_notification = serializers.SerializerMethodField()

    @extend_schema_field(serializers.BooleanField())
    def get_owes_notification(self, party: Party) -> bool:
        """Signed, not yet in force, and consent neither told nor given by signature (VCLT arts 12, 15)."""
        return party.agreement.state in AWAITING and party.consented_on is None

    class Meta:
        model = Party
        fields = (
            "party", "is_home", "signature", "domestic_steps", "notification", "statements", "withdrawals",
            "consented_on", "owes_notification",
        )  # fmt: skip
        read_only_fields = fields


class PartySignedShape(StrictSerializer):
    """Another party signed or acceded."""

    party = PartyCode()
    on = serializers.DateField(required=False)
    form = serializers.ChoiceField(ConsentForm.choices, required=False)
    place = serializers.CharField(required=False, allow_blank=True, max_length=120)
    signatory = serializers.CharField(required=False, allow_blank=True, max_length=150)
    signatory_title = serializers.CharField(required=False, allow_blank=True, max_length=200)
    capacity = serializers.ChoiceField(Capacity.choices, required=False)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=500)


class AccededShape(StrictSerializer):
    """Who acceded, and when its instrument was deposited."""

    party = PartyCode(source="body")
    on = serializers.DateField(required=False)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=500)


class CorrectedPartiesShape(StrictSerializer):
    """The parties as they should have been entered, besides the home State, and why."""

    parties = serializers.ListField(child=PartyCode(), allow_empty=False, max_length=100)
    reason = serializers.CharField(max_length=500)


class SignedShape(StrictSerializer):
    """Signed for the home State: where, by whom, by which full powers (their number), and whether that binds."""

    on = serializers.DateField(required=False)
    place = serializers.CharField(required=False, allow_blank=True, max_length=120)
    signature = serializers.ChoiceField(SignatureKind.choices, required=False)
    signatory = serializers.CharField(required=False, allow_blank=True, max_length=150)
    signatory_title = serializers.CharField(required=False, allow_blank=True, max_length=200)
    capacity = serializers.ChoiceField(Capacity.choices, required=False)
    full_powers = serializers.IntegerField(required=False, min_value=1)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=500)


class DomesticShape(StrictSerializer):
    """A party's own law asks for this."""

    party = PartyCode()
    kind = serializers.ChoiceField(DomesticKind.choices)
    authority = serializers.CharField(required=False, allow_blank=True, max_length=200)
    due_on = serializers.DateField(required=False, allow_null=True)


class PartDayShape(StrictSerializer):
    """The number of a part, and the day something happened to it."""

    no = serializers.IntegerField(min_value=1)
    on = serializers.DateField(required=False)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=500)


class DomesticDoneShape(PartDayShape):
    """A procedure was completed by an act."""

    act = serializers.CharField(max_length=200)


class StatementShape(StrictSerializer):
    """A party declared something."""

    party = PartyCode()
    kind = serializers.ChoiceField(StatementKind.choices)
    text = serializers.CharField(max_length=4_000)
    provision = serializers.CharField(required=False, allow_blank=True, max_length=120)
    on = serializers.DateField(required=False)


class WithdrawalShape(StrictSerializer):
    """A party leaves the others."""

    party = PartyCode()
    effective_on = serializers.DateField()
    because = serializers.CharField(required=False, allow_blank=True, max_length=500)
    on = serializers.DateField(required=False)


class WithdrawalTakenBackShape(StrictSerializer):
    """A party stays after all."""

    party = PartyCode()
    on = serializers.DateField(required=False)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=500)


class LaterSerializer(serializers.Serializer):
    """What changed parties or terms after registration; `registered_on` is empty while it waits."""

    kind = serializers.ChoiceField(LaterKind.choices)
    acted_on = serializers.DateField()
    party = serializers.CharField(source="party.code", default=None)
    registered_on = serializers.DateField(allow_null=True)
    number = serializers.CharField(source="registration.number", default="")
    amendment = serializers.CharField(source="amendment.reference", default=None)


class LaterShape(StrictSerializer):
    """A later action was registered on a day, under a number, by a State; `party`: who acceded or withdrew."""

    kind = serializers.ChoiceField(LaterKind.choices)
    acted_on = serializers.DateField()
    party = PartyCode(required=False, allow_null=True)
    on = serializers.DateField(required=False)
    number = serializers.CharField(required=False, allow_blank=True, max_length=60)
    registered_by = serializers.SlugRelatedField(
        "iso2", queryset=Country.objects, required=False, allow_null=True
    )
    reason = serializers.CharField(required=False, allow_blank=True, max_length=500)


class ProvisionalShape(StrictSerializer):
    """Applied from a day on, and by which provision."""

    on = serializers.DateField(required=False)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=500)
    basis = serializers.CharField(max_length=300)


class AgreementSubmitShape(StrictSerializer):
    """What goes to approval, and why."""

    kind = serializers.ChoiceField(SubmissionKind.choices)
    reason = serializers.CharField(max_length=500)


class AgreementTakeBackShape(StrictSerializer):
    """Why it is taken back."""

    reason = serializers.CharField(max_length=500)
