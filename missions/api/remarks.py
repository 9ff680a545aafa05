"""Shapes of remarks, conflicts, readings and confirmations."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from foundation.rest.serializers import StrictSerializer
from missions.engine import ANCHORS
from missions.lifecycle import Resolution, Section, Severity
from missions.models import CommentReply, ConflictEntry, IndicatorReading, PaperComment, PaperConflict


class PaperRemarkShape(StrictSerializer):
    """A remark on a part of a version (the current one by default), or on one of its rows by code."""

    part = serializers.ChoiceField(choices=ANCHORS)
    row = serializers.CharField(required=False, allow_blank=True, max_length=20)
    version_no = serializers.IntegerField(required=False, min_value=1, max_value=9999)
    severity = serializers.ChoiceField(choices=Severity.choices)
    text = serializers.CharField(max_length=4_000)
    internal = serializers.BooleanField(default=False)


class AttachmentShape(StrictSerializer):
    """A file and its title, as multipart/form-data; without a section it is the writer's own."""

    title = serializers.CharField(max_length=300)
    section = serializers.ChoiceField(choices=Section.choices, required=False)
    file = serializers.FileField(allow_empty_file=True)


class DetachShape(StrictSerializer):
    """Which file, by its code."""

    code = serializers.CharField(max_length=20)


class WordsShape(StrictSerializer):
    """Words of an answer."""

    text = serializers.CharField(max_length=4_000)


class ResolutionShape(StrictSerializer):
    """What becomes of a remark; the reason is needed where it is not accepted."""

    resolution = serializers.ChoiceField(choices=Resolution.choices)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=2_000)


class ConflictShape(StrictSerializer):
    """A task of the defence section against an objective of the political one, by their codes."""

    task = serializers.CharField(max_length=20)
    objective = serializers.CharField(max_length=20)
    text = serializers.CharField(max_length=4_000)


class ReadingShape(StrictSerializer):
    """A measured value."""

    indicator = serializers.CharField(max_length=20)
    value = serializers.DecimalField(max_digits=14, decimal_places=2)
    measured_on = serializers.DateField()
    source = serializers.CharField(required=False, allow_blank=True, max_length=300)


class RemarkReasonShape(StrictSerializer):
    """Why, if there is more to say than the calendar."""

    reason = serializers.CharField(required=False, allow_blank=True, max_length=500)


class FindingShape(StrictSerializer):
    """What the review found."""

    reason = serializers.CharField(max_length=500)


class _Said(serializers.ModelSerializer):
    """Who said it, for which office."""

    by = serializers.CharField(source="by.full_name")
    office = serializers.CharField(source="office.code")


class ReplySerializer(_Said):
    """An answer."""

    class Meta:
        model = CommentReply
        fields = ("by", "office", "on", "text")
        read_only_fields = fields


class PaperRemarkSerializer(_Said):
    """A remark with its answers and its resolution."""

    version_no = serializers.IntegerField(source="version.no")
    resolved_by = serializers.CharField(source="resolved_by.full_name", default=None)
    resolved_office = serializers.CharField(source="resolved_office.code", default=None)
    replies = serializers.SerializerMethodField()

    class Meta:
        model = PaperComment
        fields = (
            "key", "version_no", "part", "row", "severity", "text", "ministry", "internal_to", "by", "office", "on",
            "resolution", "resolved_because", "resolved_on", "resolved_by", "resolved_office", "replies",
        )  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(ReplySerializer(many=True))
    def get_replies(self, remark: PaperComment) -> Any:
        """In the order in which they came."""
        return ReplySerializer(self.context["replies"].get(remark.pk, []), many=True).data


class EntrySerializer(_Said):
    """A line of a conflict's log."""

    class Meta:
        model = ConflictEntry
        fields = ("by", "office", "on", "text", "resolves")
        read_only_fields = fields


class ConflictSerializer(_Said):
    """A conflict with its log."""

    entries = serializers.SerializerMethodField()

    class Meta:
        model = PaperConflict
        fields = ("key", "version_no", "task", "objective", "text", "state", "by", "office", "on", "entries")
        read_only_fields = fields

    @extend_schema_field(EntrySerializer(many=True))
    def get_entries(self, conflict: PaperConflict) -> Any:
        """In the order in which they came."""
        return EntrySerializer(self.context["entries"].get(conflict.pk, []), many=True).data


class ReadingSerializer(_Said):
    """One reading."""

    class Meta:
        model = IndicatorReading
        fields = ("on", "value", "source", "by", "office", "recorded_at")
        read_only_fields = fields


class MeasuredSerializer(serializers.Serializer):
    """An indicator with the readings that count, oldest first; `attained` in per cent of the way to the target."""

    code = serializers.CharField()
    indicator = serializers.CharField()
    unit = serializers.CharField()
    objective = serializers.CharField()
    section = serializers.CharField()
    baseline = serializers.DecimalField(max_digits=14, decimal_places=2, allow_null=True)
    target = serializers.DecimalField(max_digits=14, decimal_places=2, allow_null=True)
    attained = serializers.IntegerField(allow_null=True)
    readings = ReadingSerializer(many=True)


class SightSerializer(serializers.Serializer):
    """An objective: up to a strategic one, down to codes of this paper, indicators and references of activities."""

    code = serializers.CharField()
    text = serializers.CharField()
    section = serializers.CharField()
    strategic_objective = serializers.SerializerMethodField()
    served_by = serializers.SerializerMethodField()
    indicators = MeasuredSerializer(many=True)
    activities = serializers.SerializerMethodField()

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_strategic_objective(self, aim: Any) -> str | None:
        """Document and code."""
        above = aim.strategic_objective
        return f"{above.document.reference}/{above.code}" if above else None

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_served_by(self, aim: Any) -> list[str]:
        """Codes of lines of effort, tasks and instruments."""
        return [code for _part, code, _words in aim.served]

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_activities(self, aim: Any) -> list[str]:
        """References."""
        return [done.reference for done in aim.works]


class ConfirmationSerializer(serializers.Serializer):
    """A co-author's office and its confirmation; `since`: the day from which a newer holder has yet to confirm."""

    office = serializers.CharField()
    role = serializers.CharField()
    holders = serializers.ListField(child=serializers.CharField())
    person = serializers.CharField()
    on = serializers.DateField(allow_null=True)
    signed = serializers.BooleanField()
    since = serializers.DateField(allow_null=True)
    as_charge = serializers.BooleanField()
    missing = serializers.BooleanField(source="is_missing")
