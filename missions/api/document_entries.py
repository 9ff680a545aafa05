"""What is sent to begin and amend a document: particulars, texts and its lists; and what its verbs take."""

from django.conf import settings
from rest_framework import serializers

from access.rest import VisibleReference
from accounts.models import Office
from accounts.roles import Role
from directory.models import ActivityKind, Country, Institution
from directory.models.country import Region
from foundation.rest.serializers import StrictSerializer
from missions.api.entries import StrategicObjectiveField, rows_of
from missions.lifecycle import Dimension, DocumentKind, ResourceKind
from missions.models import StrategicDocument
from missions.models.paper import LANGUAGES
from missions.terms import ContactLevel, Horizon, ObjectiveAspect, ObjectiveNature


class AimEntrySerializer(StrictSerializer):
    """An objective; without a code it gets the next free one. `parent` is the code of another one sent with it."""

    code = serializers.CharField(required=False, allow_blank=True, max_length=20)
    parent = serializers.CharField(required=False, allow_null=True, allow_blank=True, max_length=20)
    text = serializers.CharField(max_length=500)
    nature = serializers.ChoiceField(
        choices=ObjectiveNature.choices, required=False, help_text="Threats stand in doctrines and concepts."
    )
    serves = StrategicObjectiveField(required=False, allow_null=True)
    dimensions = serializers.ListField(
        child=serializers.ChoiceField(choices=Dimension.choices), required=False, max_length=len(Dimension)
    )
    aspect = serializers.ChoiceField(choices=ObjectiveAspect.choices, required=False, allow_blank=True)
    indicator = serializers.CharField(required=False, allow_blank=True, max_length=300)
    baseline = serializers.CharField(required=False, allow_blank=True, max_length=200)
    target = serializers.CharField(required=False, allow_blank=True, max_length=200)
    due_on = serializers.DateField(required=False, allow_null=True)
    horizon = serializers.ChoiceField(choices=Horizon.choices, required=False, allow_blank=True)


class RankEntrySerializer(StrictSerializer):
    """Rank of a country or a region by both criteria, 5 the highest, and why; the tier follows from both."""

    country = serializers.SlugRelatedField(
        slug_field="iso2", queryset=Country.objects.all(), required=False, allow_null=True
    )
    region = serializers.ChoiceField(choices=Region.choices, required=False, allow_blank=True)
    political = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=5)
    geographic = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=5)
    rationale = serializers.CharField(required=False, allow_blank=True, max_length=4_000)


class MeansEntrySerializer(StrictSerializer):
    """A line of money (with currency), people (persons) or materiel."""

    kind = serializers.ChoiceField(choices=ResourceKind.choices)
    amount = serializers.DecimalField(
        required=False, allow_null=True, max_digits=14, decimal_places=2, min_value=0
    )
    currency = serializers.CharField(required=False, allow_blank=True, max_length=3)
    fiscal_year = serializers.IntegerField(required=False, allow_null=True, min_value=1991, max_value=2100)
    activity_kind = serializers.SlugRelatedField(
        slug_field="code", queryset=ActivityKind.objects.all(), required=False, allow_null=True
    )
    source = serializers.CharField(required=False, allow_blank=True, max_length=200)
    note = serializers.CharField(required=False, allow_blank=True, max_length=300)


class DaysEntrySerializer(StrictSerializer):
    """Working days the office with a role has for one kind of matter."""

    kind = serializers.SlugField(max_length=40)
    role = serializers.ChoiceField(choices=Role.choices)
    days = serializers.IntegerField(min_value=1, max_value=250)


class ContactPointEntrySerializer(StrictSerializer):
    """An office that speaks for its institution at one level."""

    institution = serializers.SlugRelatedField(slug_field="code", queryset=Institution.objects.all())
    level = serializers.ChoiceField(choices=ContactLevel.choices)
    office = serializers.SlugRelatedField(slug_field="code", queryset=Office.objects.all())
    reached_by = serializers.CharField(required=False, allow_blank=True, max_length=200)


class DocumentEditSerializer(StrictSerializer):
    """Parts that are sent replace what was there; parts that are not stay."""

    title = serializers.CharField(max_length=200, required=False)
    language = serializers.ChoiceField(choices=LANGUAGES, required=False)
    register_no = serializers.CharField(max_length=60, required=False, allow_blank=True)
    derives_from = VisibleReference(queryset=StrategicDocument.in_context, required=False, allow_null=True)
    summary = serializers.CharField(required=False, allow_blank=True, max_length=4_000)
    body = serializers.CharField(required=False, allow_blank=True, max_length=100_000)
    starts_on = serializers.DateField(required=False, allow_null=True)
    last_on = serializers.DateField(required=False, allow_null=True)
    review_on = serializers.DateField(required=False, allow_null=True)
    objectives = rows_of(AimEntrySerializer)
    priorities = rows_of(RankEntrySerializer)
    resources = rows_of(MeansEntrySerializer)
    answer_days = rows_of(DaysEntrySerializer)
    contacts = rows_of(ContactPointEntrySerializer)


class DocumentBeginSerializer(DocumentEditSerializer):
    """A new document, kept by the ministry of whoever begins it; everything else may follow by PATCH."""

    kind = serializers.ChoiceField(choices=DocumentKind.choices)
    title = serializers.CharField(max_length=200)
    level = serializers.ChoiceField(choices=settings.LADDER, default="official_use")


class DocumentWithdrawSerializer(StrictSerializer):
    """Why it is taken back."""

    reason = serializers.CharField(max_length=500)


class DecisionOnPaperSerializer(StrictSerializer):
    """A decision taken above the ministries: its number, who decided, its scan, its first day."""

    decided_no = serializers.CharField(max_length=60)
    evidence = serializers.CharField(max_length=2_000)
    file = serializers.FileField()
    starts_on = serializers.DateField()
    last_on = serializers.DateField(required=False, allow_null=True)
