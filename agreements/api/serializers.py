"""Shapes of agreements over REST: what is typed, what is stepped, what is computed."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from access.context import current_subject
from access.rest import VisibleReference
from agreements.api.papers import StagePaperSerializer, TextSerializer
from agreements.api.parts import (
    FullPowersSerializer,
    LaterSerializer,
    PartyCode,
    PartySerializer,
)
from agreements.lifecycle import ENTERED_AS, TERMS_RUN, AgreementState
from agreements.models import Agreement, Clause, Notification, StageEvent
from agreements.models.scope import CooperationForm
from agreements.selectors.deadlines import term_position, why_not_computed
from agreements.selectors.later import later_actions
from agreements.services.past import BEHIND
from directory.models import CooperationFormat, Country, Institution
from directory.selectors.calendar import work_calendar
from foundation.clock import today
from foundation.rest.serializers import StrictModelSerializer, StrictSerializer
from foundation.wording import written_date

STANDS_AS = [(state.value, state.label) for state in AgreementState if state in ENTERED_AS]
FOUND_ONLY = ("reference", "state", "state_on", "version")


class ClauseSerializer(StrictModelSerializer):
    """The final clauses as the text has them."""

    class Meta:
        model = Clause
        exclude = ("id", "agreement", "label")


class StageSerializer(serializers.ModelSerializer):
    """A stage reached on a legal day."""

    by = serializers.CharField(source="by.full_name", default=None)
    documents = StagePaperSerializer(many=True, read_only=True)

    class Meta:
        model = StageEvent
        fields = ("state", "reached_on", "recorded_at", "by", "reason", "documents")
        read_only_fields = fields


class NotificationSerializer(serializers.ModelSerializer):
    """A party's notification."""

    party = serializers.CharField(source="party.code")

    class Meta:
        model = Notification
        fields = ("party", "sent_on", "received_on")
        read_only_fields = fields


class ComputedShape(serializers.Serializer):
    """Days that follow from the clauses, with every reason; `missing` says why a day is absent."""

    standing = serializers.CharField(allow_null=True)
    term_end = serializers.DateField(allow_null=True)
    last_receipt_day = serializers.DateField(allow_null=True)
    internal_action_day = serializers.DateField(allow_null=True)
    route_start_day = serializers.DateField(allow_null=True)
    explanation = serializers.ListField(child=serializers.CharField())
    missing = serializers.ListField(child=serializers.CharField())


