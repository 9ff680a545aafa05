"""Activities and exercises over REST: each write is one service."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from access.rest import ClassifiedViewSet, Relabels
from activities.api import serializers
from activities.api.figures import DerivedShape, DerivedsShape, FiguresShape
from activities.api.filters import ActivityFilter, ExerciseFilter
from activities.models import Activity
from activities.selectors import activities as read
from activities.selectors import exercises as read_exercises
from activities.selectors.derived import Key, derived_keys, derived_rows
from activities.services import activities, exercises, planned, steps, submissions, urgent
from activities.services.details import DETAILS
from activities.services.particulars import PARTS
from foundation.clock import now, today
from foundation.rest.lists import Column, refuse_unknown
from foundation.rest.steps import step as verb_step
from foundation.rest.views import Amends, Creates, listed

YEARS = range(1900, 2201)
DERIVED_PER_PAGE = 200


def step(name: str, shape: type[Serializer], call: Callable[..., Any], answers: Any = None) -> Any:
    """A verb that answers with the activity unless another shape is named."""
    return verb_step(name, shape, call, answers=answers or serializers.ActivitySerializer)


class Entered(Creates, Relabels, ClassifiedViewSet):
    """Entered with a label, stepped."""

    http_method_names = ["get", "post", "head", "options"]

    def typed(self, request: Request) -> dict[str, Any]:
        return flat(super().typed(request))


class Written(Amends, Entered):
    """The same, and amended."""

    http_method_names = ["get", "post", "patch", "head", "options"]


def flat(data: Any) -> dict[str, Any]:
    """What is typed about the exercise beside what is typed about its activity."""
    return {name: value for name, value in data.items() if name != "exercise"} | data.get("exercise", {})


COLUMNS = (
    Column("reference", "reference", nullable=False),
    Column("title", "title", nullable=False),
    Column("kind", "kind__code", nullable=False),
    Column("country", "country__iso2", nullable=False),
    Column("state", "state", nullable=False),
    Column("starts_on", "starts_on", dt.date, nullable=False),
    Column("ends_on", "ends_on", dt.date, nullable=False),
    Column("planned_cost", "planned_cost", Decimal),
    Column("currency", "currency", nullable=False),
)
ROWS_OF_ITS_OWN = (*PARTS, *DETAILS, "mission_paper")
ORDERINGS = {"starts_on": "starts_on", "state": "state", "reference": "reference"}


@listed
class ActivityViewSet(Written):
    """Activities with other States, exercises among them."""

    serializer_class = serializers.ActivitySerializer
    entry_class = serializers.ActivityEntry
    filterset_class = ActivityFilter
    searchable = True
    columns = COLUMNS
    orderings = ORDERINGS

    def rows(self) -> QuerySet:
        return read.activities(to=self.subject)

    def get_queryset(self) -> QuerySet:
        return read.activity_pages(to=self.subject, on=today())

    @extend_schema(request=serializers.ActivityEntry, responses={201: serializers.ActivitySerializer})
    def create(self, request: Request, **kwargs: Any) -> Response:
        """Enter an activity."""
        typed = self.typed(request)
        record = activities.record(by=self.subject, at=now(), **typed)
        shown = read.entered(
            record, further=typed.get("participants", ()), bare=not any(map(typed.get, ROWS_OF_ITS_OWN)),
            to=self.subject, on=today(),
        )  # fmt: skip
        return self.shown(shown, 201)

    def perform_update(self, record: Activity, data: dict[str, Any], version: int) -> Activity:
        return activities.amend(record, by=self.subject, at=now(), version=version, **data)

    advance = step("advance", serializers.AdvanceShape, steps.advance)
    submit = step("submit", serializers.ActivityStepShape, submissions.submit)
    act_first = step("act-first", serializers.CancelShape, urgent.act_first)
    take_back = step("take-back", serializers.CancelShape, submissions.take_back)
    resume = step("resume", serializers.ResumeShape, steps.resume)
    cancel = step("cancel", serializers.CancelShape, steps.cancel)

    @extend_schema(request=serializers.FromPlanShape, responses={201: serializers.ActivitySerializer})
    @action(detail=False, methods=["post"], url_path="from-plan")
    def from_plan(self, request: Request, **kwargs: Any) -> Response:
        """Make the activity of an item of an approved plan, with everything the plan says of it."""
        given = serializers.FromPlanShape(data=request.data)
        given.is_valid(raise_exception=True)
        facts = dict(given.validated_data)
        made = planned.from_plan(facts.pop("plan_item"), by=self.subject, at=now(), **facts)
        return self.answer(made, 201)

    @extend_schema(
        parameters=[
            OpenApiParameter("year", OpenApiTypes.INT, required=True),
            OpenApiParameter("derived", OpenApiTypes.STR, enum=["true", "false"]),
        ],
        responses=FiguresShape,
    )
    @action(detail=False, methods=["get"])
    def figures(self, request: Request, **kwargs: Any) -> Response:
        """A year's activities by country and kind, the cancelled left out; with signings and appointments if asked."""
        year, said = _year(request, "derived"), request.query_params.get("derived", "false")
        if said not in {"true", "false"}:
            raise ValidationError({"derived": [_("Either true or false.")]})
        rows = read.year_figures(to=self.subject, year=year, derived=said == "true")
        return Response({"year": year, "rows": [row._asdict() for row in rows]})

    @extend_schema(
        parameters=[
            OpenApiParameter("year", OpenApiTypes.INT, required=True),
            OpenApiParameter("page", OpenApiTypes.INT),
        ],
        responses=DerivedsShape,
    )
    @action(detail=False, methods=["get"])
    def derived(self, request: Request, **kwargs: Any) -> Response:
        """A year's signings of agreements and annual plans and appointments of attachés, which nobody enters twice."""
        year = _year(request, "page")
        keys = derived_keys(to=self.subject, first=dt.date(year, 1, 1), last=dt.date(year, 12, 31))
        page = _page(keys, request.query_params.get("page", "1"))
        rows = DerivedShape(derived_rows(list(page), to=self.subject), many=True).data
        facts = {"count": len(keys), "page": page.number, "pages": page.paginator.num_pages}
        return Response({"year": year, **facts, "rows": rows})


