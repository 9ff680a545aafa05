"""Shapes of activities and exercises over REST: what is typed, what is stepped, what is computed."""

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from access.rest import VisibleReference
from activities.api.particulars import PARTICULARS, Particulars
from activities.api.planned import PlanItemField
from activities.engine import ConferenceStanding, PhaseStanding
from activities.lifecycle import ENTERED_AS, ActivityState, Conference, ExerciseReport, ExerciseSize
from activities.models import Activity, Authorisation
from activities.selectors.exercises import conference_lines, report_lines
from agreements.models import Agreement
from directory.models import ActivityKind, Country
from foundation.clock import today
from foundation.rest.serializers import StrictModelSerializer, StrictSerializer

TYPED = (
    "title",
    "kind",
    "country",
    "participants",
    "agreement",
    "plan_item",
    "authorisation",
    "ad_hoc_reason",
    "level",
    "direction",
    "aspect",
    "place",
    "starts_on",
    "ends_on",
    "planned_cost",
    "currency",
    "person_days",
    "actual_cost",
    "actual_person_days",
    "outcome",
    *PARTICULARS,
)
EXERCISE_TYPED = (
    "size",
    "troops",
    "tanks",
    "acvs",
    "artillery",
    "special",
    "sorties",
    "observers_invited_on",
    "notified_on",
    "exemption",
    "first_report_on",
    "final_report_on",
    "conferences",
)
FOUND = ("reference", *TYPED, "state", "state_on", "blocked", "similar", "steps", "marking", "version")
STANDS_AS = [(state.value, state.label) for state in ActivityState if state in ENTERED_AS]


class TakenStep(serializers.Serializer):
    """A state reached on a legal day."""

    state = serializers.ChoiceField(ActivityState.choices)
    reached_on = serializers.DateField()
    recorded_at = serializers.DateTimeField()
    by = serializers.CharField(allow_null=True)
    reason = serializers.CharField()


class CountryCodes(serializers.ListField):
    """Further countries by ISO code; read as the list annotated by the selector."""

    child = VisibleReference(slug_field="iso2", queryset=Country.objects)

    def get_attribute(self, instance: Any) -> Any:
        return getattr(instance, "further", [])

    def to_representation(self, data: Any) -> list[str]:
        return list(data)


class ActivitySerializer(Particulars, StrictModelSerializer):
    """One activity. `participants` are the countries besides the main partner and the home State."""

    kind = VisibleReference(slug_field="code", queryset=ActivityKind.objects)
    country = VisibleReference(slug_field="iso2", queryset=Country.objects)
    agreement = VisibleReference(queryset=Agreement.in_context, required=False, allow_null=True)
    plan_item = PlanItemField(required=False, allow_null=True)
    authorisation = VisibleReference(
        queryset=Authorisation.in_context, required=False, allow_null=True,
        help_text="Where troops cross the border: the act that lets them.",
    )  # fmt: skip
    participants = CountryCodes(required=False)
    blocked = serializers.BooleanField(
        read_only=True, help_text="Approved or under way on an agreement that is no longer in force."
    )
    similar = serializers.ListField(
        child=serializers.CharField(), read_only=True,
        help_text="Other live engagements of the same State, within thirty days by others or of the same kind.",
    )  # fmt: skip
    steps = serializers.SerializerMethodField()
    marking = serializers.CharField(source="label.marking", read_only=True)

    class Meta:
        model = Activity
        fields = FOUND
        read_only_fields = ("reference", "state", "state_on", "version")

    @extend_schema_field(TakenStep(many=True))
    def get_steps(self, activity: Any) -> Any:
        """As annotated by the selector."""
        return activity.taken


class ConferenceShape(serializers.Serializer):
    """A planning conference: due by its size, planned, held, and how it stands today."""

    kind = serializers.ChoiceField(Conference.choices)
    default_on = serializers.DateField()
    planned_on = serializers.DateField()
    held_on = serializers.DateField(allow_null=True)
    standing = serializers.ChoiceField(ConferenceStanding.choices)


class ConferenceDays(StrictSerializer):
    """What is said about a conference."""

    kind = serializers.ChoiceField(Conference.choices)
    planned_on = serializers.DateField(required=False)
    held_on = serializers.DateField(required=False, allow_null=True)


@extend_schema_field(ConferenceShape(many=True))
class Conferences(serializers.ListField):
    """Written as days by kind, read with how each stands today."""

    child = ConferenceDays()

    def get_attribute(self, instance: Any) -> Any:
        return conference_lines(instance.exercise, on=today())

    def to_representation(self, data: Any) -> Any:
        return ConferenceShape(data, many=True).data

    def to_internal_value(self, data: Any) -> dict[str, dict[str, Any]]:
        rows = super().to_internal_value(data)
        return {row["kind"]: {k: v for k, v in row.items() if k != "kind"} for row in rows}


