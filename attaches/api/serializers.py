"""Shapes of officers, posts, postings and accreditations over REST. Hidden parts are absent, never null."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from access.rest import VisibleReference
from attaches.api.parts import (
    WITHDRAWN,
    ActingSerializer,
    CallSerializer,
    CheckSerializer,
    ClearanceSerializer,
    HandoverSerializer,
    PresenceSerializer,
    TrainingSerializer,
    WaiverSerializer,
)
from attaches.lifecycle import AccreditationRole, PostingState
from attaches.models import (
    Accreditation,
    LanguageResult,
    Officer,
    OfficerParticulars,
    Post,
    Posting,
    PostingRemark,
)
from attaches.selectors.officers import possible_duplicates
from attaches.selectors.postings import remarks, rotation
from attaches.selectors.requirements import checks_of
from attaches.selectors.submissions import open_case_of
from directory.models import Country, DiplomaticMission, Organisation
from foundation.clock import today
from foundation.rest.serializers import StrictModelSerializer, StrictSerializer


def viewer(serializer: Any) -> Any:
    """Who reads."""
    return serializer.context["view"].subject


class EntryDay(serializers.Serializer):
    """The day a record is entered as of, so that steps of the past can follow it."""

    on = serializers.DateField(
        write_only=True,
        required=False,
        help_text="The day it is entered as of; today when not said, never later.",
    )

    def validate_on(self, day: Any) -> Any:
        if self.instance is not None:
            raise serializers.ValidationError(_("A record keeps the day it was entered as of."))
        return day


class RepresentationStep(serializers.Serializer):
    """A state reached on a legal day."""

    state = serializers.CharField()
    reached_on = serializers.DateField()
    recorded_at = serializers.DateTimeField()
    by = serializers.CharField(source="by.full_name", default=None)
    reason = serializers.CharField()


class ParticularsSerializer(StrictModelSerializer):
    """The personal row; whoever changes it names the version he read."""

    version = serializers.IntegerField(required=False, min_value=1)

    class Meta:
        model = OfficerParticulars
        fields = ("service_number", "born_on", "passport_no", "passport_expires_on", "biography", "version")


class LanguageSerializer(StrictModelSerializer):
    """A language result; `no` is its number among those of the officer."""

    class Meta:
        model = LanguageResult
        fields = ("no", "language", "slp", "tested_on", "valid_until", *WITHDRAWN)
        read_only_fields = ("no", *WITHDRAWN)


class TenureSerializer(serializers.ModelSerializer):
    """A posting in short."""

    post = serializers.CharField(source="post.reference")
    code = serializers.CharField(source="post.code")
    planned_from = serializers.DateField(source="planned.lower")
    planned_to = serializers.DateField(source="planned.upper")

    class Meta:
        model = Posting
        fields = ("reference", "post", "code", "state", "planned_from", "planned_to")
        read_only_fields = fields


class OfficerSerializer(StrictModelSerializer):
    """An officer; `particulars` only for those on the `personal` list."""

    marking = serializers.CharField(source="label.marking", read_only=True)
    languages = LanguageSerializer(many=True, read_only=True)
    postings = TenureSerializer(many=True, read_only=True)
    particulars = ParticularsSerializer(read_only=True)
    trainings = TrainingSerializer(many=True, read_only=True)
    clearances = ClearanceSerializer(many=True, read_only=True)
    merged_into = serializers.CharField(source="merged_into.reference", default=None, read_only=True)
    possible_duplicates = serializers.SerializerMethodField()

    class Meta:
        model = Officer
        fields = (
            "reference", "full_name", "rank", "service_branch", "languages", "trainings", "clearances", "postings",
            "particulars", "merged_into", "possible_duplicates", "marking", "version",
        )  # fmt: skip
        read_only_fields = ("reference", "version")

    def get_possible_duplicates(self, officer: Officer) -> list[str]:
        alike = possible_duplicates(officer, to=viewer(self))
        return list(alike.values_list("reference", flat=True)[:20])

    def to_representation(self, instance: Officer) -> dict[str, Any]:
        shown: dict[str, Any] = super().to_representation(instance)
        if shown["particulars"] is None:
            del shown["particulars"]  # hidden and never entered look the same
        return shown


class PostSerializer(EntryDay, StrictModelSerializer):
    """A post with its incumbent today and the steps it took."""

    mission = VisibleReference(slug_field="code", queryset=DiplomaticMission.objects)
    incumbent_posting = serializers.CharField(read_only=True, allow_null=True)
    incumbent_name = serializers.CharField(read_only=True, allow_null=True)
    acting_tenures = ActingSerializer(source="acting", many=True, read_only=True)
    steps = RepresentationStep(many=True, read_only=True)
    marking = serializers.CharField(source="label.marking", read_only=True)

    class Meta:
        model = Post
        fields = (
            "reference", "code", "kind", "mission", "title", "designation", "staff_level", "state", "state_on",
            "rank_min", "rank_max", "language", "required_slp", "training_required", "clearance_required",
            "tour_months", "acting_tenures", "consent_required", "consent_on", "consent_note", "incumbent_posting",
            "incumbent_name", "steps", "marking", "version", "on",
        )  # fmt: skip
        read_only_fields = ("reference", "state", "state_on", "version")
        extra_kwargs: ClassVar[dict[str, Any]] = {"code": {"validators": []}}

    def validate_code(self, code: str) -> str:
        if self.instance is not None and code != self.instance.code:
            raise serializers.ValidationError(_("A post keeps its code."))
        return code


class ReceiverSerializer(StrictModelSerializer):
    """A State or organisation a posting is accredited to, when it is proposed."""

    role = serializers.ChoiceField(AccreditationRole.choices, default=AccreditationRole.PRINCIPAL)
    country = VisibleReference(slug_field="iso2", queryset=Country.objects, required=False)
    organisation = VisibleReference(slug_field="code", queryset=Organisation.objects, required=False)

    class Meta:
        model = Accreditation
        fields = ("role", "country", "organisation", "consent_waived", "waiver_basis", "one_note")


class AccreditationSerializer(EntryDay, ReceiverSerializer):
    """One receiving State or organisation with its notes."""

    posting = VisibleReference(queryset=Posting.in_context)
    role = serializers.ChoiceField(AccreditationRole.choices, default=AccreditationRole.SIDE)
    steps = RepresentationStep(many=True, read_only=True)
    marking = serializers.CharField(source="label.marking", read_only=True)

    class Meta:
        model = Accreditation
        fields = (
            "reference", "posting", "role", "country", "organisation", "state", "state_on", "consent_waived",
            "waiver_basis", "one_note", "consent_note_on", "consent_reply_on", "accreditation_note_on", "accredited_on",
            "ended_on", "steps", "marking", "version", "on",
        )  # fmt: skip
        read_only_fields = (
            "reference", "state", "state_on", "consent_note_on", "consent_reply_on", "accreditation_note_on",
            "accredited_on", "ended_on", "version",
        )  # fmt: skip


class AccreditationLine(serializers.ModelSerializer):
    """An accreditation on its posting's page."""

    receiver = serializers.CharField(read_only=True)

    class Meta:
        model = Accreditation
        fields = (
            "reference", "role", "receiver", "state", "consent_note_on", "consent_reply_on",
            "accreditation_note_on", "accredited_on", "ended_on",
        )  # fmt: skip
        read_only_fields = fields


