"""The inbox over REST."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from access.rest import ClassifiedViewSet
from foundation.clock import now
from foundation.rest.lists import Column
from foundation.rest.views import listed
from reminders.api.filters import NoticeFilter
from reminders.api.serializers import NoticeSerializer
from reminders.selectors.inbox import notices
from reminders.services.outbox import acknowledge


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

    @extend_schema(request=None, responses=NoticeSerializer)
    @action(detail=True, methods=["post"])
    def acknowledge(self, request: Request, **kwargs: Any) -> Response:
        """The caller has taken note."""
        return self.answer(acknowledge(self.get_object().pk, by=self.subject, at=now()))
