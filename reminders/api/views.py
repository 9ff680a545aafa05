"""The inbox over REST."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from access.rest import ClassifiedViewSet
from foundation.clock import now, today
from foundation.errors import InvalidInput
from foundation.rest.lists import Column, unknown_parameter
from foundation.rest.views import listed
from reminders.api.filters import NoticeFilter
from reminders.api.serializers import NoticeSerializer, OfRecordSerializer
from reminders.selectors.inbox import notices
from reminders.selectors.of_record import of_record
from reminders.services.outbox import acknowledge

LONGEST_REFERENCE = 40


@listed
class ReminderViewSet(ClassifiedViewSet):
    """What the caller was reminded of."""

    serializer_class = NoticeSerializer
    filterset_class = NoticeFilter
    lookup_field = "uid"
    lookup_url_kwarg = "reference"
    columns = (
        Column("reference", "uid"),
        Column("rule", "reminder__rule__code"),
        Column("record", "reminder__record"),
        Column("due_on", "reminder__due_on", dt.date),
        Column("is_escalation", "reminder__is_escalation", bool),
        Column("delivered_at", "delivered_at", dt.datetime),
        Column("acknowledged_at", "acknowledged_at", dt.datetime),
    )
    orderings = {"due_on": "reminder__due_on", "delivered_at": "delivered_at"}

    def rows(self) -> QuerySet:
        return notices(to=self.subject)

    @extend_schema(
        parameters=[OpenApiParameter("record", str, required=True, description="Reference of the record.")],
        responses=OfRecordSerializer,
        filters=False,
    )
    @action(detail=False, methods=["get"], url_path="of-record", pagination_class=None, filterset_class=None)
    def of_record(self, request: Request, **kwargs: Any) -> Response:
        """What will be told about a record on which day, and what was told to whom; nothing where nothing is seen."""
        if unknown := sorted(set(request.query_params) - {"record", "format"}):
            raise InvalidInput(fields={name: [unknown_parameter({"record"})] for name in unknown})
        record = request.query_params.get("record", "")
        if not 0 < len(record) <= LONGEST_REFERENCE or "\x00" in record:
            raise InvalidInput(fields={"record": [_("The reference of a record, such as MPA-2026-7K3QF.")]})
        found = of_record(record, to=self.subject, on=today(), at=now())
        return Response(OfRecordSerializer({"record": record, **found.__dict__}).data)

    @extend_schema(request=None, responses=NoticeSerializer)
    @action(detail=True, methods=["post"])
    def acknowledge(self, request: Request, **kwargs: Any) -> Response:
        """The caller has taken note."""
        return self.answer(acknowledge(self.get_object().pk, by=self.subject, at=now()))
