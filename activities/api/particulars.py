"""What is said of an activity beside its days, over REST: institutions, objectives, people, costs."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from access.context import current_subject
from access.rest import VisibleReference
from activities.api.details import (
    Annotated,
    AssistanceRow,
    AssistanceRows,
    CourseDetail,
    ExpertDetail,
    TeamDetail,
)
from activities.terms import CostBearer, CostItem, FundingSource, RankLevel
from agreements.models import Agreement
from directory.models import CooperationFormat, Country, Institution
from foundation.rest.serializers import StrictSerializer
from missions.lifecycle import Dimension
from missions.models import MissionPaper, StrategicObjective
from missions.selectors.documents import strategic_objective

PARTICULARS = (
    "coordination_level",
    "power_type",
    "dimensions",
    "mission_paper",
    "format",
    "lead_institution",
    "supporting",
    "objectives",
    "contingents",
    "costs",
    "with_troops",
    "with_secrets",
    "border_topic",
    "beyond_defence",
    "status_agreement",
    "status_clause",
    "course",
    "expert_post",
    "training_team",
    "assistance",
)


class ObjectiveReference(serializers.CharField):
    """`STD-2026-7K3QF/S1`, resolved under the caller's own wall: hidden is as unknown as absent."""

    default_error_messages = {"unknown": _("There is no such record.")}

    def to_internal_value(self, data: Any) -> StrategicObjective:
        reference, _slash, code = super().to_internal_value(data).partition("/")
        subject = current_subject()
        found = strategic_objective(reference, code, to=subject) if subject else None
        if found is None:
            self.fail("unknown")
        return found


class ContingentRow(StrictSerializer):
    """How many of a rank level take part for a State, planned and actual."""

    country = VisibleReference(slug_field="iso2", queryset=Country.objects)
    rank_level = serializers.ChoiceField(RankLevel.choices)
    planned = serializers.IntegerField(min_value=0, max_value=10**7)
    actual = serializers.IntegerField(min_value=0, max_value=10**7, required=False, allow_null=True)


class CostRow(StrictSerializer):
    """One cost; by default it is ours, out of the defence budget."""

    item = serializers.ChoiceField(CostItem.choices)
    bearer = serializers.ChoiceField(CostBearer.choices, required=False)
    funding = serializers.ChoiceField(FundingSource.choices, required=False)
    currency = serializers.RegexField(r"^[A-Z]{3}\Z", max_length=3)
    planned = serializers.DecimalField(14, 2, min_value=0, required=False, allow_null=True)
    actual = serializers.DecimalField(14, 2, min_value=0, required=False, allow_null=True)
    note = serializers.CharField(max_length=200, required=False, allow_blank=True)


@extend_schema_field(serializers.ListField(child=serializers.CharField()))
class InstitutionCodes(Annotated):
    """Institutions that help the lead, by code."""


@extend_schema_field(serializers.ListField(child=serializers.CharField()))
class ObjectiveReferences(Annotated):
    """Strategic objectives served, `STD-2026-7K3QF/S1`."""


@extend_schema_field(ContingentRow(many=True))
class ContingentRows(Annotated):
    """Who takes part."""


@extend_schema_field(CostRow(many=True))
class CostRows(Annotated):
    """What it costs."""


@extend_schema_field(serializers.CharField(allow_null=True))
class GuidingReference(VisibleReference):
    """The mission paper it carries out, as far as the reader knows it."""

    def get_attribute(self, instance: Any) -> Any:
        return getattr(instance, "paper_reference", None)

    def to_representation(self, value: Any) -> Any:
        return value


class Particulars(serializers.Serializer):
    """The fields of an activity beside its days; a list that is sent replaces the present one."""

    dimensions = serializers.ListField(
        child=serializers.ChoiceField(Dimension.choices), required=False, max_length=len(Dimension)
    )
    mission_paper = GuidingReference(queryset=MissionPaper.in_context, required=False, allow_null=True)
    format = VisibleReference(
        slug_field="code", queryset=CooperationFormat.objects, required=False, allow_null=True
    )
    lead_institution = VisibleReference(
        slug_field="code", queryset=Institution.objects, required=False, allow_null=True
    )
    supporting = InstitutionCodes(
        annotated="helping", child=VisibleReference(slug_field="code", queryset=Institution.objects)
    )
    objectives = ObjectiveReferences(annotated="aims", child=ObjectiveReference())
    contingents = ContingentRows(annotated="people", child=ContingentRow())
    costs = CostRows(annotated="spending", child=CostRow())
    course = CourseDetail()
    expert_post = ExpertDetail()
    training_team = TeamDetail()
    assistance = AssistanceRows(annotated="items_said", child=AssistanceRow())
    status_agreement = VisibleReference(queryset=Agreement.in_context, required=False, allow_null=True)
