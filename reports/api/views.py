"""Reports over REST (interfaces.md)."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from access.context import Subject
from access.models import Label
from access.rest import ClassifiedViewSet
from foundation.clock import today
from foundation.errors import InvalidInput
from foundation.rest.lists import refuse_unknown
from reports.pages.downloads import download
from reports.registry import catalogue
from reports.selectors.answers import FORMATS, Asked, ask
from reports.services.exports import TYPES


class ReportEntry(serializers.Serializer):
    """One line of the catalogue."""

    report = serializers.CharField()
    title = serializers.CharField()
    question = serializers.CharField()
    parameters = serializers.ListField(child=serializers.CharField())


class ReportColumnShape(serializers.Serializer):
    """A column of a report."""

    key = serializers.CharField()
    label = serializers.CharField()
    kind = serializers.CharField(
        help_text="After a `code` stands the column of its name, under `<key>_name`."
    )


class ReportAnswer(serializers.Serializer):
    """A report as JSON; every row carries the references behind its figures."""

    report = serializers.CharField()
    as_of = serializers.DateField()
    marking = serializers.CharField(allow_blank=True)
    parameters = serializers.DictField()
    columns = ReportColumnShape(many=True)
    rows = serializers.ListField(child=serializers.DictField())
    summary = serializers.DictField()


def released(to: Subject) -> dict[str, str]:
    """To whom everything in the answer may be given, where that was asked."""
    return {"release_to": to.release_to} if to.release_to else {}


def as_json(asked: Asked) -> dict[str, Any]:
    """The shape of interfaces.md."""
    return {
        "report": asked.report.slug,
        "as_of": asked.as_of,
        "marking": asked.marking["text"] if asked.marking else "",
        "parameters": asked.parameters | released(asked.to),
        "columns": [
            {"key": c.key, "label": str(c.label), "kind": c.kind}
            for column in asked.report.columns
            for c in dict.fromkeys((column, column.shown))
        ],
        "rows": asked.answer.rows,
        "summary": asked.answer.summary,
    }


class ReportViewSet(ClassifiedViewSet):
    """The catalogue and its reports."""

    lookup_field = "slug"
    serializer_class = ReportAnswer

    def rows(self) -> QuerySet:
        return Label.objects.none()

    @extend_schema(responses=ReportEntry(many=True))
    def list(self, request: Request, **kwargs: Any) -> Response:
        """Every report with its question."""
        refuse_unknown(request.query_params, ())
        entries = [
            {
                "report": r.slug,
                "title": str(r.title),
                "question": str(r.question),
                "parameters": [p.name for p in r.parameters],
            }
            for r in catalogue().values()
        ]
        return Response(entries)

    @extend_schema(
        parameters=[
            OpenApiParameter("as_of", str, description="YYYY-MM-DD, default today."),
            OpenApiParameter("format", str, enum=FORMATS),
        ],
        responses={200: ReportAnswer, (200, "text/csv"): OpenApiResponse(bytes)},
    )
    def retrieve(self, request: Request, **kwargs: Any) -> Response | HttpResponse:
        """The report's answer as of a day; further parameters are the report's own filters."""
        report = catalogue().get(kwargs["slug"])
        if report is None:
            raise Http404
        kind = request.query_params.get("format", "json")
        if kind not in FORMATS:
            raise InvalidInput(fields={"format": [_("json, csv, xlsx or pdf.")]})
        asked = ask(report, request.query_params.dict(), to=self.subject, today=today())
        return download(asked, kind, request._request) if kind in TYPES else Response(as_json(asked))
