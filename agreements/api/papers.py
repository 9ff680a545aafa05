"""Shapes of language versions and of papers of a stage."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from agreements.lifecycle import AgreementState
from agreements.models import AgreementText, StageDocument
from agreements.models.agreement import TEXT_LANGUAGES
from foundation.rest.serializers import StrictSerializer

NO_TEXT = _("No text in this language is recorded.")


class TextSerializer(serializers.ModelSerializer):
    """A language version with its file."""

    file = serializers.CharField(source="file.reference", read_only=True, default=None)

    class Meta:
        model = AgreementText
        fields = ("language", "is_authentic", "prevails", "file")
        read_only_fields = fields


class StagePaperSerializer(serializers.ModelSerializer):
    """A paper of a stage."""

    file = serializers.CharField(source="file.reference", read_only=True)

    class Meta:
        model = StageDocument
        fields = ("title", "file")
        read_only_fields = fields


class TextShape(StrictSerializer):
    """A language version; the file comes as multipart/form-data and may follow later."""

    language = serializers.ChoiceField(TEXT_LANGUAGES)
    is_authentic = serializers.BooleanField(default=True)
    prevails = serializers.BooleanField(default=False)
    file = serializers.FileField(required=False, allow_empty_file=True)


class TextRemovedShape(StrictSerializer):
    """Which language version was entered by mistake."""

    language = serializers.ChoiceField(TEXT_LANGUAGES)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=500)


class StagePaperShape(StrictSerializer):
    """A paper of a stage, as multipart/form-data; `stage` is the state that was reached."""

    stage = serializers.ChoiceField(AgreementState.choices)
    title = serializers.CharField(max_length=200)
    file = serializers.FileField(allow_empty_file=True)
