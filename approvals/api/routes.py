"""Routes over REST: reading and keeping them, and playing one through before anything is submitted."""

import datetime as dt
import json
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from access.rest import VisibleReference
from approvals.api.filters import RouteFilter
from approvals.models import Route, RouteStep
from approvals.models.route import STEP_VERDICTS
from approvals.registry import kinds
from approvals.selectors.preview import facts_to_choose, preview
from approvals.selectors.route_health import Trouble, findings
from approvals.selectors.routes import route_pages, routes
from approvals.services.routes import AMENDABLE, amend_route, record_route
from directory.models import DiplomaticMission
from foundation.clock import today
from foundation.rest.lists import Column, refuse_unknown
from foundation.rest.serializers import StrictModelSerializer, StrictSerializer
from foundation.rest.views import Amends, Creates, OpenViewSet, listed

# Days from which working days can be counted on.
DAYS = [MinValueValidator(dt.date(2000, 1, 1)), MaxValueValidator(dt.date(2100, 12, 31))]
STEP_FIELDS = (
    "order", "phase", "name_en", "name_az", "role", "at_mission", "verdict", "mode", "quorum", "sla_days",
    "by_agreement", "co_author", "outside", "clause", "only_when",
)  # fmt: skip


class RouteStepSerializer(StrictModelSerializer):
    """A step of a route."""

    verdict = serializers.ChoiceField(choices=STEP_VERDICTS)

    class Meta:
        model = RouteStep
        fields = STEP_FIELDS


class RouteSerializer(StrictModelSerializer):
    """A route with its steps; steps that are sent replace all of them."""

    reference = serializers.CharField(source="code", read_only=True)
    kind = serializers.ChoiceField(choices=[])
    steps = RouteStepSerializer(many=True)

    class Meta:
        model = Route
        fields = ("reference", *AMENDABLE, "steps", "version")
        read_only_fields = ("version",)

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        fields["kind"].choices = sorted(kinds())  # type: ignore[attr-defined]
        return fields


class PreviewHolderSerializer(serializers.Serializer):
    """Who holds an office that day."""

    name = serializers.CharField()
    quality = serializers.CharField()
    on_behalf_of = serializers.CharField(allow_blank=True)
    until = serializers.DateField(allow_null=True)
    cleared = serializers.BooleanField()


class PreviewSeatSerializer(serializers.Serializer):
    """An office that would be asked."""

    office = serializers.CharField(source="office.code")
    institution = serializers.CharField(source="office.institution.code")
    vacant = serializers.BooleanField(source="is_vacant")
    holders = PreviewHolderSerializer(many=True)


class PreviewStepSerializer(serializers.Serializer):
    """A step as it would run."""

    order = serializers.IntegerField(source="step.order")
    name = serializers.CharField(source="step.name")
    role = serializers.CharField(source="step.role")
    verdict = serializers.CharField(source="step.verdict")
    mode = serializers.CharField(source="step.mode")
    clause = serializers.CharField(source="step.clause", allow_blank=True)
    asked = serializers.BooleanField()
    days = serializers.IntegerField(allow_null=True)
    days_from = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)
    seats = PreviewSeatSerializer(many=True)


class PreviewSerializer(serializers.Serializer):
    """Who would sign what, and what would refuse a submission."""

    on = serializers.DateField()
    steps = PreviewStepSerializer(many=True)
    missing = serializers.ListField(child=serializers.CharField())
    last_on = serializers.DateField(allow_null=True)


class RouteFindingSerializer(serializers.Serializer):
    """Something that would stop a matter, or stops one now."""

    trouble = serializers.ChoiceField(Trouble.choices)
    where = serializers.CharField(allow_blank=True)
    office = serializers.CharField(allow_blank=True)
    words = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)


class RouteFindingsSerializer(serializers.Serializer):
    """The day and what was found, the most urgent first."""

    on = serializers.DateField()
    findings = RouteFindingSerializer(many=True)


