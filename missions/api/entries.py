"""What is sent to draft and edit a paper: particulars, texts and the three lists."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from access.context import current_subject
from accounts.models import Office
from accounts.roles import Role
from directory.models import ActivityKind, Country, DiplomaticMission
from foundation.rest.serializers import StrictSerializer
from missions.lifecycle import Dimension, ResourceKind, Section
from missions.models import StrategicObjective
from missions.models.paper import LANGUAGES
from missions.selectors.documents import strategic_objective

MAX_ROWS = 100


class StrategicObjectiveField(serializers.CharField):
    """`STD-2026-7K3QF/S1`, resolved under the caller's own wall: hidden is as unknown as absent."""

    default_error_messages = {"unknown": _("There is no such record.")}

    def to_internal_value(self, data: Any) -> StrategicObjective:
        reference, _slash, code = super().to_internal_value(data).partition("/")
        subject = current_subject()
        found = strategic_objective(reference, code, to=subject) if subject else None
        if found is None:
            self.fail("unknown")
        return found


class ObjectiveEntrySerializer(StrictSerializer):
    """An objective; without a code it gets the next free one. The order sent is the order of priority."""

    code = serializers.CharField(required=False, allow_blank=True, max_length=20)
    section = serializers.ChoiceField(
        choices=Section.choices, required=False, help_text="By default that of the ministry that writes."
    )
    text = serializers.CharField(max_length=1_000)
    measure = serializers.CharField(required=False, allow_blank=True, max_length=300)
    baseline = serializers.CharField(required=False, allow_blank=True, max_length=200)
    target = serializers.CharField(required=False, allow_blank=True, max_length=200)
    due_on = serializers.DateField(required=False, allow_null=True)
    strategic_objective = StrategicObjectiveField(required=False, allow_null=True)


class PriorityEntrySerializer(StrictSerializer):
    """Rank of a country by both criteria, 5 the highest, and why."""

    country = serializers.SlugRelatedField(slug_field="iso2", queryset=Country.objects.all())
    political = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=5)
    geographic = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=5)
    rationale = serializers.CharField(required=False, allow_blank=True, max_length=4_000)


class ResourceEntrySerializer(StrictSerializer):
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
    note = serializers.CharField(required=False, allow_blank=True, max_length=300)


class SectionedEntry(StrictSerializer):
    """A row of one section; without a code it gets the next free one, without a section it is the writer's own."""

    code = serializers.CharField(required=False, allow_blank=True, max_length=20)
    section = serializers.ChoiceField(choices=Section.choices, required=False)


class OwnedEntry(SectionedEntry):
    """Its owner is an office by code, or a role."""

    owner = serializers.SlugRelatedField(
        slug_field="code", queryset=Office.objects.all(), required=False, allow_null=True
    )
    owner_role = serializers.ChoiceField(choices=Role.choices, required=False, allow_blank=True)


class TaskEntrySerializer(OwnedEntry):
    """What a section does for an objective (named by its code)."""

    task = serializers.CharField(max_length=1_000)
    due_on = serializers.DateField(required=False, allow_null=True)
    objective = serializers.CharField(required=False, allow_blank=True, max_length=20)


class StrategyEntrySerializer(SectionedEntry):
    """A line of effort along one dimension."""

    dimension = serializers.ChoiceField(choices=Dimension.choices)
    strategy = serializers.CharField(max_length=2_000)
    objective = serializers.CharField(required=False, allow_blank=True, max_length=20)


class InstrumentEntrySerializer(SectionedEntry):
    """An instrument or a key event."""

    instrument = serializers.CharField(max_length=500)
    activity_kind = serializers.SlugRelatedField(
        slug_field="code", queryset=ActivityKind.objects.all(), required=False, allow_null=True
    )
    held_on = serializers.DateField(required=False, allow_null=True)
    objective = serializers.CharField(required=False, allow_blank=True, max_length=20)


