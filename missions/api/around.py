"""Around a paper over REST: remarks, conflicts, readings, confirmations, the mid-term review, two versions compared."""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from approvals.api.serializers import DifferenceSerializer
from approvals.pages.exports import attachment
from documents.pages.forms import content_of as content_of_file
from foundation.clock import now, today
from foundation.rest.parsers import StrictJSONParser
from foundation.rest.preconditions import expected_version
from foundation.rest.serializers import StrictSerializer
from missions.api import remarks as shapes
from missions.api.matrix import asked_for_matrix, matrix_schema
from missions.api.serializers import PaperSerializer
from missions.selectors import remarks as reading
from missions.selectors.confirmations import confirmations
from missions.selectors.contents import content_of
from missions.selectors.paper_sight import line_of_sight
from missions.selectors.papers import current, version_of
from missions.selectors.papers import paper as read_paper
from missions.selectors.readings import measured
from missions.selectors.rows import rows_in
from missions.selectors.wordings import compare
from missions.services import attachments, conflicts, readings, remarks, reviews
from missions.services.exports import export_remarks

KEY = r"(?P<key>[0-9a-f-]+)"


def _given(shape: type[StrictSerializer], request: Request) -> dict[str, Any]:
    given = shape(data=request.data)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


class SaidToPapers:
    """Remarks and conflicts; none of it changes what is signed."""

    subject: Any
    get_object: Any

    # --- remarks ----------------------------------------------------------------------------------------------------
    @extend_schema(responses={200: shapes.PaperRemarkSerializer(many=True)})
    @action(detail=True, methods=["get"])
    def remarks(self, request: Request, **kwargs: Any) -> Response:
        """Remarks of both sides, as far as the caller may see them, with answers and resolution."""
        return self._remarks(self.get_object())

    @extend_schema(request=shapes.PaperRemarkShape, responses={201: shapes.PaperRemarkSerializer(many=True)})
    @remarks.mapping.post
    def add_remark(self, request: Request, **kwargs: Any) -> Response:
        """Remark on a part or a row; `internal` keeps it within the caller's ministry."""
        paper, given = self.get_object(), _given(shapes.PaperRemarkShape, request)
        remarks.add(paper, by=self.subject, on=today(), **given)
        return self._remarks(paper, 201)

    @extend_schema(request=shapes.WordsShape, responses={200: shapes.PaperRemarkSerializer(many=True)})
    @action(detail=True, methods=["post"], url_path=rf"remarks/{KEY}/reply")
    def reply(self, request: Request, key: str = "", **kwargs: Any) -> Response:
        """Answer a remark."""
        paper = self.get_object()
        remark = reading.remark(paper, key, to=self.subject)
        remarks.reply(remark, by=self.subject, on=today(), **_given(shapes.WordsShape, request))
        return self._remarks(paper)

    @extend_schema(request=shapes.ResolutionShape, responses={200: shapes.PaperRemarkSerializer(many=True)})
    @action(detail=True, methods=["post"], url_path=rf"remarks/{KEY}/resolve")
    def resolve(self, request: Request, key: str = "", **kwargs: Any) -> Response:
        """Accept, reject or note a remark."""
        paper = self.get_object()
        remark = reading.remark(paper, key, to=self.subject)
        remarks.resolve(remark, by=self.subject, on=today(), **_given(shapes.ResolutionShape, request))
        return self._remarks(paper)

    @matrix_schema
    @action(detail=True, methods=["get"], url_path="remarks/matrix")
    def remark_matrix(self, request: Request, **kwargs: Any) -> HttpResponse:
        """The comment matrix of both sides as a table; `internal=no` for one that both ministries may have."""
        asked = asked_for_matrix(request)
        paper = read_paper(kwargs["reference"], to=self.subject)
        return attachment(export_remarks(paper, by=self.subject, at=now(), **asked))

    def _remarks(self, paper: Any, status: int = 200) -> Response:
        rows = list(reading.remarks(paper, to=self.subject))
        context = {"replies": reading.with_replies(rows, to=self.subject)}
        return Response(shapes.PaperRemarkSerializer(rows, many=True, context=context).data, status=status)

    # --- conflicts --------------------------------------------------------------------------------------------------
    @extend_schema(responses={200: shapes.ConflictSerializer(many=True)})
    @action(detail=True, methods=["get"])
    def conflicts(self, request: Request, **kwargs: Any) -> Response:
        """Conflicts between a task of the attaché and an objective of the embassy, with their log."""
        return self._conflicts(self.get_object())

    @extend_schema(request=shapes.ConflictShape, responses={201: shapes.ConflictSerializer(many=True)})
    @conflicts.mapping.post
    def raise_conflict(self, request: Request, **kwargs: Any) -> Response:
        """Raise a conflict; while it is open, the paper is not submitted."""
        paper, given = self.get_object(), _given(shapes.ConflictShape, request)
        conflicts.raise_conflict(paper, by=self.subject, on=today(), **given)
        return self._conflicts(paper, 201)

    @extend_schema(request=shapes.WordsShape, responses={200: shapes.ConflictSerializer(many=True)})
    @action(detail=True, methods=["post"], url_path=rf"conflicts/{KEY}/answer")
    def answer_conflict(self, request: Request, key: str = "", **kwargs: Any) -> Response:
        """Propose words that would resolve it."""
        paper = self.get_object()
        conflict = reading.conflict(paper, key, to=self.subject)
        conflicts.answer(conflict, by=self.subject, on=today(), **_given(shapes.WordsShape, request))
        return self._conflicts(paper)

    @extend_schema(request=shapes.WordsShape, responses={200: shapes.ConflictSerializer(many=True)})
    @action(detail=True, methods=["post"], url_path=rf"conflicts/{KEY}/resolve")
    def resolve_conflict(self, request: Request, key: str = "", **kwargs: Any) -> Response:
        """Agree how it is resolved; the ministry that spoke last waits for the other."""
        paper = self.get_object()
        conflict = reading.conflict(paper, key, to=self.subject)
        conflicts.resolve(conflict, by=self.subject, on=today(), **_given(shapes.WordsShape, request))
        return self._conflicts(paper)

    def _conflicts(self, paper: Any, status: int = 200) -> Response:
        rows = list(reading.conflicts(paper, to=self.subject))
        context = {"entries": reading.entries_of(rows, to=self.subject)}
        return Response(shapes.ConflictSerializer(rows, many=True, context=context).data, status=status)


