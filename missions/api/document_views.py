"""Strategic documents over REST: begun, amended, brought through their verbs (interfaces.md)."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from access.rest import ClassifiedViewSet, Relabels
from approvals.api.exports import asked_for, printed
from approvals.pages.exports import attachment
from documents.pages.forms import content_of as content_of_file
from foundation.clock import now, today
from foundation.rest.lists import Column
from foundation.rest.parsers import StrictJSONParser
from foundation.rest.preconditions import etag, expected_version
from foundation.rest.views import Amends, Creates, listed
from missions.api.document_entries import (
    DecisionOnPaperSerializer,
    DocumentBeginSerializer,
    DocumentEditSerializer,
    DocumentWithdrawSerializer,
)
from missions.api.document_serializers import DocumentVersionContentSerializer, StrategicDocumentSerializer
from missions.api.filters import DocumentFilter
from missions.models import StrategicDocument
from missions.selectors.documents import documents, version_of
from missions.services import document_decisions, document_effects, document_submissions, exports
from missions.services import documents as services

WRITTEN = {"create": DocumentBeginSerializer, "partial_update": DocumentEditSerializer}
STEPS = {"submit", "withdraw", "take_effect", "record_decision", "revise", "relabel"}


class OnPaper:
    """Versions of documents handed out."""

    subject: Any

    @printed
    @action(detail=True, methods=["get"], url_path=r"versions/(?P<no>[0-9]{1,4})/export")
    def export(self, request: Request, no: str = "", **kwargs: Any) -> HttpResponse:
        """One version on paper, with its decision sheet if it has one: PDF or DOCX, the frame in either language."""
        asked = asked_for(request)
        found = version_of(kwargs["reference"], int(no), to=self.subject)
        return attachment(exports.export_document(found, by=self.subject, at=now(), **asked))


@listed
class StrategicDocumentViewSet(OnPaper, Creates, Amends, Relabels, ClassifiedViewSet):
    """Strategic documents the caller may see."""

    serializer_class = StrategicDocumentSerializer
    filterset_class = DocumentFilter
    searchable = True
    http_method_names = ["get", "post", "patch", "head", "options"]
    columns = (
        Column("reference", "reference", nullable=False),
        Column("kind", "kind", nullable=False),
        Column("title", "title", nullable=False),
        Column("custodian", "custodian__code", nullable=False),
        Column("register_no", "register_no", nullable=False),
        Column("derives_from", "derives_from__reference"),
        Column("state", "state", nullable=False),
        Column("effective_from", "effective_from", dt.date),
        Column("effective_to", "effective_to", dt.date),
        Column("newest_no", "current_no", int, nullable=False),
        Column("newest_state", "newest", nullable=False),
    )
    orderings = {"reference": "reference", "kind": "kind"}

    def rows(self) -> QuerySet:
        return documents(to=self.subject)

    def get_serializer_class(self) -> Any:
        return WRITTEN.get(self.action, StrategicDocumentSerializer)

    def answer(self, record: StrategicDocument, status: int = 200) -> Response:
        """The document as it stands now, whatever was sent."""
        fresh = self.get_queryset().get(pk=record.pk)
        shown = StrategicDocumentSerializer(fresh, context=self.get_serializer_context()).data
        return Response(shown, status=status, headers={"ETag": etag(fresh)})

    def needs_if_match(self) -> bool:
        """For the schema: verbs are based on the version that was read."""
        return self.action in STEPS

    @extend_schema(request=DocumentBeginSerializer, responses={201: StrategicDocumentSerializer})
    def create(self, request: Request, **kwargs: Any) -> Response:
        return super().create(request, **kwargs)

    @extend_schema(request=DocumentEditSerializer, responses=StrategicDocumentSerializer)
    def partial_update(self, request: Request, **kwargs: Any) -> Response:
        return super().partial_update(request, **kwargs)

    def perform_create(self, data: dict[str, Any]) -> StrategicDocument:
        return services.record(by=self.subject, on=today(), **data)

    def perform_update(
        self, document: StrategicDocument, data: dict[str, Any], version: int
    ) -> StrategicDocument:
        return services.amend(document, by=self.subject, version=version, **data)

    @extend_schema(request=None, responses=StrategicDocumentSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, **kwargs: Any) -> Response:
        """Freeze the draft and open its approval case; `case` of the answer names it."""
        version, document = expected_version(request), self.get_object()
        document_submissions.submit(document, by=self.subject, version=version, at=now(), on=today())
        return self.answer(document)

    @extend_schema(request=DocumentWithdrawSerializer, responses=StrategicDocumentSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, **kwargs: Any) -> Response:
        """Take the newest version back; the document ends with it where it is in effect or none ever was."""
        version, document = expected_version(request), self.get_object()
        given = DocumentWithdrawSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        reason, by = given.validated_data["reason"], self.subject
        document_submissions.withdraw(document, by=by, reason=reason, version=version, at=now(), on=today())
        return self.answer(document)

    @extend_schema(request=None, responses=StrategicDocumentSerializer)
    @action(detail=True, methods=["post"], url_path="take-effect")
    def take_effect(self, request: Request, **kwargs: Any) -> Response:
        """An approved version guides from today and supersedes what was before it."""
        version, document = expected_version(request), self.get_object()
        document_effects.take_effect(document, by=self.subject, version=version, on=today())
        return self.answer(document)

    @extend_schema(
        request={"multipart/form-data": DecisionOnPaperSerializer}, responses=StrategicDocumentSerializer
    )
    @action(
        detail=True, methods=["post"], url_path="record-decision", parser_classes=[MultiPartParser, StrictJSONParser]
    )  # fmt: skip
    def record_decision(self, request: Request, **kwargs: Any) -> Response:
        """A decision taken on paper or above the ministries, with its number and evidence."""
        version, document = expected_version(request), self.get_object()
        given = DecisionOnPaperSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        by, told = self.subject, dict(given.validated_data)
        document_decisions.record_decision(
            document,
            by=by,
            version=version,
            file=content_of_file(told.pop("file")),
            at=now(),
            on=today(),
            **told,
        )
        return self.answer(document)

    @extend_schema(request=None, responses=StrategicDocumentSerializer)
    @action(detail=True, methods=["post"])
    def revise(self, request: Request, **kwargs: Any) -> Response:
        """The next version in draft; what is in effect stays so until that one takes effect."""
        version, document = expected_version(request), self.get_object()
        return self.answer(services.revise(document, by=self.subject, version=version, on=today()))

    @extend_schema(responses=DocumentVersionContentSerializer)
    @action(detail=True, methods=["get"], url_path=r"versions/(?P<no>[0-9]{1,4})")
    def version(self, request: Request, no: str = "", **kwargs: Any) -> Response:
        """Content and hash of one version."""
        found = version_of(self.get_object().reference, int(no), to=self.subject)
        return Response(DocumentVersionContentSerializer(found).data)
