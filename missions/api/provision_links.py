"""Links between objectives and provisions of agreements over REST; each write is one service."""

import datetime as dt
from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from access.rest import VisibleReference
from agreements.models import Provision
from foundation.clock import now, today
from foundation.rest.lists import Column
from foundation.rest.serializers import StrictModelSerializer, StrictSerializer
from foundation.rest.steps import step
from foundation.rest.views import Creates, listed
from missions.api.entries import StrategicObjectiveField
from missions.api.of_posts import SteppedViewSet
from missions.models import ObjectiveProvision
from missions.selectors import provision_links as read
from missions.services import provision_links as services


class ProvisionLinkSerializer(StrictModelSerializer):
    """A provision that serves an objective or answers a threat."""

    document = serializers.CharField(source="objective.document.reference", read_only=True)
    objective = serializers.CharField(source="objective.code", read_only=True)
    nature = serializers.CharField(source="objective.nature", read_only=True)
    text = serializers.CharField(source="objective.text", read_only=True)
    agreement = serializers.CharField(source="provision.agreement.reference", read_only=True)
    provision = serializers.CharField(source="provision.reference", read_only=True)
    article = serializers.CharField(source="provision.article", read_only=True)
    marking = serializers.CharField(source="label.marking", read_only=True)

    class Meta:
        model = ObjectiveProvision
        fields = (
            "reference", "document", "objective", "nature", "text", "agreement", "provision", "article", "note",
            "linked_on", "unlinked_on", "marking", "version",
        )  # fmt: skip
        read_only_fields = fields


class ProvisionLinkEntry(StrictSerializer):
    """`objective`: document and code, e.g. STD-2026-7K3QF/S1; `on`: today when it is left out."""

    objective = StrategicObjectiveField()
    provision = VisibleReference(queryset=Provision.in_context)
    note = serializers.CharField(required=False, allow_blank=True, max_length=300)
    on = serializers.DateField(required=False)


class UnlinkShape(StrictSerializer):
    """From which day on (today when left out), and why."""

    on = serializers.DateField(required=False)
    reason = serializers.CharField(max_length=500)


class ProvisionLinkFilter(django_filters.FilterSet):
    """?document=STD-2026-7K3QF&objective=S1, ?agreement=AGR-2026-7K3QF, ?on=2026-12-31 (what stood then)."""

    document = django_filters.CharFilter("objective__document__reference", max_length=20)
    objective = django_filters.CharFilter("objective__code", max_length=20)
    agreement = django_filters.CharFilter("provision__agreement__reference", max_length=20)
    provision = django_filters.CharFilter("provision__reference", max_length=20)
    on = django_filters.DateFilter(method="standing_on")

    class Meta:
        model = ObjectiveProvision
        fields: list[str] = []

    def standing_on(self, queryset: QuerySet, name: str, value: dt.date) -> QuerySet:
        """Links that stood on a day."""
        return read.standing(queryset, value)


@listed
class ProvisionLinkViewSet(Creates, SteppedViewSet):
    """Which provision of an agreement serves which objective; taken off, never deleted."""

    serializer_class = ProvisionLinkSerializer
    filterset_class = ProvisionLinkFilter
    columns = (
        Column("reference", "reference", nullable=False),
        Column("document", "objective__document__reference", nullable=False),
        Column("objective", "objective__code", nullable=False),
        Column("nature", "objective__nature", nullable=False),
        Column("agreement", "provision__agreement__reference", nullable=False),
        Column("provision", "provision__reference", nullable=False),
        Column("article", "provision__article", nullable=False),
        Column("linked_on", "linked_on", dt.date, nullable=False),
        Column("unlinked_on", "unlinked_on", dt.date),
    )
    orderings = {"linked_on": "linked_on", "reference": "reference"}

    def rows(self) -> QuerySet:
        return read.provision_links(to=self.subject)

    def get_queryset(self) -> QuerySet:
        return self.rows()

    @extend_schema(request=ProvisionLinkEntry, responses={201: ProvisionLinkSerializer})
    def create(self, request: Request, **kwargs: Any) -> Response:
        """Say that a provision serves an objective or answers a threat."""
        given = ProvisionLinkEntry(data=request.data, context=self.get_serializer_context())
        given.is_valid(raise_exception=True)
        said = {"on": today(), **given.validated_data}
        ends = (said.pop("objective"), said.pop("provision"))
        return self.answer(services.link(*ends, by=self.subject, at=now(), **said), 201)

    unlink = step("unlink", UnlinkShape, services.unlink, answers=ProvisionLinkSerializer)
