"""Texts and papers of an agreement over REST: sent as forms, because they carry files."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agreements.api import papers, serializers
from agreements.api.around import step
from agreements.models import Agreement, AgreementText
from agreements.selectors.texts import stage_called
from agreements.services import texts as kept
from agreements.services.refusals import StageOfAnother
from documents.pages.forms import content_of
from foundation.errors import InvalidInput
from foundation.rest.preconditions import expected_version
from foundation.rest.steps import FORMS


def _remove(record: Agreement, *, by: Any, language: str, **facts: Any) -> Agreement:
    """A language version that was entered by mistake is taken out."""
    found = AgreementText.objects.visible_to(by).filter(agreement=record, language=language).first()
    if found is None:
        raise InvalidInput(fields={"language": papers.NO_TEXT})
    return kept.remove_text(found, by=by, **facts)


class AroundTexts:
    """Language versions, and the papers of each stage."""

    @extend_schema(
        request={"multipart/form-data": papers.TextShape, "application/json": papers.TextShape},
        responses=serializers.AgreementSerializer,
    )
    @action(detail=True, methods=["post"], parser_classes=FORMS)
    def texts(self, request: Request, **kwargs: Any) -> Response:
        """Enter a language version or change it."""
        view: Any = self
        version = expected_version(request)
        record = view.get_object()
        given = papers.TextShape(data=request.data)
        given.is_valid(raise_exception=True)
        data = dict(given.validated_data)
        text = content_of(data.pop("file")) if "file" in data else None
        return view.answer(kept.keep_text(record, by=view.subject, version=version, text=text, **data))

    text_removed = step("text-removed", papers.TextRemovedShape, _remove, dated=False)

    @extend_schema(
        request={"multipart/form-data": papers.StagePaperShape}, responses=serializers.AgreementSerializer
    )
    @action(detail=True, methods=["post"], url_path="stage-documents", parser_classes=FORMS)
    def stage_documents(self, request: Request, **kwargs: Any) -> Response:
        """Add a paper to the stage that was reached last with that state."""
        view: Any = self
        version = expected_version(request)
        record = view.get_object()
        given = papers.StagePaperShape(data=request.data)
        given.is_valid(raise_exception=True)
        data = given.validated_data
        stage = stage_called(record, data["stage"], to=view.subject)
        if stage is None:
            raise StageOfAnother(fields={"stage": StageOfAnother.message})
        file = content_of(data["file"])
        saved = kept.add_stage_document(
            record, by=view.subject, stage=stage, title=data["title"], file=file, version=version
        )
        return view.answer(saved)