class RemarkSerializer(serializers.ModelSerializer):
    """A sensitive remark with its marking."""

    marking = serializers.CharField(source="label.marking", read_only=True)

    class Meta:
        model = PostingRemark
        fields = ("text", "marking", "created_at")
        read_only_fields = fields


class RotationSerializer(serializers.Serializer):
    """How far the rotation is."""

    due_on = serializers.DateField()
    days = serializers.IntegerField()
    successor = serializers.CharField(allow_null=True)
    successor_state = serializers.ChoiceField(PostingState.choices, allow_null=True)


class PostingSerializer(EntryDay, StrictModelSerializer):
    """A posting; `accreditations` are given when it is proposed and moved by their own verbs."""

    post = VisibleReference(queryset=Post.in_context)
    officer = VisibleReference(queryset=Officer.in_context)
    predecessor = VisibleReference(queryset=Posting.in_context, required=False, allow_null=True)
    planned_from = serializers.DateField(source="planned.lower")
    planned_to = serializers.DateField(source="planned.upper", help_text="The first day after.")
    receivers = ReceiverSerializer(many=True, write_only=True, required=False)
    incumbent_from = serializers.DateField(source="incumbency.lower", read_only=True, default=None)
    incumbent_to = serializers.DateField(source="incumbency.upper", read_only=True, default=None)
    present_from = serializers.DateField(source="presence.lower", read_only=True, default=None)
    present_to = serializers.DateField(source="presence.upper", read_only=True, default=None)
    presences_before = PresenceSerializer(many=True, read_only=True)
    accreditations = AccreditationLine(many=True, read_only=True)
    steps = RepresentationStep(many=True, read_only=True)
    rotation = serializers.SerializerMethodField()
    remarks = serializers.SerializerMethodField()
    requirements = serializers.SerializerMethodField()
    waivers = WaiverSerializer(many=True, read_only=True)
    handover_items = HandoverSerializer(source="handover", many=True, read_only=True)
    planned_calls = CallSerializer(source="calls", many=True, read_only=True)
    case = serializers.SerializerMethodField()
    marking = serializers.CharField(source="label.marking", read_only=True)

    class Meta:
        model = Posting
        fields = (
            "reference", "post", "officer", "planned_from", "planned_to", "predecessor", "order_no", "receivers",
            "state", "state_on", "incumbent_from", "incumbent_to", "present_from", "present_to", "end_reason",
            "presences_before", "taken_over_on",
            "accreditations", "rotation", "requirements", "waivers", "case", "handover_items", "planned_calls",
            "remarks", "steps", "marking", "version", "on",
        )  # fmt: skip
        read_only_fields = ("reference", "state", "state_on", "end_reason", "taken_over_on", "version")

    def get_rotation(self, posting: Posting) -> RotationSerializer:
        found = rotation(posting, to=viewer(self), on=today())
        return RotationSerializer(found).data if found else None  # type: ignore[return-value]

    def get_requirements(self, posting: Posting) -> CheckSerializer(many=True):  # type: ignore[valid-type]
        return CheckSerializer(checks_of(posting, to=viewer(self)), many=True).data

    def get_case(self, posting: Posting) -> str | None:
        case = open_case_of(posting, to=viewer(self))
        return case.reference if case else None

    def get_remarks(self, posting: Posting) -> RemarkSerializer(many=True):  # type: ignore[valid-type]
        return RemarkSerializer(remarks(posting, to=viewer(self)), many=True).data


class TakeOverSerializer(StrictSerializer):
    """A posting that runs or is over, by the days an older record has; steps without one get the latest before."""

    post = VisibleReference(queryset=Post.in_context)
    officer = VisibleReference(queryset=Officer.in_context)
    predecessor = VisibleReference(queryset=Posting.in_context, required=False, allow_null=True)
    planned_from = serializers.DateField()
    planned_to = serializers.DateField(help_text="The first day after.")
    order_no = serializers.CharField(max_length=60, required=False, allow_blank=True)
    receivers = ReceiverSerializer(many=True, required=False)
    on = serializers.DateField(required=False, help_text="The day it was proposed.")
    consent_note_on = serializers.DateField(required=False)
    consent_reply_on = serializers.DateField(required=False)
    accreditation_note_on = serializers.DateField(required=False)
    accredited_on = serializers.DateField(required=False)
    arrived_on = serializers.DateField(required=False)
    assumed_on = serializers.DateField()
    ended_on = serializers.DateField(required=False)
    departed_on = serializers.DateField(required=False)
    end_reason = serializers.CharField(max_length=300, required=False, allow_blank=True)
