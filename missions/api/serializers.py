"""Shapes of papers over REST."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from access.context import Subject
from missions.models import MissionPaper, PaperTransition, PaperVersion
from missions.selectors.actions import possible
from missions.selectors.cases import latest_case
from missions.selectors.contents import content_of
from missions.selectors.papers import current, transitions, versions


class PaperVersionSerializer(serializers.ModelSerializer):
    """A version of a paper without its text."""

    class Meta:
        model = PaperVersion
        fields = ("no", "state", "language", "content_hash", "frozen_at")
        read_only_fields = fields


class PaperVersionContentSerializer(PaperVersionSerializer):
    """A version with its content."""

    content = serializers.SerializerMethodField()

    class Meta(PaperVersionSerializer.Meta):
        fields = (*PaperVersionSerializer.Meta.fields, "content")
        read_only_fields = fields

    @extend_schema_field(serializers.JSONField())
    def get_content(self, version: PaperVersion) -> dict[str, Any]:
        """What was, or would be, signed."""
        return content_of(version)


class PaperTransitionSerializer(serializers.ModelSerializer):
    """A state reached on a day."""

    by = serializers.CharField(source="by.full_name")
    office = serializers.CharField(source="office.code")

    class Meta:
        model = PaperTransition
        fields = ("version_no", "state", "on", "recorded_at", "by", "office", "reason")
        read_only_fields = fields


class PaperSerializer(serializers.ModelSerializer):
    """A paper with the full content of its current version, in the shape the hash is taken of."""

    mission = serializers.CharField(source="mission.code", read_only=True)
    country = serializers.CharField(source="country.iso2", read_only=True)
    label = serializers.CharField(source="label.marking", read_only=True)
    starts_on = serializers.DateField(read_only=True)
    last_on = serializers.DateField(read_only=True)
    version_no = serializers.IntegerField(source="current_no", read_only=True)
    content_hash = serializers.SerializerMethodField()
    content = serializers.SerializerMethodField()
    working_note = serializers.SerializerMethodField()
    case = serializers.SerializerMethodField()
    available = serializers.SerializerMethodField()
    versions = serializers.SerializerMethodField()
    transitions = serializers.SerializerMethodField()

    class Meta:
        model = MissionPaper
        fields = (
            "reference", "title", "mission", "country", "label", "state", "starts_on", "last_on", "version_no",
            "content_hash", "content", "working_note", "case", "available", "versions", "transitions",
        )  # fmt: skip
        read_only_fields = fields

    @property
    def subject(self) -> Subject:
        """Who reads."""
        return self.context["view"].subject

    def to_representation(self, paper: MissionPaper) -> dict[str, Any]:
        self.text = current(paper, to=self.subject)
        return super().to_representation(paper)

    def get_content_hash(self, paper: MissionPaper) -> str:
        """Empty while the version is a draft."""
        return self.text.content_hash

    @extend_schema_field(serializers.JSONField())
    def get_content(self, paper: MissionPaper) -> dict[str, Any]:
        """What is or would be signed."""
        return content_of(self.text)

    def get_working_note(self, paper: MissionPaper) -> str:
        """Outside the hash."""
        return self.text.working_note

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_case(self, paper: MissionPaper) -> str | None:
        """Reference of the case that runs or ran last."""
        case = latest_case(paper.reference, to=self.subject)
        return case.reference if case else None

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_available(self, paper: MissionPaper) -> list[str]:
        """Verbs the caller may use on the paper as it stands."""
        return possible(paper, to=self.subject)

    @extend_schema_field(PaperVersionSerializer(many=True))
    def get_versions(self, paper: MissionPaper) -> Any:
        """Newest first."""
        return PaperVersionSerializer(versions(paper, to=self.subject), many=True).data

    @extend_schema_field(PaperTransitionSerializer(many=True))
    def get_transitions(self, paper: MissionPaper) -> Any:
        """Newest first."""
        return PaperTransitionSerializer(transitions(paper, to=self.subject), many=True).data