class ReportShape(serializers.Serializer):
    """A report of an exercise that is over: due by its last day, submitted, and how it stands today."""

    kind = serializers.ChoiceField(ExerciseReport.choices)
    due_on = serializers.DateField()
    reported_on = serializers.DateField(allow_null=True)
    standing = serializers.ChoiceField(PhaseStanding.choices)


class ExerciseSerializer(ActivitySerializer):
    """An exercise with its activity; `notify_by` is computed, empty when nothing has to be notified."""

    size = serializers.ChoiceField(ExerciseSize.choices, source="exercise.size", required=False)
    troops = serializers.IntegerField(source="exercise.troops", required=False, min_value=0, max_value=10**7)
    tanks = serializers.IntegerField(source="exercise.tanks", required=False, min_value=0, max_value=10**6)
    acvs = serializers.IntegerField(source="exercise.acvs", required=False, min_value=0, max_value=10**6)
    artillery = serializers.IntegerField(
        source="exercise.artillery", required=False, min_value=0, max_value=10**6
    )
    special = serializers.IntegerField(
        source="exercise.special", required=False, min_value=0, max_value=10**7,
        help_text="Amphibious, heliborne or parachute troops, counted among the troops as well.",
    )  # fmt: skip
    sorties = serializers.IntegerField(
        source="exercise.sorties", required=False, min_value=0, max_value=10**6
    )
    invite_by = serializers.DateField(source="exercise.invite_by", read_only=True, allow_null=True)
    observers_invited_on = serializers.DateField(
        source="exercise.observers_invited_on", required=False, allow_null=True
    )
    notify_by = serializers.DateField(source="exercise.notify_by", read_only=True, allow_null=True)
    notified_on = serializers.DateField(source="exercise.notified_on", required=False, allow_null=True)
    exemption = serializers.CharField(
        source="exercise.exemption", required=False, allow_blank=True, max_length=300
    )
    conferences = Conferences(required=False)
    first_report_on = serializers.DateField(
        source="exercise.first_report_on", required=False, allow_null=True,
        help_text="The first impression report; the final one follows it.",
    )  # fmt: skip
    final_report_on = serializers.DateField(
        source="exercise.final_report_on", required=False, allow_null=True
    )
    reports = serializers.SerializerMethodField()
    kind = None

    class Meta(ActivitySerializer.Meta):
        fields = (
            *(name for name in FOUND if name != "kind"),
            *EXERCISE_TYPED,
            "notify_by",
            "invite_by",
            "reports",
        )

    @extend_schema_field(ReportShape(many=True))
    def get_reports(self, activity: Any) -> Any:
        """As they stand today."""
        return ReportShape(report_lines(activity.exercise, on=today()), many=True).data


class EntryFields(serializers.Serializer):
    """What is said once, when a record is entered: its label and where it stands."""

    stands_as = serializers.ChoiceField(STANDS_AS, default="planned")
    on = serializers.DateField(
        required=False, help_text="Day of its present state, where no other day tells it."
    )
    classification = serializers.ChoiceField(settings.LADDER, default="official_use")
    caveats = serializers.MultipleChoiceField(choices=settings.CAVEATS, default=set)


ENTRY = ("stands_as", "on", "classification", "caveats")


class ActivityEntry(EntryFields, ActivitySerializer):
    """A new activity with its label."""

    class Meta(ActivitySerializer.Meta):
        fields = (*TYPED, *ENTRY)
        read_only_fields = ()


class ExerciseEntry(EntryFields, ExerciseSerializer):
    """A new exercise with its label."""

    class Meta(ExerciseSerializer.Meta):
        fields = (*(name for name in (*TYPED, *ENTRY) if name != "kind"), *EXERCISE_TYPED)
        read_only_fields = ()


class ActivityStepShape(StrictSerializer):
    """The legal day of a step (today when it is left out) and its reason."""

    on = serializers.DateField(required=False)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=500)


class AdvanceShape(ActivityStepShape):
    """A step, named by the state it leads to."""

    to = serializers.ChoiceField(ActivityState.choices)


class FromPlanShape(StrictSerializer):
    """An item of an approved plan, and the days on which it takes place."""

    plan_item = PlanItemField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()


class ResumeShape(ActivityStepShape):
    """The new days of a postponed activity."""

    starts_on = serializers.DateField()
    ends_on = serializers.DateField()


class CancelShape(ActivityStepShape):
    """A cancellation is explained."""

    reason = serializers.CharField(max_length=500)
