"""Operations and authorisations over REST; each write is one service."""

import datetime as dt
from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from access.rest import VisibleReference
from activities.api.periods import Ends, FirstDay, LastDay, said_of_days, with_periods
from activities.api.said import LABELLED, ContributionSerializer, Labelled, StatedFigureSerializer
from activities.api.views import Written
from activities.lifecycle import DeploymentState
from activities.models import Authorisation, Deployment, Operation
from activities.selectors import operations as read
from activities.services import authorisations, operations
from directory.models import Country, Organisation
from foundation.clock import now, today
from foundation.rest.lists import CodeFilter, Column
from foundation.rest.serializers import StrictModelSerializer
from foundation.rest.views import listed


class RotationLine(serializers.ModelSerializer):
    """A rotation in short."""

    operation = serializers.CharField(source="operation.reference")
    state = serializers.ChoiceField(DeploymentState.choices)
    starts_on = FirstDay("period")
    last_on = LastDay("period", allow_null=True)

    class Meta:
        model = Deployment
        fields = (
            "reference",
            "operation",
            "rotation_no",
            "role",
            "headcount",
            "state",
            "starts_on",
            "last_on",
        )


class OperationSerializer(StrictModelSerializer):
    """An operation with its rotations and what sources say; `years_only` where no days are known."""

    organisation = VisibleReference(slug_field="code", queryset=Organisation.objects)
    country = VisibleReference(slug_field="iso2", queryset=Country.objects, required=False, allow_null=True)
    starts_on = FirstDay("our_part")
    last_on = LastDay("our_part", required=False, allow_null=True)
    mandate_from = FirstDay("mandate_valid", required=False, allow_null=True)
    mandate_last_on = LastDay("mandate_valid", required=False, allow_null=True)
    abroad = serializers.IntegerField(read_only=True, help_text="How many are there now.")
    rotations = RotationLine(source="deployments", many=True, read_only=True)
    contributions = ContributionSerializer(many=True, read_only=True)
    figures = StatedFigureSerializer(many=True, read_only=True)
    marking = serializers.CharField(source="label.marking", read_only=True)

    class Meta:
        model = Operation
        typed = (
            "short_name", "title", "organisation", "country", "mandate", "mandate_from", "mandate_last_on",
            "starts_on", "last_on", "years_only", "needs_verification", "source",
        )  # fmt: skip
        fields = (
            "reference",
            *typed,
            "abroad",
            "rotations",
            "contributions",
            "figures",
            "marking",
            "version",
        )
        read_only_fields = ("reference", "version")


class OperationEntry(Labelled, OperationSerializer):
    """A new operation with its label."""

    class Meta(OperationSerializer.Meta):
        fields = (*OperationSerializer.Meta.typed, *LABELLED)


class AuthorisationSerializer(StrictModelSerializer):
    """An act that lets forces cross the border, and how much of it is used."""

    starts_on = FirstDay("valid")
    last_on = LastDay("valid", required=False, allow_null=True)
    most = serializers.SerializerMethodField()
    rotations = RotationLine(source="deployments", many=True, read_only=True)
    marking = serializers.CharField(source="label.marking", read_only=True)

    class Meta:
        model = Authorisation
        typed = ("body", "act", "act_on", "subject", "ceiling", "starts_on", "last_on")
        fields = ("reference", *typed, "most", "rotations", "marking", "version")
        read_only_fields = ("reference", "version")

    @extend_schema_field(int)
    def get_most(self, row: Any) -> int:
        """The most that stand under it at the same time."""
        return read.ceiling_use(row, row.deployments.all()).most


class AuthorisationEntry(Labelled, AuthorisationSerializer):
    """A new act with its label."""

    class Meta(AuthorisationSerializer.Meta):
        fields = (*AuthorisationSerializer.Meta.typed, *LABELLED)


class OperationFilter(django_filters.FilterSet):
    """?organisation=UN&country=SS&needs_verification=true"""

    organisation = CodeFilter("organisation__code", of="directory.Organisation")
    country = CodeFilter("country__iso2", of="directory.Country", code="iso2")
    needs_verification = django_filters.BooleanFilter()

    class Meta:
        model = Operation
        fields: list[str] = []