def _year(request: Request, *further: str) -> int:
    refuse_unknown(request.query_params, ("year", *further))
    given = request.query_params.get("year", "")
    if not (given.isdecimal() and len(given) == 4 and int(given) in YEARS):
        raise ValidationError({"year": [_("A year such as 2026.")]})
    return int(given)


def _page(keys: list[Key], given: str) -> Page:
    """One page of what is derived; all of them hold every one."""
    try:
        return Paginator(keys, DERIVED_PER_PAGE).page(given)
    except InvalidPage as wrong:
        raise ValidationError({"page": [_("There is no such page.")]}) from wrong


@listed
class CourseViewSet(ClassifiedViewSet):
    """Courses as activities, with their places and what graduates are obliged to; written as activities."""

    http_method_names = ["get", "head", "options"]
    serializer_class = serializers.ActivitySerializer
    filterset_class = ActivityFilter
    searchable = True
    columns = (
        *COLUMNS,
        Column("school", "course__school", nullable=False),
        Column("places", "course__places", int, nullable=False),
        Column("taken", "course__taken", int),
        Column("graduates", "course__graduates", int),
        Column("required_slp", "course__required_slp", nullable=False),
        Column("obliged_until", "course__obliged_until", dt.date),
    )
    orderings = {**ORDERINGS, "obliged_until": "course__obliged_until"}

    def rows(self) -> QuerySet:
        return read.activities(to=self.subject).filter(course__isnull=False)

    def get_queryset(self) -> QuerySet:
        return read.activity_pages(to=self.subject, on=today()).filter(course__isnull=False)


def _of_exercise(service: Callable[..., Any]) -> Callable[..., Activity]:
    """The service, called with the exercise that an activity is."""

    def call(record: Activity, **facts: Any) -> Activity:
        return service(record.exercise, **facts).activity

    call.__doc__ = service.__doc__
    return call


@listed
class ExerciseViewSet(Written):
    """Exercises with their size, conferences and notification; addressed like their activities."""

    serializer_class = serializers.ExerciseSerializer
    entry_class = serializers.ExerciseEntry
    filterset_class = ExerciseFilter
    searchable = True
    columns = (
        *(column for column in COLUMNS if column.name != "kind"),
        Column("agreement", "agreement__reference"),
        Column("size", "exercise__size", nullable=False),
        Column("troops", "exercise__troops", int, nullable=False),
        Column("next_conference_on", "next_conference_on", dt.date),
        Column("notify_by", "exercise__notify_by", dt.date),
        Column("notified_on", "exercise__notified_on", dt.date),
        Column("first_report_on", "exercise__first_report_on", dt.date),
        Column("final_report_on", "exercise__final_report_on", dt.date),
    )
    orderings = {**ORDERINGS, "notify_by": "exercise__notify_by"}

    def rows(self) -> QuerySet:
        return read_exercises.exercise_activities(to=self.subject)

    def get_queryset(self) -> QuerySet:
        return read_exercises.exercise_pages(to=self.subject, on=today())

    @extend_schema(request=serializers.ExerciseEntry, responses={201: serializers.ExerciseSerializer})
    def create(self, request: Request, **kwargs: Any) -> Response:
        """Enter an exercise under an agreement in force, or say why there is none."""
        record = exercises.record(by=self.subject, at=now(), **self.typed(request))
        return self.answer(record.activity, 201)

    notify = step(
        "notify",
        serializers.ActivityStepShape,
        _of_exercise(exercises.notify),
        serializers.ExerciseSerializer,
    )
    invite_observers = step(
        "invite-observers",
        serializers.ActivityStepShape,
        _of_exercise(exercises.invite_observers),
        serializers.ExerciseSerializer,
    )

    report_first = step(
        "report-first",
        serializers.ActivityStepShape,
        _of_exercise(exercises.report_first),
        serializers.ExerciseSerializer,
    )
    report_final = step(
        "report-final",
        serializers.ActivityStepShape,
        _of_exercise(exercises.report_final),
        serializers.ExerciseSerializer,
    )

    def perform_update(self, record: Activity, data: dict[str, Any], version: int) -> Activity:
        facts = flat(data)
        return exercises.amend(record.exercise, by=self.subject, at=now(), version=version, **facts).activity