class PreviewAsked(StrictSerializer):
    """What the way depends on; facts of the kind are named as `fact_<name>`."""

    on = serializers.DateField(required=False, validators=DAYS)
    mission = VisibleReference("code", queryset=DiplomaticMission.objects, required=False, allow_null=True)
    level = serializers.ChoiceField(settings.LADDER, default="official_use")


@listed
class RouteViewSet(Creates, Amends, OpenViewSet):
    """Approval routes; a change concerns what is submitted from now on."""

    serializer_class = RouteSerializer
    filterset_class = RouteFilter
    lookup_field = "code"
    lookup_url_kwarg = "reference"
    default_ordering = ("code", "id")
    columns = (
        Column("reference", "code", nullable=False),
        Column("code", "code", nullable=False),
        Column("kind", "kind", nullable=False),
        Column("name_en", "name_en", nullable=False),
        Column("name_az", "name_az", nullable=False),
        Column("is_default", "is_default", bool, nullable=False),
        Column("steps", "step_count", int, nullable=False),
        Column("version", "version", int, nullable=False),
    )
    orderings = {"code": "code", "kind": "kind"}

    @property
    def caller(self) -> Any:
        """Who calls, in which office."""
        return self.request._request.subject  # type: ignore[attr-defined]

    def rows(self) -> QuerySet:
        return routes()

    def get_queryset(self) -> QuerySet:
        return route_pages()

    def perform_create(self, data: dict[str, Any]) -> Route:
        steps = [RouteStep(**row) for row in data.pop("steps")]
        return record_route(Route(**data), by=self.caller, steps=steps)

    def perform_update(self, record: Route, data: dict[str, Any], version: int) -> Route:
        given = data.pop("steps", None)
        for name, value in data.items():
            setattr(record, name, value)
        removed = list(record.steps.all()) if given is not None else []
        steps = [RouteStep(**row) for row in given or ()]
        return amend_route(record, by=self.caller, steps=steps, removed=removed, version=version)

    @extend_schema(responses=RouteFindingsSerializer)
    @action(detail=False, methods=["get"])
    def health(self, request: Request, **kwargs: Any) -> Response:
        """Kinds without a route, steps without an office, vacant or uncleared offices, stuck cases."""
        refuse_unknown(request.query_params, ())
        found = {"on": today(), "findings": findings(to=self.caller, on=today())}
        return Response(RouteFindingsSerializer(found).data)

    @extend_schema(parameters=[PreviewAsked], responses=PreviewSerializer)
    @action(detail=True, methods=["get"])
    def preview(self, request: Request, **kwargs: Any) -> Response:
        """Who would be asked if something like this were submitted on that day, and what would stop it."""
        route = self.get_queryset().filter(code=kwargs["reference"]).first() or self.get_object()
        facts = facts_to_choose(route)
        refuse_unknown(request.query_params, {"on", "mission", "level", *(f"fact_{name}" for name in facts)})
        plain = {n: v for n, v in request.query_params.items() if not n.startswith("fact_")}
        asked = PreviewAsked(data=plain)
        asked.is_valid(raise_exception=True)
        told = {
            name: _fact(name, request.query_params[f"fact_{name}"], fact.choices())
            for name, fact in facts.items()
            if f"fact_{name}" in request.query_params
        }
        found = preview(route, to=self.caller, facts=told, **{"on": today(), **asked.validated_data})
        return Response(PreviewSerializer(found).data)


def _fact(name: str, text: str, values: Any) -> Any:
    """The value meant: true and false where the fact is one of them, else the code itself."""
    if values is None:
        return text
    try:
        value = json.loads(text)
    except ValueError:
        value = text
    known = next((known for known in values if known == value and type(known) is type(value)), None)
    if known is None:
        raise ValidationError({f"fact_{name}": [_("This fact has no such value.")]})
    return known