class AuthorisationFilter(django_filters.FilterSet):
    """?ends_by=2027-01-26&in_force=true"""

    ends_by = django_filters.DateFilter("valid__endswith", lookup_expr="lte")
    in_force = django_filters.BooleanFilter(method="filter_in_force")

    class Meta:
        model = Authorisation
        fields: list[str] = []

    def filter_in_force(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """Valid today, or the rest."""
        held = queryset.filter(valid__contains=today())
        return held if value else queryset.exclude(valid__contains=today())


@listed
class OperationViewSet(Written):
    """Operations of NATO, the United Nations and others, and our part in them."""

    ends: Ends = {"our_part": ("starts_on", "last_on"), "mandate_valid": ("mandate_from", "mandate_last_on")}
    serializer_class = OperationSerializer
    entry_class = OperationEntry
    filterset_class = OperationFilter
    searchable = True
    columns = (
        Column("reference", "reference", nullable=False),
        Column("short_name", "short_name", nullable=False),
        Column("title", "title", nullable=False),
        Column("organisation", "organisation__code", nullable=False),
        Column("country", "country__iso2"),
        Column("starts_on", "our_part__startswith", dt.date, nullable=False),
        Column("last_on", "last_on", dt.date),
        Column("years_only", "years_only", bool, nullable=False),
        Column("abroad", "abroad", int, nullable=False),
        Column("needs_verification", "needs_verification", bool, nullable=False),
    )
    orderings = {"short_name": "short_name", "reference": "reference"}

    def rows(self) -> QuerySet:
        rows = read.operations(to=self.subject).annotate(last_on=read.last_day_in("our_part"))
        return read.with_abroad(rows, to=self.subject)

    def get_queryset(self) -> QuerySet:
        return read.operation_pages(to=self.subject)

    @extend_schema(request=OperationEntry, responses={201: OperationSerializer})
    def create(self, request: Request, **kwargs: Any) -> Response:
        """Enter an operation."""
        with said_of_days(self.ends):
            facts = with_periods(self.typed(request), self.ends)
            return self.answer(operations.record(by=self.subject, **facts), 201)

    def perform_update(self, record: Operation, data: dict[str, Any], version: int) -> Operation:
        with said_of_days(self.ends):
            facts = with_periods(data, self.ends, record)
            return operations.amend(record, by=self.subject, version=version, **facts)


@listed
class AuthorisationViewSet(Written):
    """Acts of parliament, President and government: who, how many, until when."""

    ends: Ends = {"valid": ("starts_on", "last_on")}
    serializer_class = AuthorisationSerializer
    entry_class = AuthorisationEntry
    filterset_class = AuthorisationFilter
    searchable = True
    columns = (
        Column("reference", "reference", nullable=False),
        Column("body", "body", nullable=False),
        Column("act", "act", nullable=False),
        Column("act_on", "act_on", dt.date, nullable=False),
        Column("subject", "subject", nullable=False),
        Column("ceiling", "ceiling", int),
        Column("starts_on", "valid__startswith", dt.date, nullable=False),
        Column("last_on", "last_on", dt.date),
    )
    orderings = {"act_on": "act_on", "reference": "reference"}

    def rows(self) -> QuerySet:
        return read.authorisations(to=self.subject).annotate(last_on=read.last_day_in("valid"))

    def get_queryset(self) -> QuerySet:
        return read.authorisation_pages(to=self.subject)

    @extend_schema(request=AuthorisationEntry, responses={201: AuthorisationSerializer})
    def create(self, request: Request, **kwargs: Any) -> Response:
        """Enter an act."""
        with said_of_days(self.ends):
            facts = with_periods(self.typed(request), self.ends)
            return self.answer(authorisations.record(by=self.subject, at=now(), **facts), 201)

    def perform_update(self, record: Authorisation, data: dict[str, Any], version: int) -> Authorisation:
        with said_of_days(self.ends):
            facts = with_periods(data, self.ends, record)
            return authorisations.amend(record, by=self.subject, at=now(), version=version, **facts)
