"""Shapes of imports over REST."""

from typing import Any

from rest_framework import serializers

from documents.models import StoredFile, TableImport
from documents.registry import registered
from documents.selectors.imports import findings, heading_of, in_words
from documents.selectors.progress import progress_of
from foundation.rest.serializers import StrictModelSerializer, StrictSerializer

SHOWN = 500


class BringShape(StrictSerializer):
    """A table to be brought in."""

    kind = serializers.SlugField(max_length=40, help_text="What it holds: officers, posts, postings.")
    file = serializers.FileField(allow_empty_file=True, help_text="XLSX or CSV.")


class FileLine(serializers.ModelSerializer):
    """A file kept with a record; it is read at /files/{reference}/."""

    class Meta:
        model = StoredFile
        fields = ("reference", "name", "media_type", "size", "sha256")
        read_only_fields = fields


class FindingSerializer(serializers.Serializer):
    """What was found at a row and a column; row 0 is the file, an empty column the whole row."""

    row = serializers.IntegerField()
    column = serializers.CharField()
    heading = serializers.CharField()
    severity = serializers.CharField()
    code = serializers.CharField()
    message = serializers.CharField()


class ProgressSerializer(serializers.Serializer):
    """How far the worker is; null when none is at it."""

    done = serializers.IntegerField()
    rows = serializers.IntegerField()


class ImportSerializer(StrictModelSerializer):
    """An import with the first findings of its last check."""

    file = serializers.CharField(source="file.name", read_only=True)
    file_reference = serializers.CharField(source="file.reference", read_only=True)
    brought_by = serializers.CharField(source="brought_by.full_name", read_only=True)
    confirmed_by = serializers.CharField(source="confirmed_by.full_name", read_only=True, default=None)
    progress = serializers.SerializerMethodField()
    findings = serializers.SerializerMethodField()
    marking = serializers.CharField(source="label.marking", read_only=True)

    class Meta:
        model = TableImport
        fields = (
            "reference", "kind", "file", "file_reference", "state", "state_on", "rows", "errors", "warnings",
            "progress", "findings", "brought_by", "confirmed_by", "marking", "version",
        )  # fmt: skip
        read_only_fields = fields

    def get_progress(self, held: TableImport) -> ProgressSerializer(allow_null=True):  # type: ignore[valid-type]
        found = progress_of(held.pk)
        return ProgressSerializer(found).data if found else None

    def get_findings(self, held: TableImport) -> FindingSerializer(many=True):  # type: ignore[valid-type]
        rows = findings(held, to=self.context["view"].subject)[:SHOWN]
        return [told(one, held.kind) for one in rows]


def told(found: Any, kind: str) -> dict[str, Any]:
    """A finding in the caller's language."""
    definition = registered()[kind]
    return {
        "row": found.row,
        "column": found.column,
        "heading": heading_of(found.column, definition),
        "severity": found.severity,
        "code": found.code,
        "message": in_words(found, definition),
    }
