"""The working-day calendar over REST: days entered by hand, holidays moved, weekend days worked, years loaded."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from directory.api.filters import WorkingDayFilter
from directory.api.writing import KeptSerializer, KeptViewSet
from directory.models import CalendarDay
from directory.selectors import calendar as read
from directory.services import calendar
from foundation.rest.lists import Column
from foundation.rest.serializers import StrictSerializer
from foundation.rest.views import listed


class WorkingDaySerializer(KeptSerializer):
    """A day that is not what the week says; `is_override` tells days entered by hand."""

    class Meta:
        model = CalendarDay
        fields = ("day", "name_en", "name_az", "is_working", "is_override", "moved_from", "version")
        read_only_fields = ("is_override", "moved_from", "version")
        fixed = ("day",)


class MoveShape(StrictSerializer):
    """A holiday, and the day on which it is taken."""

    moved_from = serializers.DateField()
    moved_to = serializers.DateField()


class WorkShape(StrictSerializer):
    """A Saturday or Sunday that is worked."""

    day = serializers.DateField()


class LoadShape(StrictSerializer):
    """The first and the last year to be loaded."""

    first = serializers.IntegerField()
    last = serializers.IntegerField()


class LoadedSerializer(serializers.Serializer):
    """How many days came; those that stood stay as they were."""

    loaded = serializers.IntegerField()


@listed
class WorkingDayViewSet(KeptViewSet):
    """Days that are not what the week says: holidays, moved holidays, worked weekend days."""

    lookup_field = "day"
    serializer_class = WorkingDaySerializer
    filterset_class = WorkingDayFilter
    default_ordering = ("day", "id")
    columns = (
        Column("day", "day", dt.date, nullable=False),
        Column("name_en", "name_en", nullable=False),
        Column("name_az", "name_az", nullable=False),
        Column("is_working", "is_working", bool, nullable=False),
        Column("is_override", "is_override", bool, nullable=False),
        Column("moved_from", "moved_from", dt.date),
    )
    orderings = {"day": "day"}

    def rows(self) -> QuerySet:
        return read.calendar_days()

    def kept(self, record: Any, data: dict[str, Any], version: int | None = None) -> CalendarDay:
        """A day told by hand."""
        return calendar.keep_day(record, by=self.subject, version=version, **data)

    @extend_schema(request=MoveShape, responses=WorkingDaySerializer)
    @action(detail=False, methods=["post"], url_path="move-holiday")
    def move_holiday(self, request: Request, **kwargs: Any) -> Response:
        """A holiday is taken on another day; answers with that day."""
        return self.answer(calendar.move_holiday(by=self.subject, **_given(MoveShape, request)))

    @extend_schema(request=WorkShape, responses=WorkingDaySerializer)
    @action(detail=False, methods=["post"], url_path="declare-worked")
    def declare_worked(self, request: Request, **kwargs: Any) -> Response:
        """A weekend day is worked; answers with that day."""
        return self.answer(calendar.declare_worked(by=self.subject, **_given(WorkShape, request)))

    @extend_schema(request=LoadShape, responses=LoadedSerializer)
    @action(detail=False, methods=["post"], url_path="load-years")
    def load_years(self, request: Request, **kwargs: Any) -> Response:
        """Public holidays of further years from the maintained library."""
        given = _given(LoadShape, request)
        years = range(given["first"], given["last"] + 1)
        return Response({"loaded": calendar.load_years(years, by=self.subject)})


def _given(shape: type[StrictSerializer], request: Request) -> dict[str, Any]:
    told = shape(data=request.data)
    told.is_valid(raise_exception=True)
    return dict(told.validated_data)
