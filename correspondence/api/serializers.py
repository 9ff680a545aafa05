"""Shapes of notes and letters over REST. Parties are codes of the directory; a name as written may stand beside one."""

from typing import Any

from django.conf import settings
from rest_framework import serializers

from access.rest import VisibleReference
from correspondence.lifecycle import CorrespondenceDirection, CorrespondenceState
from correspondence.models import Correspondence
from correspondence.selectors.correspondence import chain, days_outstanding, duplicates
from correspondence.terms import LANGUAGES
from directory.models import Country, DiplomaticMission, Institution, Organisation
from documents.api.serializers import FileLine
from documents.selectors.files import files_about
from foundation.clock import today
from foundation.rest.serializers import StrictModelSerializer, StrictSerializer

PARTIES = (
    "sender_mission", "sender_institution", "sender_country", "sender_organisation", "sender_name", "addressee_mission",
    "addressee_institution", "addressee_country", "addressee_organisation", "addressee_name",
)  # fmt: skip
TYPED = (
    "kind", *PARTIES, "number", "dated_on", "received_on", "place", "language", "subject", "text", "translation",
    "in_reply_to", "reply_expected", "reply_due_on", "about_reference",
)  # fmt: skip
FOUND = (
    "reference", "direction", *TYPED, "about_kind", "purpose", "year", "state", "state_on", "days_outstanding",
    "possible_duplicates", "exchange", "files", "steps", "marking", "version",
)  # fmt: skip


def _by(code: str, of: Any) -> VisibleReference:
    return VisibleReference(slug_field=code, queryset=of.objects, required=False, allow_null=True)


class CorrespondenceStepShape(serializers.Serializer):
    """A state reached on a legal day."""

    state = serializers.ChoiceField(CorrespondenceState.choices)
    reached_on = serializers.DateField()
    recorded_at = serializers.DateTimeField()
    by = serializers.CharField(source="by.full_name", default=None)
    reason = serializers.CharField()


class NoteLine(serializers.ModelSerializer):
    """A note of the same exchange, in short."""

    class Meta:
        model = Correspondence
        fields = ("reference", "direction", "number", "dated_on", "subject", "state")
        read_only_fields = fields


class CorrespondenceSerializer(StrictModelSerializer):
    """One note or letter with its exchange, its files and how long a reply has been waited for."""

    sender_mission = _by("code", DiplomaticMission)
    sender_institution = _by("code", Institution)
    sender_country = _by("iso2", Country)
    sender_organisation = _by("code", Organisation)
    addressee_mission = _by("code", DiplomaticMission)
    addressee_institution = _by("code", Institution)
    addressee_country = _by("iso2", Country)
    addressee_organisation = _by("code", Organisation)
    in_reply_to = VisibleReference(queryset=Correspondence.in_context, required=False, allow_null=True)
    days_outstanding = serializers.SerializerMethodField()
    possible_duplicates = serializers.SerializerMethodField()
    exchange = serializers.SerializerMethodField()
    files = serializers.SerializerMethodField()
    steps = CorrespondenceStepShape(many=True, read_only=True)
    marking = serializers.CharField(source="label.marking", read_only=True)

    class Meta:
        model = Correspondence
        fields = FOUND
        read_only_fields = (
            "reference", "direction", "about_kind", "purpose", "year", "state", "state_on", "version",
        )  # fmt: skip

    @property
    def viewer(self) -> Any:
        """Who reads."""
        return self.context["view"].subject

    def get_days_outstanding(self, note: Correspondence) -> int | None:
        return days_outstanding(note, on=today())

    def get_possible_duplicates(self, note: Correspondence) -> list[str]:
        return [one.reference for one in duplicates(note, to=self.viewer)]

    def get_exchange(self, note: Correspondence) -> NoteLine(many=True):  # type: ignore[valid-type]
        return NoteLine(chain(note, to=self.viewer), many=True).data

    def get_files(self, note: Correspondence) -> FileLine(many=True):  # type: ignore[valid-type]
        return FileLine(files_about(note.reference, to=self.viewer), many=True).data


class CorrespondenceEntry(CorrespondenceSerializer):
    """A new note with its direction and label."""

    direction = serializers.ChoiceField(CorrespondenceDirection.choices)
    classification = serializers.ChoiceField(settings.LADDER, default="official_use")
    caveats = serializers.MultipleChoiceField(choices=settings.CAVEATS, default=set)

    class Meta(CorrespondenceSerializer.Meta):
        fields = (*TYPED, "direction", "classification", "caveats")
        read_only_fields = ()


class DraftShape(StrictSerializer):
    """What a note is drafted about and for; particulars are taken only for those who may read them."""

    about = serializers.CharField(max_length=20)
    purpose = serializers.CharField(max_length=40)
    language = serializers.ChoiceField([(code, code) for code in LANGUAGES], default="en")
    particulars = serializers.BooleanField(default=True)
    classification = serializers.ChoiceField(settings.LADDER, required=False)
    caveats = serializers.MultipleChoiceField(choices=settings.CAVEATS, default=set)


class NoteDayShape(StrictSerializer):
    """The day something happened; today when not said."""

    on = serializers.DateField(required=False)


class NoteReasonShape(NoteDayShape):
    """A step that says why."""

    reason = serializers.CharField(max_length=500)


class NoteCancelShape(NoteDayShape):
    """A draft given up; why may be said."""

    reason = serializers.CharField(required=False, allow_blank=True, max_length=500)


class ScanShape(StrictSerializer):
    """A file, as multipart/form-data."""

    file = serializers.FileField(allow_empty_file=True)
