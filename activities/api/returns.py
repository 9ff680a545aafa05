"""Reporting obligations and their returns over REST; each write is one service."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from access.rest import ClassifiedViewSet, Relabels, VisibleReference
from accounts.models import Office
from activities.api.clearances import ClearanceStepIn
from activities.api.periods import FirstDay, LastDay
from activities.api.return_filters import ObligationFilter, ReturnFilter
from activities.api.said import LABELLED, Labelled
from activities.api.views import Written
from activities.lifecycle import RETURN_STEPS, ReturnState
from activities.models import DueReturn, ObligationSuspension, ReportingObligation
from activities.selectors import returns as read
from activities.services import obligations, return_clearance
from activities.services import returns as services
from correspondence.models import Correspondence
from directory.models import Organisation
from documents.pages.forms import content_of
from foundation.clock import now
from foundation.rest.lists import Column
from foundation.rest.serializers import StrictModelSerializer, StrictSerializer
from foundation.rest.steps import step
from foundation.rest.views import listed


class SuspensionShape(serializers.ModelSerializer):
    """Days in which it rests; `last_on` is the last of them."""

    starts_on = FirstDay("period")
    last_on = LastDay("period", allow_null=True)

    class Meta:
        model = ObligationSuspension
        fields = ("starts_on", "last_on", "reason", "source")


class ReturnLine(serializers.ModelSerializer):
    """A return in short."""

    state = serializers.ChoiceField(ReturnState.choices)

    class Meta:
        model = DueReturn
        fields = ("reference", "covers_year", "event_on", "due_on", "submitted_on", "is_nil", "state")


class ObligationSerializer(StrictModelSerializer):
    """What is owed again and again; its returns of the coming year stand by themselves."""

    addressee = VisibleReference(
        slug_field="code", queryset=Organisation.objects, required=False, allow_null=True
    )
    owner = VisibleReference(slug_field="code", queryset=Office.objects, required=False, allow_null=True)
    suspensions = SuspensionShape(many=True, read_only=True)
    returns = ReturnLine(many=True, read_only=True)
    marking = serializers.CharField(source="label.marking", read_only=True)

    class Meta:
        model = ReportingObligation
        typed = (
            "name_en", "name_az", "regime", "instrument", "addressee", "owner", "due_month", "due_day", "every_years",
            "first_year", "last_year", "covers", "event", "days_after", "is_voluntary", "correct_at_once",
            "needs_verification", "source",
        )  # fmt: skip
        fields = ("reference", "recurrence", *typed, "suspensions", "returns", "marking", "version")
        read_only_fields = ("reference", "version")


class ObligationEntry(Labelled, ObligationSerializer):
    """A new obligation with its label."""

    class Meta(ObligationSerializer.Meta):
        fields = ("recurrence", *ObligationSerializer.Meta.typed, *LABELLED)


class ObligationChange(ObligationSerializer):
    """What may be changed; `reason` is asked for where the rule of the days changes."""

    reason = serializers.CharField(max_length=300, required=False, write_only=True)

    class Meta(ObligationSerializer.Meta):
        fields = (*ObligationSerializer.Meta.fields, "reason")
        read_only_fields = ("reference", "version", "recurrence")


class SuspendShape(StrictSerializer):
    """From which day it rests, until when, by whose word."""

    on = serializers.DateField(required=False)
    until = serializers.DateField(required=False, allow_null=True)
    reason = serializers.CharField(max_length=300)
    source = serializers.CharField(max_length=300)


class HappenedShape(StrictSerializer):
    """The day of the event, and which one it was."""

    on = serializers.DateField(required=False)
    event = serializers.CharField(max_length=200, required=False)


class ReturnStepShape(serializers.Serializer):
    """A state reached on a day."""

    state = serializers.ChoiceField(RETURN_STEPS)
    reached_on = serializers.DateField()
    recorded_at = serializers.DateTimeField()
    by = serializers.CharField(source="by.full_name", default=None)
    reason = serializers.CharField()


class ReturnSerializer(StrictModelSerializer):
    """One return; `first_due_on` is the day its rule gave, `is_late` whether it left after `due_on`."""

    obligation = VisibleReference(read_only=True)
    name = serializers.CharField(source="obligation.name", read_only=True)
    corrects = VisibleReference(read_only=True)
    corrections: serializers.ManyRelatedField = serializers.SlugRelatedField(
        "reference", many=True, read_only=True
    )
    note = VisibleReference(read_only=True)
    evidence = serializers.CharField(source="evidence.reference", default=None, read_only=True)
    is_late = serializers.BooleanField(read_only=True)
    steps = ReturnStepShape(many=True, read_only=True)
    marking = serializers.CharField(source="label.marking", read_only=True)

    class Meta:
        model = DueReturn
        fields = (
            "reference", "obligation", "name", "due_year", "covers_year", "event_on", "event", "due_on", "first_due_on",
            "redated_because", "corrects", "corrections", "submitted_on", "is_late", "is_nil", "sent_under", "note",
            "evidence", "state", "state_on", "steps", "marking", "version",
        )  # fmt: skip
        read_only_fields = fields


class ReturnPutUpShape(StrictSerializer):
    """The text that is to leave, as a file (multipart/form-data): who agrees, agrees to it by its digest."""

    on = serializers.DateField(required=False)
    text = serializers.FileField(required=False, allow_empty_file=True)
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True)


class ReturnSubmitShape(StrictSerializer):
    """How it left: the note, the file (as multipart/form-data) or its number."""

    on = serializers.DateField(required=False)
    is_nil = serializers.BooleanField(default=False)
    sent_under = serializers.CharField(max_length=200, required=False, allow_blank=True)
    note = VisibleReference(queryset=Correspondence.in_context, required=False, allow_null=True)
    evidence = serializers.FileField(required=False, allow_empty_file=True)
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True)


class ReturnRedateShape(StrictSerializer):
    """Another day, and why."""

    due_on = serializers.DateField()
    reason = serializers.CharField(max_length=300)


@listed
class ObligationViewSet(Written):
    """What is owed to organisations again and again, by which rule."""

    serializer_class = ObligationSerializer
    entry_class = ObligationEntry
    filterset_class = ObligationFilter
    searchable = True
    columns = (
        Column("reference", "reference", nullable=False),
        Column("name_en", "name_en", nullable=False),
        Column("name_az", "name_az", nullable=False),
        Column("regime", "regime", nullable=False),
        Column("instrument", "instrument", nullable=False),
        Column("addressee", "addressee__code"),
        Column("owner", "owner__code"),
        Column("recurrence", "recurrence", nullable=False),
        Column("due_month", "due_month", int),
        Column("due_day", "due_day", int),
        Column("days_after", "days_after", int),
        Column("is_voluntary", "is_voluntary", bool, nullable=False),
    )
    orderings = {"name_en": "name_en", "reference": "reference"}

    def rows(self) -> QuerySet:
        return read.obligations(to=self.subject)

    def get_queryset(self) -> QuerySet:
        return read.obligation_pages(to=self.subject)

    def get_serializer_class(self) -> Any:
        return ObligationChange if self.action == "partial_update" else ObligationSerializer

    @extend_schema(request=ObligationEntry, responses={201: ObligationSerializer})
    def create(self, request: Request, **kwargs: Any) -> Response:
        """Record an obligation and its rule."""
        return self.answer(obligations.record(by=self.subject, at=now(), **self.typed(request)), 201)

    def perform_update(
        self, record: ReportingObligation, data: dict[str, Any], version: int
    ) -> ReportingObligation:
        return obligations.amend(record, by=self.subject, at=now(), version=version, **data)

    suspend = step("suspend", SuspendShape, obligations.suspend, answers=ObligationSerializer)
    resume = step("resume", ClearanceStepIn, obligations.resume, answers=ObligationSerializer)
    take_back_suspension = step(
        "take-back-suspension",
        ClearanceStepIn,
        obligations.take_back_suspension,
        answers=ObligationSerializer,
    )
    happened = step("happened", HappenedShape, obligations.happened, answers=ObligationSerializer)


@listed
class ReturnViewSet(Relabels, ClassifiedViewSet):
    """Returns: opened by their obligation, stepped, corrected, never deleted."""

    http_method_names = ["get", "post", "head", "options"]
    serializer_class = ReturnSerializer
    filterset_class = ReturnFilter
    searchable = True
    columns = (
        Column("reference", "reference", nullable=False),
        Column("obligation", "obligation__reference", nullable=False),
        Column("regime", "obligation__regime", nullable=False),
        Column("due_year", "due_year", int),
        Column("covers_year", "covers_year", int),
        Column("due_on", "due_on", dt.date),
        Column("first_due_on", "first_due_on", dt.date),
        Column("state", "state", nullable=False),
        Column("submitted_on", "submitted_on", dt.date),
        Column("is_nil", "is_nil", bool, nullable=False),
        Column("corrects", "corrects__reference"),
    )
    orderings = {"due_on": "due_on", "state": "state", "reference": "reference"}

    def rows(self) -> QuerySet:
        return read.returns(to=self.subject)

    def get_queryset(self) -> QuerySet:
        return read.return_pages(to=self.subject)

    prepare = step("prepare", ClearanceStepIn, services.prepare, answers=ReturnSerializer)
    put_up = step(
        "put-up", ReturnPutUpShape, return_clearance.put_up, answers=ReturnSerializer, file="text", read=content_of
    )  # fmt: skip
    take_back = step("take-back", ClearanceStepIn, return_clearance.take_back, answers=ReturnSerializer)
    clear = step("clear", ClearanceStepIn, return_clearance.clear, answers=ReturnSerializer)
    send_back = step("send-back", ClearanceStepIn, return_clearance.send_back, answers=ReturnSerializer)
    submit = step(
        "submit",
        ReturnSubmitShape,
        services.submit,
        answers=ReturnSerializer,
        file="evidence",
        read=content_of,
    )
    take_over = step(
        "take-over",
        ReturnSubmitShape,
        services.take_over,
        answers=ReturnSerializer,
        file="evidence",
        read=content_of,
    )
    correct = step(
        "correct",
        ReturnSubmitShape,
        services.correct,
        answers=ReturnSerializer,
        file="evidence",
        read=content_of,
    )
    draft_correction = step(
        "draft-correction", ClearanceStepIn, services.draft_correction, answers=ReturnSerializer
    )
    close = step("close", ClearanceStepIn, services.close, answers=ReturnSerializer)
    call_off = step("call-off", ClearanceStepIn, services.call_off, answers=ReturnSerializer)
    redate = step("redate", ReturnRedateShape, services.redate, answers=ReturnSerializer, dated=False)
