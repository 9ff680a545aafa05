"""Shapes of what stands around officers and postings: courses, clearances, requirements, checklist, calls."""

from typing import Any, ClassVar

from rest_framework import serializers

from access.rest import VisibleReference
from attaches.models import (
    ActingTenure,
    Call,
    EarlierPresence,
    HandoverItem,
    HostPractice,
    Officer,
    OfficerClearance,
    Posting,
    TrainingRecord,
    Waiver,
)
from attaches.terms import CallKind, Requirement, SubmissionKind
from directory.models import Country
from foundation.rest.serializers import StrictModelSerializer, StrictSerializer

WITHDRAWN = ("withdrawn_on", "withdrawn_because")


class TrainingSerializer(StrictModelSerializer):
    """A course; `no` is its number among those of the officer."""

    country = VisibleReference(slug_field="iso2", queryset=Country.objects, required=False, allow_null=True)

    class Meta:
        model = TrainingRecord
        fields = (
            "no", "kind", "title", "country", "starts_on", "completed_on", "valid_until", "obliged_until", *WITHDRAWN,
        )  # fmt: skip
        read_only_fields = ("no", *WITHDRAWN)


class ClearanceSerializer(StrictModelSerializer):
    """That an officer is cleared for service abroad; `no` is its number among those of the officer."""

    class Meta:
        model = OfficerClearance
        fields = ("no", "granted_on", "valid_until", *WITHDRAWN)
        read_only_fields = ("no", *WITHDRAWN)


class CompletedShape(StrictSerializer):
    """A course was completed."""

    no = serializers.IntegerField(min_value=1)
    on = serializers.DateField(required=False)
    valid_until = serializers.DateField(required=False)
    obliged_until = serializers.DateField(required=False)


class WithdrawnShape(StrictSerializer):
    """Which of the officer's entries was entered wrongly, and why it is withdrawn."""

    no = serializers.IntegerField(min_value=1)
    reason = serializers.CharField(max_length=500)
    on = serializers.DateField(required=False)


class MergeShape(StrictSerializer):
    """The officer who stays, and why the two are one."""

    into = VisibleReference(queryset=Officer.in_context)
    reason = serializers.CharField(max_length=300)


class CheckSerializer(serializers.Serializer):
    """A requirement of the post against what the officer brings."""

    requirement = serializers.ChoiceField(Requirement.choices)
    asked = serializers.CharField()
    held = serializers.CharField()
    met = serializers.BooleanField()
    waived_because = serializers.CharField()
    checked = serializers.BooleanField(help_text="No for a posting that was taken over from an older record.")


class EndActingShape(StrictSerializer):
    """From which day on nobody stands in any more."""

    on = serializers.DateField(required=False)


class CandidateSerializer(serializers.Serializer):
    """An officer who could be sent, with what stands in the way."""

    officer = serializers.CharField(source="officer.reference")
    full_name = serializers.CharField(source="officer.full_name")
    rank = serializers.CharField(source="officer.rank")
    is_free = serializers.BooleanField()
    checks = CheckSerializer(many=True)


class CandidatePage(serializers.Serializer):
    """All of them on one page."""

    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = CandidateSerializer(many=True)


class WaiverSerializer(StrictModelSerializer):
    """A requirement waived by the head of department."""

    decided_by = serializers.CharField(source="decided_by.full_name", read_only=True)

    class Meta:
        model = Waiver
        fields = ("requirement", "reason", "decided_on", "decided_by")
        read_only_fields = ("decided_on",)


class WaiveShape(StrictSerializer):
    """Which requirement, and why."""

    requirement = serializers.ChoiceField(Requirement.choices)
    reason = serializers.CharField(max_length=300)
    on = serializers.DateField(required=False)


class HandoverSerializer(StrictModelSerializer):
    """A line of the checklist."""

    class Meta:
        model = HandoverItem
        fields = ("no", "text", "done_on", "remark")
        read_only_fields = ("no", "done_on", "remark")


class HandoverDoneShape(StrictSerializer):
    """A line is done."""

    no = serializers.IntegerField(min_value=1)
    on = serializers.DateField(required=False)
    remark = serializers.CharField(required=False, allow_blank=True, max_length=300)


class CallSerializer(StrictModelSerializer):
    """A call on somebody in the receiving State."""

    class Meta:
        model = Call
        fields = ("no", "kind", "on_whom", "planned_on", "held_on", "outcome", "cancelled", "version")
        read_only_fields = ("no", "held_on", "outcome", "cancelled", "version")


class CallAmendedShape(StrictSerializer):
    """What is changed of a call that is still ahead, and the version that was read of it."""

    no = serializers.IntegerField(min_value=1)
    version = serializers.IntegerField(required=False, min_value=1)
    kind = serializers.ChoiceField(CallKind.choices, required=False)
    on_whom = serializers.CharField(required=False, max_length=200)
    planned_on = serializers.DateField(required=False)


class CallHeldShape(StrictSerializer):
    """A call was held."""

    no = serializers.IntegerField(min_value=1)
    on = serializers.DateField(required=False)
    outcome = serializers.CharField(required=False, allow_blank=True, max_length=500)


class CallCancelledShape(StrictSerializer):
    """A call will not take place."""

    no = serializers.IntegerField(min_value=1)
    reason = serializers.CharField(max_length=500)


class PresenceSerializer(serializers.ModelSerializer):
    """Days at the post before the officer left with the relations suspended and arrived again."""

    present_from = serializers.DateField(source="period.lower")
    present_to = serializers.DateField(source="period.upper")

    class Meta:
        model = EarlierPresence
        fields = ("present_from", "present_to")
        read_only_fields = fields


class ExtensionShape(StrictSerializer):
    """An extension is asked for."""

    until = serializers.DateField()
    reason = serializers.CharField(max_length=300)
    on = serializers.DateField(required=False)


class ReasonShape(StrictSerializer):
    """Why."""

    reason = serializers.CharField(max_length=300)


class TakeBackShape(ReasonShape):
    """Why, and what of it where several things are under approval."""

    kind = serializers.ChoiceField(SubmissionKind.choices, required=False)


class ActingSerializer(StrictModelSerializer):
    """Who stands in at a post, the last day not included."""

    posting = VisibleReference(queryset=Posting.in_context)
    starts_on = serializers.DateField(source="period.lower")
    ends_on = serializers.DateField(source="period.upper")

    class Meta:
        model = ActingTenure
        fields = ("posting", "starts_on", "ends_on")


class HostPracticeSerializer(StrictModelSerializer):
    """What a receiving State asks for around an attaché."""

    reference = serializers.CharField(source="country.iso2", read_only=True)
    country = VisibleReference(slug_field="iso2", queryset=Country.objects)
    marking = serializers.CharField(source="label.marking", read_only=True)

    class Meta:
        model = HostPractice
        fields = (
            "reference", "country", "consents_to_office", "consents_to_person", "second_note", "lead_days",
            "call_notice_days", "basis", "marking", "version",
        )  # fmt: skip
        read_only_fields = ("version",)
        extra_kwargs: ClassVar[dict[str, Any]] = {"country": {"validators": []}}
