"""Shapes of strategic documents over REST."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from access.context import Subject
from missions.models import DocumentTransition, DocumentVersion, StrategicDocument
from missions.selectors.document_actions import possible
from missions.selectors.document_cases import latest_case
from missions.selectors.document_contents import content_of
from missions.selectors.documents import newest, to_read, transitions, versions


class DocumentVersionSerializer(serializers.ModelSerializer):
    """A version of a document without its text."""

    effective_from = serializers.DateField(read_only=True, allow_null=True)
    effective_until = serializers.DateField(read_only=True, allow_null=True, help_text="Last day in effect.")

    class Meta:
        model = DocumentVersion
        fields = (
            "no", "state", "language", "title", "starts_on", "last_on", "review_on", "effective_from",
            "effective_until", "decided_no", "evidence", "content_hash", "frozen_at",
        )  # fmt: skip
        read_only_fields = fields


class DocumentVersionContentSerializer(DocumentVersionSerializer):
    """A version with its content."""

    content = serializers.SerializerMethodField()

    class Meta(DocumentVersionSerializer.Meta):
        fields = (*DocumentVersionSerializer.Meta.fields, "content")
        read_only_fields = fields

    @extend_schema_field(serializers.JSONField())
    def get_content(self, version: DocumentVersion) -> dict[str, Any]:
        """What was, or would be, submitted."""
        return content_of(version)


class DocumentTransitionSerializer(serializers.ModelSerializer):
    """A state a version reached on a day."""

    by = serializers.CharField(source="by.full_name")
    office = serializers.CharField(source="office.code", default=None)

    class Meta:
        model = DocumentTransition
        fields = ("version_no", "state", "on", "recorded_at", "by", "office", "reason")
        read_only_fields = fields


class StrategicDocumentSerializer(serializers.ModelSerializer):
    """A strategic document with the content of the version in effect, the newest where none is."""

    custodian = serializers.CharField(source="custodian.code", read_only=True)
    derives_from = serializers.CharField(source="derives_from.reference", read_only=True, default=None)
    label = serializers.CharField(source="label.marking", read_only=True)
    effective_from = serializers.DateField(read_only=True, allow_null=True)
    effective_to = serializers.DateField(
        read_only=True, allow_null=True, help_text="First day no longer covered."
    )
    version_no = serializers.SerializerMethodField(help_text="The version whose content is shown.")
    newest_no = serializers.IntegerField(source="current_no", read_only=True)
    content_hash = serializers.SerializerMethodField()
    content = serializers.SerializerMethodField()
    draft = serializers.SerializerMethodField()
    objectives = serializers.SerializerMethodField()
    case = serializers.SerializerMethodField()
    available = serializers.SerializerMethodField()
    versions = serializers.SerializerMethodField()
    transitions = serializers.SerializerMethodField()

    class Meta:
        model = StrategicDocument
        fields = (
            "reference", "kind", "title", "custodian", "register_no", "derives_from", "state", "effective_from",
            "effective_to", "label", "version_no", "newest_no", "content_hash", "content", "draft", "objectives",
            "case", "available", "versions", "transitions",
        )  # fmt: skip
        read_only_fields = fields

    @property
    def subject(self) -> Subject:
        """Who reads."""
        return self.context["view"].subject

    def to_representation(self, document: StrategicDocument) -> dict[str, Any]:
        self.text = to_read(document, to=self.subject)
        self.said = content_of(self.text)
        return super().to_representation(document)

    def get_version_no(self, document: StrategicDocument) -> int:
        """The version in effect, the newest where none is."""
        return self.text.no

    def get_content_hash(self, document: StrategicDocument) -> str:
        """Empty while the version is a draft."""
        return self.text.content_hash

    @extend_schema_field(serializers.JSONField())
    def get_content(self, document: StrategicDocument) -> dict[str, Any]:
        """What it says."""
        return self.said

    @extend_schema_field(serializers.JSONField(allow_null=True))
    def get_draft(self, document: StrategicDocument) -> dict[str, Any] | None:
        """The newest version, where that is another one than the one in effect."""
        if self.text.no == document.current_no:
            return None
        return content_of(newest(document, to=self.subject))

    @extend_schema_field(serializers.ListField(child=serializers.DictField(child=serializers.CharField())))
    def get_objectives(self, document: StrategicDocument) -> list[dict[str, str]]:
        """Code and text, in their order."""
        return [{"code": row["code"], "text": row["text"]} for row in self.said["objectives"]]

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_case(self, document: StrategicDocument) -> str | None:
        """Reference of the case that runs or ran last."""
        case = latest_case(document.reference, to=self.subject)
        return case.reference if case else None

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_available(self, document: StrategicDocument) -> list[str]:
        """Verbs the caller may use on the document as it stands."""
        return possible(document, to=self.subject)

    @extend_schema_field(DocumentVersionSerializer(many=True))
    def get_versions(self, document: StrategicDocument) -> Any:
        """Newest first."""
        return DocumentVersionSerializer(versions(document, to=self.subject), many=True).data

    @extend_schema_field(DocumentTransitionSerializer(many=True))
    def get_transitions(self, document: StrategicDocument) -> Any:
        """Newest first."""
        return DocumentTransitionSerializer(transitions(document, to=self.subject), many=True).data
