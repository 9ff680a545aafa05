"""Consultations on foreign-policy decisions over REST."""

import datetime as dt
from typing import Any

import django_filters
from django.conf import settings
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from access.rest import VisibleReference
from access.services.labels import chosen
from directory.models import Country, Organisation
from foundation.clock import today
from foundation.rest.lists import CodeFilter, Column
from foundation.rest.preconditions import expected_version
from foundation.rest.serializers import StrictModelSerializer, StrictSerializer
from foundation.rest.views import Creates, listed
from missions.api.of_posts import SteppedViewSet
from missions.models import CoordinationMeeting, DecisionConsultation
from missions.selectors.consultations import consultations
from missions.services import consultations as services
from missions.terms import ConsultationOutcome, CoordinationLevel


class ConsultationSerializer(StrictModelSerializer):
    """A decision, and whether the Ministry of Defence was consulted before it; a meeting gives its day and level."""

    classification = serializers.ChoiceField(settings.LADDER, write_only=True, default="official_use")
    country = VisibleReference(slug_field="iso2", queryset=Country.objects, required=False, allow_null=True)
    organisation = VisibleReference(
        slug_field="code", queryset=Organisation.objects, required=False, allow_null=True
    )
    meeting = VisibleReference(queryset=CoordinationMeeting.in_context, required=False, allow_null=True)
    label = serializers.CharField(source="label.marking", read_only=True)

    class Meta:
        model = DecisionConsultation
        fields = (
            "reference", "decision", "country", "organisation", "decided_on", "outcome", "meeting", "consulted_on",
            "level", "advice", "remark", "taken_back_on", "classification", "label", "version",
        )  # fmt: skip
        read_only_fields = ("reference", "taken_back_on", "version")


class ConsultationTakeBackShape(StrictSerializer):
    """Why it was a slip."""

    reason = serializers.CharField(max_length=500)


class ConsultationFilter(django_filters.FilterSet):
    """?country=TR, ?organisation=NATO, ?outcome=not_consulted, ?level=minister, ?decided_from=..., ?standing=true"""

    country = CodeFilter("country__iso2", of="directory.Country", code="iso2")
    organisation = CodeFilter("organisation__code", of="directory.Organisation")
    outcome = django_filters.ChoiceFilter(choices=ConsultationOutcome.choices)
    level = django_filters.ChoiceFilter(choices=CoordinationLevel.choices)
    decided_from = django_filters.DateFilter("decided_on", lookup_expr="gte")
    decided_to = django_filters.DateFilter("decided_on", lookup_expr="lte")
    standing = django_filters.BooleanFilter("taken_back_on", lookup_expr="isnull")

    class Meta:
        model = DecisionConsultation
        fields: list[str] = []


@listed
class ConsultationViewSet(Creates, SteppedViewSet):
    """Whether the Ministry of Defence was consulted before foreign-policy decisions; taken back, never changed."""

    serializer_class = ConsultationSerializer
    filterset_class = ConsultationFilter
    default_ordering = ("-decided_on", "-id")
    columns = (
        Column("reference", "reference", nullable=False),
        Column("decision", "decision", nullable=False),
        Column("country", "country__iso2"),
        Column("organisation", "organisation__code"),
        Column("decided_on", "decided_on", dt.date, nullable=False),
        Column("consulted_on", "consulted_on", dt.date),
        Column("level", "level", nullable=False),
        Column("outcome", "outcome", nullable=False),
        Column("taken_back_on", "taken_back_on", dt.date),
    )
    orderings = {"decided_on": "decided_on", "reference": "reference"}

    def rows(self) -> QuerySet:
        return consultations(to=self.subject)

    def perform_create(self, data: dict[str, Any]) -> DecisionConsultation:
        label = chosen(data.pop("classification"), by=self.subject)
        return services.record(by=self.subject, on=today(), label=label, **data)

    @extend_schema(request=ConsultationTakeBackShape, responses=ConsultationSerializer)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, **kwargs: Any) -> Response:
        """It was entered by a slip: it counts nowhere, and what is right is entered anew."""
        version = expected_version(request)
        record = self.get_object()
        given = ConsultationTakeBackShape(data=request.data)
        given.is_valid(raise_exception=True)
        services.take_back(record, by=self.subject, on=today(), version=version, **given.validated_data)
        return self.answer(record)