class AgreementSerializer(StrictModelSerializer):
    """One agreement with its parts. `parties` are those besides the home State."""

    parties = serializers.ListField(child=PartyCode(), source="bodies", required=False)
    parent = VisibleReference(queryset=Agreement.in_context, required=False, allow_null=True)
    clause = ClauseSerializer(required=False, allow_null=True)
    clause_since = serializers.DateField(
        required=False, write_only=True, help_text=_("The day an amendment of the clauses took effect.")
    )
    stages = StageSerializer(many=True, read_only=True)
    notifications = NotificationSerializer(source="told", many=True, read_only=True)
    party_details = PartySerializer(source="parties", many=True, read_only=True)
    full_powers = FullPowersSerializer(many=True, read_only=True)
    depositary = PartyCode(required=False, allow_null=True)
    custodian = VisibleReference(
        slug_field="code", queryset=Institution.objects, required=False, allow_null=True
    )
    registered_by = serializers.CharField(source="registered_by.iso2", read_only=True, default=None)
    format = VisibleReference(
        slug_field="code", queryset=CooperationFormat.objects, required=False, allow_null=True
    )
    cooperation_forms = serializers.ListField(
        child=serializers.ChoiceField(CooperationForm.choices), required=False
    )
    superseded_by = serializers.CharField(
        source="supersession.successor.reference", read_only=True, default=None
    )
    texts = TextSerializer(many=True, read_only=True)
    later_actions = serializers.SerializerMethodField()
    computed = serializers.SerializerMethodField()
    authentic_text = serializers.CharField(source="authentic_text.reference", read_only=True, default=None)
    marking = serializers.CharField(source="label.marking", read_only=True)

    class Meta:
        model = Agreement
        fields = (
            "reference", "title", "language", "title_en", "title_az", "kind", "level", "participation", "parties",
            "binding", "parent", "relation", "depositary", "custodian", "areas", "format", "cooperation_forms",
            "state", "state_on", "signed_on", "signed_in", "signature", "exchanged_on", "eif_on", "is_provisional",
            "effect_on", "ended_on", "registered_on", "registration_no", "registration_sent_on", "registered_by",
            "later_actions", "provisional_on", "provisional_ended_on", "provisional_basis", "superseded_by",
            "needs_verification", "doubt", "clause", "clause_since", "computed", "stages", "notifications",
            "party_details", "full_powers", "texts", "authentic_text", "marking", "version",
        )  # fmt: skip
        read_only_fields = (
            *FOUND_ONLY, "signed_on", "signed_in", "signature", "eif_on", "effect_on", "ended_on", "registered_on",
            "registration_no", "registration_sent_on", "provisional_on", "provisional_ended_on",
            "provisional_basis",
        )  # fmt: skip

    def validate_cooperation_forms(self, value: list[str]) -> list[str]:
        """Each is named once."""
        return list(dict.fromkeys(value))

    @extend_schema_field(LaterSerializer(many=True))
    def get_later_actions(self, agreement: Agreement) -> Any:
        """What happened after it was registered; nothing is asked about an agreement that is not."""
        reader = current_subject()
        found = later_actions(agreement, to=reader) if reader else []
        return LaterSerializer(found, many=True).data

    @extend_schema_field(ComputedShape)
    def get_computed(self, agreement: Agreement) -> dict[str, Any]:
        """Computed for today; null before it is in force and once it is over."""
        clause: Clause | None = getattr(agreement, "clause", None)
        binds = agreement.state in TERMS_RUN
        found = term_position(agreement, clause, on=today(), calendar=work_calendar()) if binds else None
        denounced = agreement.state == AgreementState.DENUNCIATION_NOTIFIED
        missing = why_not_computed(agreement, clause, found) if binds else ()
        return {
            "standing": str(found.standing) if found else None,
            "term_end": agreement.effect_on if denounced else found and found.term_end,
            "last_receipt_day": found.last_receipt_day if found and not denounced else None,
            "internal_action_day": found.internal_action_day if found and not denounced else None,
            "route_start_day": found.route_start_day if found and not denounced else None,
            "explanation": [s.render(written_date) for s in found.explanation]
            if found and not denounced
            else [],
            "missing": list(missing),
        }


class ToldShape(StrictSerializer):
    """A party's notification, as it is entered with an older agreement."""

    party = PartyCode()
    sent_on = serializers.DateField()
    received_on = serializers.DateField(required=False, allow_null=True)


class AgreementEntry(AgreementSerializer):
    """A new agreement, entered where it stands, with its label."""

    parties = serializers.ListField(child=PartyCode(), allow_empty=False)
    stands_as = serializers.ChoiceField(STANDS_AS, default="proposed")
    on = serializers.DateField(required=False)
    signed_on = serializers.DateField(required=False)
    signed_in = serializers.CharField(required=False, max_length=120)
    eif_on = serializers.DateField(required=False)
    ended_on = serializers.DateField(required=False)
    effect_on = serializers.DateField(required=False)
    registration_sent_on = serializers.DateField(required=False)
    registered_on = serializers.DateField(required=False)
    registration_no = serializers.CharField(required=False, max_length=60)
    registered_by = VisibleReference(slug_field="iso2", queryset=Country.objects, required=False)
    provisional_on = serializers.DateField(required=False)
    provisional_ended_on = serializers.DateField(required=False)
    provisional_basis = serializers.CharField(required=False, max_length=300)
    notifications = ToldShape(many=True, required=False)
    classification = serializers.ChoiceField(settings.LADDER, default="official_use")
    caveats = serializers.MultipleChoiceField(choices=settings.CAVEATS, default=set)

    class Meta:
        model = Agreement
        fields = (
            "title",
            "language",
            "title_en",
            "title_az",
            "kind",
            "level",
            "participation",
            "parties",
            "binding",
            "parent",
            "relation",
            "depositary",
            "custodian",
            "areas",
            "format",
            "cooperation_forms",
            "stands_as",
            "on",
            "signed_on",
            "signed_in",
            "eif_on",
            "ended_on",
            "effect_on",
            "exchanged_on",
            "is_provisional",
            *BEHIND,
            "notifications",
            "needs_verification",
            "doubt",
            "clause",
            "classification",
            "caveats",
        )