class WithAttachments:
    """Files signed with a paper; the content of a version lists them, `/files/` hands them out."""

    subject: Any
    get_object: Any
    answer: Any

    @extend_schema(request={"multipart/form-data": shapes.AttachmentShape}, responses=PaperSerializer)
    @action(detail=True, methods=["post"], parser_classes=[MultiPartParser, StrictJSONParser])
    def attach(self, request: Request, **kwargs: Any) -> Response:
        """Attach a file to the draft, sent as a form."""
        version, paper = expected_version(request), self.get_object()
        given = _given(shapes.AttachmentShape, request)
        given["file"] = content_of_file(given["file"])
        attachments.attach(paper, by=self.subject, version=version, at=now(), **given)
        return self.answer(paper)

    @extend_schema(request=shapes.DetachShape, responses=PaperSerializer)
    @action(detail=True, methods=["post"])
    def detach(self, request: Request, **kwargs: Any) -> Response:
        """Take a file off the draft by its code; earlier versions keep it."""
        version, paper = expected_version(request), self.get_object()
        given = _given(shapes.DetachShape, request)
        attachments.detach(paper, by=self.subject, version=version, at=now(), **given)
        return self.answer(paper)


class AroundPapers(WithAttachments, SaidToPapers):
    """What is measured of a paper, who confirmed it, its review, and two of its versions compared."""

    answer: Any

    # --- readings ---------------------------------------------------------------------------------------------------
    @extend_schema(responses={200: shapes.MeasuredSerializer(many=True)})
    @action(detail=True, methods=["get"])
    def readings(self, request: Request, **kwargs: Any) -> Response:
        """Indicators of the current version with the readings that count."""
        return self._readings(self.get_object())

    @extend_schema(request=shapes.ReadingShape, responses={201: shapes.MeasuredSerializer(many=True)})
    @readings.mapping.post
    def record_reading(self, request: Request, **kwargs: Any) -> Response:
        """Record what an indicator showed on a day; a later record of the same day corrects it."""
        paper, given = self.get_object(), _given(shapes.ReadingShape, request)
        readings.record(paper, by=self.subject, on=today(), **given)
        return self._readings(paper, 201)

    def _readings(self, paper: Any, status: int = 200) -> Response:
        content = content_of(current(paper, to=self.subject))
        rows = measured(paper, content, to=self.subject)
        return Response(shapes.MeasuredSerializer(rows, many=True).data, status=status)

    @extend_schema(responses={200: shapes.SightSerializer(many=True)})
    @action(detail=True, methods=["get"], url_path="line-of-sight")
    def line_of_sight(self, request: Request, **kwargs: Any) -> Response:
        """Each objective with the strategic objective above it, and with all that serves it."""
        paper = self.get_object()
        version = current(paper, to=self.subject)
        aims = rows_in(version, "objectives")
        line_of_sight(paper, aims, content_of(version), to=self.subject)
        return Response(shapes.SightSerializer(aims, many=True).data)

    # --- confirmation and review --------------------------------------------------------------------------------------
    @extend_schema(responses={200: shapes.ConfirmationSerializer(many=True)})
    @action(detail=True, methods=["get"])
    def confirmations(self, request: Request, **kwargs: Any) -> Response:
        """Both co-authors' offices: who confirmed the paper in effect, when, and who has yet to."""
        rows = confirmations(self.get_object(), to=self.subject, on=today())
        return Response(shapes.ConfirmationSerializer(rows, many=True).data)

    @extend_schema(request=shapes.RemarkReasonShape)
    @action(detail=True, methods=["post"])
    def review(self, request: Request, **kwargs: Any) -> Response:
        """Begin the mid-term review of the paper in effect."""
        version, paper = expected_version(request), self.get_object()
        given = _given(shapes.RemarkReasonShape, request)
        return self.answer(reviews.begin(paper, by=self.subject, version=version, on=today(), **given))

    @extend_schema(request=shapes.FindingShape)
    @action(detail=True, methods=["post"], url_path="confirm-review")
    def confirm_review(self, request: Request, **kwargs: Any) -> Response:
        """End the review: the paper stands as it is."""
        version, paper = expected_version(request), self.get_object()
        given = _given(shapes.FindingShape, request)
        return self.answer(reviews.confirm(paper, by=self.subject, version=version, on=today(), **given))

    @extend_schema(responses={200: DifferenceSerializer(many=True)})
    @action(detail=True, methods=["get"], url_path=r"compare/(?P<before>[0-9]{1,4})/(?P<after>[0-9]{1,4})")
    def compare(self, request: Request, before: str = "", after: str = "", **kwargs: Any) -> Response:
        """What reads otherwise in the second version, word by word."""
        reference = self.get_object().reference
        old, new = (version_of(reference, int(no), to=self.subject) for no in (before, after))
        return Response(DifferenceSerializer(compare(old, new), many=True).data)
