"""Delegations over REST: reading, making and ending them; confirming is the security officers' in data entry."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from access.rest import ClassifiedViewSet, VisibleReference
from accounts.models import Office, User
from approvals.api.filters import DelegationFilter
from approvals.lifecycle import DelegationState
from approvals.models import Delegation
from approvals.selectors.delegations import delegations, state_on
from approvals.services.delegations import end, make
from foundation.clock import today
from foundation.rest.lists import Column
from foundation.rest.serializers import StrictSerializer
from foundation.rest.views import listed

ONE_DAY = dt.timedelta(days=1)


class DelegationShape(StrictSerializer):
    """An office handed on for a time."""

    office = VisibleReference("code", queryset=Office.objects)
    delegate = VisibleReference("username", queryset=User.objects)
    holder = VisibleReference("username", queryset=User.objects, required=False, allow_null=True)
    starts_on = serializers.DateField()
    last_on = serializers.DateField()
    kinds = serializers.ListField(child=serializers.CharField(max_length=40), required=False, default=list)
    reason = serializers.CharField(max_length=300)


class DelegationEndShape(StrictSerializer):
    """Why it ends before its day."""

    reason = serializers.CharField(max_length=300)


class DelegationSerializer(serializers.ModelSerializer):
    """Who stands in for whom, in which office, for what and until when."""

    office = serializers.CharField(source="appointment.office.code")
    delegate = serializers.CharField(source="appointment.user.username")
    delegate_name = serializers.CharField(source="appointment.user.full_name")
    on_behalf_of = serializers.CharField(source="appointment.on_behalf_of.username")
    made_by = serializers.CharField(source="appointment.proposed_by.username")
    starts_on = serializers.SerializerMethodField()
    last_on = serializers.SerializerMethodField()
    state = serializers.SerializerMethodField()

    class Meta:
        model = Delegation
        fields = (
            "reference", "office", "delegate", "delegate_name", "on_behalf_of", "made_by", "starts_on", "last_on",
            "kinds", "reason", "state", "version",
        )  # fmt: skip
        read_only_fields = fields

    def get_starts_on(self, record: Delegation) -> dt.date | None:
        """First day; null for one that never begins."""
        return record.appointment.valid.lower

    def get_last_on(self, record: Delegation) -> dt.date | None:
        """Last day."""
        upper = record.appointment.valid.upper
        return upper - ONE_DAY if upper else None

    @extend_schema_field(serializers.ChoiceField(DelegationState.choices))
    def get_state(self, record: Delegation) -> str:
        """Where it stands today."""
        return str(state_on(record, today()))


def _after(day: dt.date) -> dt.date:
    """The day after; the very last day there is stays, and is refused as too far away."""
    return day if day == dt.date.max else day + ONE_DAY


@listed
class DelegationViewSet(ClassifiedViewSet):
    """Delegations of offices."""

    serializer_class = DelegationSerializer
    filterset_class = DelegationFilter
    columns = (
        Column("reference", "reference", nullable=False),
        Column("office", "appointment__office__code", nullable=False),
        Column("delegate", "appointment__user__username", nullable=False),
        Column("on_behalf_of", "appointment__on_behalf_of__username"),
        Column("kinds", "kinds", list, nullable=False),
        Column("reason", "reason", nullable=False),
    )
    orderings = {"reference": "reference"}

    def rows(self) -> QuerySet:
        return delegations(to=self.subject)

    @extend_schema(request=DelegationShape, responses={201: DelegationSerializer})
    def create(self, request: Request, **kwargs: Any) -> Response:
        """Hand an office on; it counts once a security officer has confirmed it."""
        given = DelegationShape(data=request.data)
        given.is_valid(raise_exception=True)
        data = dict(given.validated_data)
        ends_on = _after(data.pop("last_on"))
        made = make(by=self.subject, ends_on=ends_on, on=today(), **data)
        return self.answer(made, 201)

    @extend_schema(request=DelegationEndShape, responses=DelegationSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, **kwargs: Any) -> Response:
        """End it today, or take it back before it is confirmed."""
        record = self.get_object()
        given = DelegationEndShape(data=request.data)
        given.is_valid(raise_exception=True)
        end(record, by=self.subject, on=today(), **given.validated_data)
        return self.answer(record)
