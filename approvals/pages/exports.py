"""A case on paper, as its reader; that it was taken stands in the trail."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from approvals.selectors.cases import case_of
from approvals.services import exports
from approvals.services.exports import Printout
from foundation.clock import now


def attachment(file: Printout) -> HttpResponse:
    """Handed out, never stored on the way."""
    response = HttpResponse(file.content, content_type=file.media)
    response["Content-Disposition"] = content_disposition_header(True, file.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_safe
def printed_page(request: HttpRequest, reference: str, language: str, form: str) -> HttpResponse:
    """What the case is about with its decision sheet, as PDF or DOCX in a language."""
    subject = request.subject  # type: ignore[attr-defined]
    found = case_of(reference, to=subject)
    return attachment(exports.export(found, by=subject, at=now(), language=language, form=form))


@login_required
@require_safe
def sheet_page(request: HttpRequest, reference: str, language: str) -> HttpResponse:
    """The decision sheet alone, for the paper file."""
    subject = request.subject  # type: ignore[attr-defined]
    found = case_of(reference, to=subject)
    return attachment(exports.export_sheet(found, by=subject, at=now(), language=language))