class IndicatorEntrySerializer(SectionedEntry):
    """A figure with unit, baseline and target."""

    indicator = serializers.CharField(max_length=300)
    unit = serializers.CharField(required=False, allow_blank=True, max_length=40)
    from_value = serializers.DecimalField(
        required=False, allow_null=True, max_digits=14, decimal_places=2, help_text="Baseline."
    )
    to_value = serializers.DecimalField(
        required=False, allow_null=True, max_digits=14, decimal_places=2, help_text="Target."
    )
    due_on = serializers.DateField(required=False, allow_null=True)
    objective = serializers.CharField(required=False, allow_blank=True, max_length=20)


class ContingencyEntrySerializer(OwnedEntry):
    """A risk with its trigger and response."""

    risk = serializers.CharField(max_length=500)
    trigger = serializers.CharField(required=False, allow_blank=True, max_length=500)
    response = serializers.CharField(required=False, allow_blank=True, max_length=1_000)


class ContactEntrySerializer(OwnedEntry):
    """Whom one has to know, by post rather than by name."""

    contact = serializers.CharField(max_length=200)
    organisation = serializers.CharField(required=False, allow_blank=True, max_length=200)
    purpose = serializers.CharField(required=False, allow_blank=True, max_length=500)


def rows_of(entry: Any) -> Any:
    """A bounded list of entries."""
    return entry(many=True, required=False, max_length=MAX_ROWS)


class PaperEditSerializer(StrictSerializer):
    """Parts that are sent replace what was there; parts that are not stay."""

    title = serializers.CharField(max_length=200, required=False)
    language = serializers.ChoiceField(choices=LANGUAGES, required=False)
    starts_on = serializers.DateField(required=False)
    last_on = serializers.DateField(required=False, help_text="Last day that still belongs to the paper.")
    host_context = serializers.CharField(required=False, allow_blank=True, max_length=20_000)
    national_interests = serializers.CharField(required=False, allow_blank=True, max_length=20_000)
    defence_chapter = serializers.CharField(required=False, allow_blank=True, max_length=20_000)
    public_diplomacy = serializers.CharField(required=False, allow_blank=True, max_length=20_000)
    reporting = serializers.CharField(required=False, allow_blank=True, max_length=20_000)
    review_on = serializers.DateField(required=False, allow_null=True, help_text="Mid-term review.")
    coordination_rules = serializers.CharField(required=False, allow_blank=True, max_length=20_000)
    risks = serializers.CharField(required=False, allow_blank=True, max_length=20_000)
    working_note = serializers.CharField(required=False, allow_blank=True, max_length=4_000)
    objectives = rows_of(ObjectiveEntrySerializer)
    indicators = rows_of(IndicatorEntrySerializer)
    strategies = rows_of(StrategyEntrySerializer)
    tasks = rows_of(TaskEntrySerializer)
    instruments = rows_of(InstrumentEntrySerializer)
    contingencies = rows_of(ContingencyEntrySerializer)
    contacts = rows_of(ContactEntrySerializer)
    priorities = rows_of(PriorityEntrySerializer)
    resources = rows_of(ResourceEntrySerializer)


class PaperDraftSerializer(PaperEditSerializer):
    """A new paper: for which mission and State, marked how; everything else may follow by PATCH."""

    mission = serializers.SlugRelatedField(slug_field="code", queryset=DiplomaticMission.objects.all())
    country = serializers.SlugRelatedField(slug_field="iso2", queryset=Country.objects.all())
    level = serializers.ChoiceField(choices=settings.LADDER, default="official_use")
    caveats = serializers.MultipleChoiceField(choices=settings.CAVEATS, default=set)
    title = serializers.CharField(max_length=200)
    starts_on = serializers.DateField()
    last_on = serializers.DateField(help_text="Last day that still belongs to the paper.")


class PaperWithdrawSerializer(StrictSerializer):
    """Why the paper is taken back."""

    reason = serializers.CharField(max_length=500)


class PaperNoteSerializer(StrictSerializer):
    """A note for those who work on the paper; no part of what is signed."""

    working_note = serializers.CharField(allow_blank=True, max_length=4_000)
